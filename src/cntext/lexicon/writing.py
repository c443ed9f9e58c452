"""Write lexicon files: a concept as TOML, and a concept put into a file that exists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from cntext.errors import Both, CntextError
from cntext.lexicon.concepts import Concept
from cntext.lexicon.files import Entry, LexiconFile, parse_lexicon


def as_toml(concept: Concept, comment: str = "", *, replaces: bool = False) -> str:
    """Return the table of ``concept`` as a lexicon file has it, ``comment`` under its head."""
    main = {concept.name, concept.full or concept.name}
    others = [form for form in concept.forms if form not in main]
    lines = [f"[{_string(concept.name)}]"]
    if comment:
        lines.append(f"# {' '.join(comment.split())}")
    if concept.gloss:
        lines.append(f"en = {_string(concept.gloss)}")
    if concept.full and concept.full != concept.name:
        lines.append(f"full = {_string(concept.full)}")
    if others:
        lines.append(f"forms = {_strings(others)}")
    if concept.since:
        lines.append(f"since = {concept.since}")
    if concept.guards:
        lines.append(f"not = {_strings(concept.guards)}")
    if replaces:
        lines.append("replace = true")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what TOML calls a basic string


def _strings(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_string, texts)) + "]"


def with_concept(path: Path, text: str, addition: Concept) -> str:
    """Return ``text``, the lexicon file ``path``, with ``addition`` put into it.

    A concept that the file has gets what is new; everything else stays as it was written,
    comments too. `CntextError` where the result would not be what was meant, a duplicate
    above all; nothing is half done.
    """
    old = parse_lexicon(path, text)
    mine = next((e for e in old.entries if e.concept.name == addition.name), None)
    whole = _joined(mine.concept, addition) if mine else addition
    block = as_toml(whole, replaces=mine.replaces if mine else False)
    if mine:
        new = _replaced(path, text, mine, block)
    else:
        new = (text.rstrip("\n") + "\n\n" if text.strip() else "") + block
    _check(path, old, parse_lexicon(path, new), whole)
    return new


def _joined(mine: Concept, addition: Concept) -> Concept:
    full = addition.full or mine.full
    return mine._replace(
        forms=tuple(dict.fromkeys([*mine.forms, *addition.forms])),
        gloss=addition.gloss or mine.gloss,
        since=addition.since or mine.since,
        guards=tuple(dict.fromkeys([*mine.guards, *addition.guards])),
        full=full,
    )


def _replaced(path: Path, text: str, entry: Entry, block: str) -> str:
    """Return ``text`` with the table of ``entry`` written anew, the comments in it kept."""
    lines = text.split("\n")
    head = entry.line - 1
    if head < 0 or not lines[head].lstrip().startswith("["):
        raise _untouched(path)
    end = next(
        (i for i in range(head + 1, len(lines)) if lines[i].lstrip().startswith("[")), len(lines)
    )
    while end > head + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1  # what stands above the next table belongs to that
    comments = [line for line in lines[head + 1 : end] if line.lstrip().startswith("#")]
    first, *rest = block.rstrip("\n").split("\n")
    return "\n".join([*lines[:head], first, *comments, *rest, *lines[end:]])


def _check(path: Path, old: LexiconFile, new: LexiconFile, wanted: Concept) -> None:
    """Raise unless ``new`` is ``old`` with ``wanted`` in it."""
    for problem in new.problems:
        raise problem.raised(path)
    before = {e.concept.name: e.concept for e in old.entries}
    after = {e.concept.name: e.concept for e in new.entries}
    got = after.get(wanted.name)
    same = got is not None and (set(got.forms), set(got.guards), got.full, got.gloss, got.since) == (
        set(wanted.forms), set(wanted.guards), wanted.full, wanted.gloss, wanted.since
    )  # fmt: skip
    if not same or after != {**before, wanted.name: got}:
        raise _untouched(path)


def _untouched(path: Path) -> CntextError:
    return CntextError(
        str(path),
        Both("没有写成，文件未动", "could not be edited and was left as it is"),
        Both("请用文本编辑器修改", "edit it by hand"),
    )
