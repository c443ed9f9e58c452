"""How an analysis declares itself: name, help, options, columns; no command line here.

An analysis is a function ``Corpus → Table`` in one file of ``cntext.measure``, decorated
with ``@analysis``. From that file come the command, its help in two languages, every
output format, and the JSON Schema. Nothing else has to be edited.

An analysis that adds up over documents is two functions: ``counts=`` (Corpus → counts,
exact integers, no rate yet) and the decorated one (counts → Table). A big corpus is then
counted part by part, in several processes, and the counts are merged; the numbers are
the same by construction.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import (
    Annotated,
    Any,
    NamedTuple,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.model import Document
from cntext.table import Column, Row, Table


class Cut(str, Enum):
    """Which tokens an analysis is given."""

    UNITS = "units"  # jieba's words, the lexicon's phrases merged into one unit each
    WORDS = "words"  # jieba's words alone
    DICTIONARY = "dictionary"  # jieba without its guesses at unknown words (HMM off)
    TEXT = "text"  # none: it reads the characters, and nothing has to be segmented


class Asks(str, Enum):
    """Whether an analysis looks for terms that the user names before the paths."""

    NOTHING = "nothing"
    TERMS = "terms"  # def run(corpus, terms, *, …)
    TERMS_OR_ALL = "terms or all"  # def run(corpus, terms=(), *, …): without terms, all words


# (corpus, table, options) → (row, document, start, end) of every place behind a row.
Locate = Callable[[Corpus, Table, Mapping[str, Any]], Iterable[tuple[int, int, int, int]]]

# (counts or corpus, row, options) → what the formulas of the row take, by letter.
Letters = Callable[[Any, Row, Mapping[str, Any]], Mapping[str, object]]


class Background(Protocol):
    """What is known of a word in general Chinese, from jieba's dictionary."""

    @property
    def total(self) -> int:
        """Words in the dictionary's corpus."""
        ...

    def freq(self, word: str) -> int:
        """Return the count of ``word`` there, 0 if it is not in the dictionary."""
        ...

    def tag(self, word: str) -> str:
        """Return its part of speech, "" if it is not in the dictionary."""
        ...

    def idf(self, word: str) -> float:
        """Return its inverse document frequency, the median if it is unknown."""
        ...


Self = TypeVar("Self")


class Mergeable(Protocol):
    """Counts of one part of a corpus: picklable, exact, and the same however they are merged."""

    def merged(self: Self, others: Sequence[Self]) -> Self:
        """Return the counts of this part and of ``others``, which follow it in order."""
        ...


class Condition(Protocol):
    """A question that documents answer with yes or no, as ``--where`` asks it."""

    def select(self, documents: Sequence[Document]) -> list[bool]:
        """Return the answers; `UsageProblem` where it asks for a field that none has."""
        ...


class Takes(str, Enum):
    """What the value of an option is, where it is more than a text or a number."""

    CONDITION = "condition"  # a `Condition`, written as for --where
    FREQUENCIES = "frequencies"  # a `FrequencyList`: a file, or jieba's dictionary
    SCHEME = "scheme"  # a coding `Scheme`: a shipped one by name, or a file
    INPUTS = "inputs"  # files and folders (repeatable) that are read with the others


class Opt(NamedTuple):
    """Put in ``Annotated[...]``: the help and the bounds of one keyword argument.

    ``field`` marks an option that takes the name of a document field (year, source …),
    ``takes`` one whose value is made from what is written.
    """

    help: Both
    short: str = ""
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    field: bool = False
    metavar: str = ""
    takes: Takes | None = None


BY = Opt(
    Both(
        "分组：document、year、source、genre 等字段",
        "by a field: document, year, source, genre ...",
    ),
    field=True,
)


class Option(NamedTuple):
    """One option of an analysis, as read from its signature."""

    name: str
    type: type
    default: Any
    opt: Opt


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Analysis:
    """A registered analysis.

    ``needs`` are the names of the arguments that the caller fills in: "stopwords" and
    "lexicon" by the options that analyses share; "background" (what is known of a word in
    general Chinese), "function_words" and "padding" (policy boilerplate) as shipped. ``cut`` says which tokens it is
    given, and may depend on the options chosen. ``asks``: whether it takes an argument
    ``terms``, which the command line gives before the paths.
    """

    name: str
    finish: Callable[..., Table]
    help: Both
    columns: tuple[Column, ...]
    options: tuple[Option, ...]
    needs: frozenset[str]
    cut: Callable[[Mapping[str, Any]], Cut]
    tags: Callable[[Mapping[str, Any]], bool]
    default_format: str
    brief: tuple[str, ...]
    counts: Callable[..., Mergeable] | None
    whole: Callable[[Mapping[str, Any]], bool]
    uses: Callable[[Mapping[str, Any]], frozenset[str]]
    asks: Asks = Asks.NOTHING
    check: Callable[[Mapping[str, Any]], object] = lambda _: None
    locate: Locate | None = None
    in_pieces: bool = False
    in_runs: bool = False
    in_parts: bool = False
    drawn: Callable[[Mapping[str, Any]], Mapping[str, object]] = lambda _: {}
    letters: Letters | None = None
    numpy: Callable[[Mapping[str, Any]], bool] = lambda _: True

    def needed(self, chosen: Mapping[str, Any]) -> frozenset[str]:
        """Return which of ``needs`` are in use under these options."""
        return self.needs & self.uses(chosen)

    def counted_by(self) -> frozenset[str]:
        """Return the names of the options and lists that the counts depend on."""
        return frozenset(_parameters(self.counts)[1:])

    def adds_up(self, chosen: Mapping[str, Any]) -> bool:
        """Say whether parts of a corpus can be counted one by one under these options."""
        return self.counts is not None and not self.whole(chosen)

    def count(self, corpus: Corpus, given: Mapping[str, Any]) -> Mergeable:
        """Return the counts of a corpus or a part of one, with the options and lists ``given``."""
        if self.counts is None:
            raise TypeError(f"{self.name} does not count")
        return self.counts(corpus, **_named(self.counts, given))

    def table(self, counted: object, given: Mapping[str, Any]) -> Table:
        """Return the table of merged counts (of the corpus, where the analysis has no counts)."""
        return self.finish(counted, **_named(self.finish, given))

    def run(self, corpus: Corpus, **given: Any) -> Table:  # noqa: ANN401 (options are of any type)
        """Return the table of a whole corpus."""
        return self.table(self.count(corpus, given) if self.counts else corpus, given)


