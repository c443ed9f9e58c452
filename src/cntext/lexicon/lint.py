"""Remarks on a lexicon file: faults, forms inside others, guards that cannot act, look-alikes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from cntext.errors import Both
from cntext.lexicon.concepts import Concept
from cntext.lexicon.files import LexiconFile
from cntext.text.safe import safe

SHORT = 3  # characters; longer forms hardly ever mean something else, however they are cut
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report.

    ``level``: "error" (the file is refused), "warning" (it does not do what it seems to),
    "remark" (worth knowing). ``code`` is stable.
    """

    level: str
    code: str
    file: str
    line: int
    concept: str
    text: Both


def lint_file(
    file: LexiconFile, others: Mapping[str, str], dictionary: Callable[[str], int]
) -> list[Remark]:
    """Return the remarks on ``file`` by itself.

    ``others``: form → concept of the lexicon that it is added to. ``dictionary`` gives the
    frequency of a word in general Chinese, 0 for none.
    """
    name = file.path.name
    remarks = [
        Remark("error", p.code, name, p.line, p.entry, _with_remedy(p.what, p.remedy))
        for p in file.problems
    ]
    lines = {entry.concept.name: entry.line for entry in file.entries}
    concepts = [entry.concept for entry in file.entries]
    bare = {entry.concept.name for entry in file.entries if entry.bare}

    def remark(level: str, code: str, concept: Concept, zh: str, en: str) -> None:
        remarks.append(
            Remark(level, code, name, lines[concept.name], concept.name, Both(safe(zh), safe(en)))
        )

    for concept in concepts:
        for form in concept.forms:
            other = others.get(form)
            if other and other != concept.name:
                if concept.name in bare:
                    remark(
                        "remark", "listed", concept,
                        f"“{form}”已是“{other}”的写法，这一条不起作用",
                        f"{form!r} is a form of {other!r} already; this entry changes nothing",
                    )  # fmt: skip
                else:
                    remark(
                        "warning", "taken", concept,
                        f"“{form}”原属“{other}”，用这个文件时改属“{concept.name}”",
                        f"{form!r} is a form of {other!r} and will be one of {concept.name!r}",
                    )  # fmt: skip
        for guard in concept.guards:
            if not any(form in guard and form != guard for form in concept.forms):
                remark(
                    "warning", "idle-guard", concept,
                    f"护栏“{guard}”不含任何写法，不起作用",
                    f"guard {guard!r} holds no form and can keep nothing out",
                )  # fmt: skip
    for concept, form, longer in _inside(concepts, others):
        shown = longer[:_SHOWN]
        more = len(longer) - len(shown)
        remark(
            "remark", "inside", concept,
            f"“{form}”含于{'、'.join(shown)}{f' 等 {len(longer)} 种写法' if more else ''}",
            f"{form!r} lies in {', '.join(shown)}{f' and {more} more' if more else ''}",
        )  # fmt: skip
    for concept in concepts:
        for form in concept.forms:
            if len(form) <= SHORT and form != concept.name and dictionary(form):
                remark(
                    "remark", "word", concept,
                    f"“{form}”在通用词典中是词，可能另有所指",
                    f"{form!r} is a word of general Chinese and may mean something else",
                )  # fmt: skip
    return remarks


def _with_remedy(what: Both, remedy: Both | None) -> Both:
    if remedy is None:
        return what
    return Both(f"{what.zh}；{remedy.zh}", f"{what.en}; {remedy.en}")


def _inside(
    concepts: Iterable[Concept], others: Mapping[str, str]
) -> Iterator[tuple[Concept, str, list[str]]]:
    """Yield the forms that lie inside forms of another concept, with those."""
    owner = dict(others)
    mine: dict[str, Concept] = {}
    for concept in concepts:
        owner.update(dict.fromkeys(concept.forms, concept.name))
        mine.update(dict.fromkeys(concept.forms, concept))
    if not mine:
        return
    patterns = list(mine)
    automaton = AhoCorasick(patterns)
    longer: dict[str, list[str]] = {}
    for form, name in owner.items():
        for i, _, _ in automaton.find_matches_as_indexes(form, overlapping=True):
            if mine[patterns[i]].name != name:
                longer.setdefault(patterns[i], []).append(form)
    for form, concept in mine.items():
        if form in longer:
            yield concept, form, sorted(set(longer[form]))


def lint_in_texts(
    file: LexiconFile,
    met: Mapping[str, int],
    used: Mapping[tuple[str, str], int],
    cuts: Mapping[tuple[str, str], int],
) -> list[Remark]:
    """Return the remarks on ``file`` that a corpus gives rise to.

    ``met``: form → occurrences; ``used``: (form, guard) → look-alikes kept out; ``cuts``:
    (form, cut) → occurrences of which the form begins or ends inside a word.
    """
    remarks = []
    crossed: dict[str, Counter[str]] = {}
    for (form, cut), number in cuts.items():
        crossed.setdefault(form, Counter())[cut] += number
    for entry in file.entries:
        concept = entry.concept
        place = (file.path.name, entry.line, concept.name)
        if not any(met.get(form) for form in concept.forms):
            text = Both("没有一种写法在这批文本中出现", "none of its forms was met in these texts")
            remarks.append(Remark("remark", "unmet", *place, text))
        else:
            unmet = [form for form in concept.forms if not met.get(form)]
            if unmet:
                text = Both(
                    "没有出现的写法：" + "、".join(unmet), "forms not met: " + ", ".join(unmet)
                )
                remarks.append(Remark("remark", "unmet-form", *place, text))
        unused = [g for g in concept.guards if not any((f, g) in used for f in concept.forms)]
        if unused:
            text = Both(
                "没用上的护栏：" + "、".join(unused), "guards not used: " + ", ".join(unused)
            )
            remarks.append(Remark("remark", "unused-guard", *place, text))
        for form in concept.forms:
            ways = crossed.get(form)
            if ways and len(form) <= SHORT:
                examples = sorted(ways.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]
                shown = "、".join(f"{cut} {number:,}" for cut, number in examples)
                text = Both(
                    f"“{form}” {sum(ways.values()):,} 次的边界落在词内，可能是误认：{shown}",
                    f"{form!r} begins or ends inside a word {sum(ways.values()):,} times, "
                    f"look-alikes perhaps: {shown}",
                )
                remarks.append(Remark("warning", "look-alike", *place, text))
    return remarks
