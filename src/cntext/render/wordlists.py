"""The terms of a table as a file that other runs read: a lexicon, or a jieba dictionary."""

from __future__ import annotations

from cntext.errors import Both, UsageProblem
from cntext.table import Entry, Role, Row, Table, Unit

TAG = "nz"  # jieba's tag of proper names; by it, a phrase stays one word in POS filters too


def to_lexicon(table: Table) -> bytes:
    """Return the terms of ``table`` as a lexicon file (TOML), one concept each.

    Terms that no lexicon can hold (one character, white space) are left out and counted in
    the last line. Concepts of one name are put together.
    """
    # Not at the top, here and below: every command imports this file, few write a lexicon.
    from cntext.lexicon import Concept
    from cntext.lexicon.problems import problem_of_form
    from cntext.lexicon.writing import as_toml

    entries: dict[str, Entry] = {}
    taken: set[str] = set()
    left_out = 0
    for row in table.rows:
        entry = _entry(table, row)
        if entry is None or any(problem_of_form(f, 0, "") for f in (entry.name, *entry.forms)):
            left_out += 1
            continue
        old = entries.get(entry.name)
        if old is None and entry.name in taken:
            left_out += 1
            continue
        forms = tuple(f for f in entry.forms if f not in taken and f != entry.name)
        taken.update((entry.name, *forms))
        if old:
            guards = tuple(dict.fromkeys((*old.guards, *entry.guards)))
            entry = Entry(old.name, (*old.forms, *forms), old.comment, guards=guards)
        else:
            entry = Entry(entry.name, forms, entry.comment, guards=entry.guards)
        entries[entry.name] = entry
    head = f"# {table.title.zh} · {table.title.en}\n# cntext {table.name}\n"
    blocks = [
        as_toml(Concept(e.name, "", (e.name, *e.forms), guards=e.guards), e.comment)
        for e in entries.values()
    ]
    tail = [f"# 没有写入 · left out: {left_out}\n"] if left_out else []
    return "\n".join([head, *blocks, *tail]).encode("utf-8", "replace")


def to_jieba(table: Table) -> bytes:
    """Return the terms of ``table`` as a user dictionary of jieba, ``word frequency tag``.

    Without a frequency, jieba (and --userdict) takes the one that makes a word come out whole.
    """
    from cntext.lexicon.problems import problem_of_form

    lines: dict[str, str] = {}
    for row in table.rows:
        entry = _entry(table, row)
        if entry is None:
            continue
        for name in (entry.name, *entry.forms):
            if not problem_of_form(name, 0, ""):
                number = "" if entry.frequency is None else f" {entry.frequency}"
                lines.setdefault(name, f"{name}{number} {entry.tag or TAG}\n")
    return "".join(lines.values()).encode("utf-8", "replace")


def _entry(table: Table, row: Row) -> Entry | None:
    if table.entry:
        return table.entry(row)
    term = table.by_role(Role.TERM)
    if term is None:
        raise UsageProblem(
            "-f lexicon",
            Both("这个表没有词语可写成词表", "this table has no terms to write as a word list"),
            Both("用于 phrases、freq、keywords 等", "use it with phrases, freq, keywords ..."),
        )
    numbers = [
        f"{column.id} {row[i]}"
        for i, column in enumerate(table.columns)
        if column.unit is Unit.COUNT and row[i] is not None
    ]
    return Entry(str(row[table.index(term.id)]), (), ", ".join(numbers))