ANALYSES: dict[str, Analysis] = {}
SHARED = frozenset({"stopwords", "lexicon", "background", "function_words", "padding", "paths"})
Run = TypeVar("Run", bound=Callable[..., Table])


def analysis(
    name: str,
    *,
    zh: str,
    columns: tuple[Column, ...],
    cut: Cut | Callable[[Mapping[str, Any]], Cut] = Cut.UNITS,
    tags: bool | Callable[[Mapping[str, Any]], bool] = False,
    default_format: str = "",
    brief: tuple[str, ...] = (),
    counts: Callable[..., Mergeable] | None = None,
    whole: Callable[[Mapping[str, Any]], bool] = lambda _: False,
    uses: Callable[[Mapping[str, Any]], frozenset[str]] = lambda _: SHARED,
    check: Callable[[Mapping[str, Any]], object] = lambda _: None,
    locate: Locate | None = None,
    in_pieces: bool = False,
    in_runs: bool = False,
    in_parts: bool = False,
    drawn: Callable[[Mapping[str, Any]], Mapping[str, object]] = lambda _: {},
    letters: Letters | None = None,
    numpy: Callable[[Mapping[str, Any]], bool] = lambda _: True,
) -> Callable[[Run], Run]:
    """Register the decorated function under ``name`` and return it unchanged.

    Its docstring is the English help, ``zh`` the Chinese one. ``columns`` are all that
    it may return, those that some options add marked ``optional``. ``tags``: it offers
    parts of speech by an option ``pos``, or a function of the options that says whether they
    are needed. ``check`` refuses options before anything is read. ``locate`` finds the
    places of its rows for ``--evidence`` (see `cntext.query.evidence`). ``in_pieces``: it takes a
    sequence of corpora that follow one another, so that a big one is never put together.
    ``in_runs``: the decorated function takes its counts as `Runs` too (`measure.stats.runs`), so
    that those of too many documents and terms stay on disk.
    ``in_parts``: it asks parts of the corpus in passes, which workers answer (`cntext.flow.asking`).
    ``drawn``: the options that a picture is made with, under those chosen, where none were asked
    for. ``brief``: the columns that a screen shows,
    where all would be too many.

    ``counts`` makes it additive: it takes the corpus, and by name whatever options and
    lists it needs; the decorated function then takes the merged counts in place of the
    corpus. Where ``whole`` says so of the options, the counts are of the corpus as one.
    ``uses`` says which lists are in use under these options, where not all are. ``check``
    raises `UsageProblem` for options that cannot be meant, before anything is read. ``numpy``:
    whether counting needs it under these options; workers then share one.
    """

    def register(run: Run) -> Run:
        if name in ANALYSES:
            raise ValueError(f"analysis {name!r} is already registered")
        chosen = cut
        ANALYSES[name] = Analysis(
            name=name,
            finish=run,
            help=Both(zh, inspect.cleandoc(run.__doc__ or "")),
            columns=columns,
            options=tuple(_options(run)),
            needs=SHARED & {name for function in (run, counts) for name in _parameters(function)},
            cut=(lambda _: chosen) if isinstance(chosen, Cut) else chosen,
            tags=tags if callable(tags) else lambda given: tags and bool(given.get("pos")),
            default_format=default_format,
            brief=brief,
            counts=counts,
            whole=whole,
            uses=uses,
            asks=_asks(run),
            check=check,
            locate=locate,
            in_pieces=in_pieces,
            in_runs=in_runs,
            in_parts=in_parts,
            drawn=drawn,
            letters=letters,
            numpy=numpy,
        )
        return run

    return register


def _asks(run: Callable[..., Table]) -> Asks:
    terms = inspect.signature(run).parameters.get("terms")
    if terms is None:
        return Asks.NOTHING
    return Asks.TERMS if terms.default is inspect.Parameter.empty else Asks.TERMS_OR_ALL


def _parameters(function: Callable[..., object] | None) -> list[str]:
    return list(inspect.signature(function).parameters) if function else []


def _named(function: Callable[..., object], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``function`` takes of ``given``, by name; its first argument is the corpus."""
    return {name: given[name] for name in _parameters(function)[1:] if name in given}


def _options(run: Callable[..., Table]) -> list[Option]:
    hints = get_type_hints(run, include_extras=True)
    found = []
    for parameter in inspect.signature(run).parameters.values():
        hint = hints.get(parameter.name)
        if get_origin(hint) is not Annotated:
            continue
        kind, *extra = get_args(hint)
        opt = next((m for m in extra if isinstance(m, Opt)), None)
        if opt is not None:
            found.append(Option(parameter.name, kind, parameter.default, opt))
    return found
