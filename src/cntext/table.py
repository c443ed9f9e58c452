"""The one result type: named columns that know their type, unit and role."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple, overload

from cntext.errors import Both

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class Type(str, Enum):
    """The JSON type of a column's cells (each may also be null)."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class Unit(str, Enum):
    """What a number means; renderers format by unit, never by column name."""

    NONE = "none"
    COUNT = "count"
    RANK = "rank"
    PER_MILLION = "per_million"
    PERCENT = "percent"
    SCORE = "score"
    BITS = "bits"
    OFFSET = "offset"
    LINE = "line"
    DATE = "date"
    YEAR = "year"  # a point in time, in years: 2014.3


class Role(str, Enum):
    """What a column is for: what is named, what is measured, what it rests on."""

    KEY = "key"  # identifies the row: a group, a position
    TERM = "term"  # the word or phrase that the row is about
    MEASURE = "measure"  # a number about the term
    CONTEXT = "context"  # a date, a document, a parent: words about the term
    EXAMPLE = "example"  # a sentence that holds the term
    LEFT = "left"  # what stands before the term, in a concordance
    RIGHT = "right"  # what stands after it


EACH_TERM = "*"


class Column(NamedTuple):
    """One column: its machine name, its heading, and what its cells are.

    An ``optional`` column is present only under some options; the JSON Schema of the
    analysis then does not require it. One with the id `EACH_TERM` stands for as many
    columns of its kind as there are terms, which are called by them. ``says``: where cells
    are codes, what each is called in a table for people; machines get the code.
    """

    id: str
    label: Both
    type: Type
    unit: Unit = Unit.NONE
    role: Role = Role.MEASURE
    optional: bool = False
    says: tuple[tuple[str, Both], ...] = ()


class Caveat(NamedTuple):
    """Something the reader of the numbers must know, with a stable code."""

    code: str
    message: Both


class Manifest(NamedTuple):
    """Where the numbers come from: enough to make them again.

    ``tool`` versions; ``params`` every option in force; ``corpus`` sizes and hash;
    ``inputs`` files read with hash and encoding, failed, skipped and repaired ones.
    """

    tool: Mapping[str, str] = {}
    params: Mapping[str, object] = {}
    corpus: Mapping[str, object] = {}
    inputs: Mapping[str, object] = {}


class Rows(Sequence[Row]):
    """``size`` rows of ``width`` cells, each made when it is asked for: most are never shown."""

    def __init__(self, size: int, width: int, make: Callable[[int], Row]) -> None:
        self.width = width
        self._places, self._make = range(size), make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """Return a row, or several."""
        found = self._places[index]
        return self._make(found) if isinstance(found, int) else [self._make(i) for i in found]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a list


class Entry(NamedTuple):
    """What a word list gets from one row: a concept, other forms of it, a comment.

    ``guards``: longer strings in which the name means something else. ``frequency`` and ``tag`` are for dictionaries of jieba.
    """

    name: str
    forms: tuple[str, ...] = ()
    comment: str = ""
    frequency: int | None = None
    tag: str = ""
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What every analysis returns and every renderer accepts.

    ``rows`` are in their final order. ``weight`` names the measure that a picture
    draws by size. ``brief`` names the columns that a screen shows, the most important
    first, where all would be too many: as many as fit. ``group`` names the key columns
    inside which ranks start again, so that "the first n rows" means n rows of each group.
    ``total`` is the number of rows before any were cut off for display. ``entry`` says what
    a lexicon written from a row holds (None: nothing); without it, the row's first term. ``nodes``: where the rows are the links of a
    network, the table of what they link; the first two columns of terms name the ends.
    """

    name: str
    title: Both
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    notes: tuple[Both, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    weight: str | None = None
    group: tuple[str, ...] = ()
    total: int | None = None
    brief: tuple[str, ...] = ()
    nodes: "Table | None" = None
    manifest: Manifest = field(default_factory=Manifest)
    entry: Callable[[Row], Entry | None] | None = None

    def __post_init__(self) -> None:
        width = len(self.columns)
        given = self.rows.width if isinstance(self.rows, Rows) else None
        if given != width and (given or any(len(row) != width for row in self.rows)):
            raise ValueError(f"every row of {self.name!r} needs {width} cells")
        ids = [c.id for c in self.columns]
        for name in (*self.group, *([self.weight] if self.weight else [])):
            if name not in ids:
                raise ValueError(f"{self.name!r} has no column {name!r}")

    def index(self, column_id: str) -> int:
        """Return the place of a column; KeyError if there is none."""
        for i, column in enumerate(self.columns):
            if column.id == column_id:
                return i
        raise KeyError(column_id)

    def values(self, column_id: str) -> list[Cell]:
        """Return the cells of one column, top to bottom."""
        i = self.index(column_id)
        return [row[i] for row in self.rows]

    def records(self) -> Iterator[dict[str, Cell]]:
        """Yield each row as ``{column id: cell}``."""
        names = [c.id for c in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def only(self, names: Sequence[str]) -> "Table":
        """Return the table with these columns alone, in its own order."""
        at = [i for i, column in enumerate(self.columns) if column.id in names]
        return replace(
            self,
            columns=tuple(self.columns[i] for i in at),
            rows=[tuple(row[i] for i in at) for row in self.rows],
            weight=self.weight if self.weight in names else None,
        )

    def for_people(self, lang: str) -> "Table":
        """Return the table with words in the place of codes (`Column.says`)."""
        said = {
            i: {code: word.say(lang) for code, word in column.says}
            for i, column in enumerate(self.columns)
            if column.says
        }
        if not said:
            return self
        rows = [
            tuple(said[i].get(str(x), x) if i in said else x for i, x in enumerate(row))
            for row in self.rows
        ]
        return replace(self, rows=rows)

    def by_role(self, role: Role) -> Column | None:
        """Return the first column with ``role``, if there is one."""
        return next((c for c in self.columns if c.role is role), None)
