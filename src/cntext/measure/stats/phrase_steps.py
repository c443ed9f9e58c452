"""The rules that a string has to pass to be listed as a phrase, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.mining import WHOLE, mined
from cntext.measure.stats.phrase_bounds import unbounded
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_clauses import cut_from_clause
from cntext.measure.stats.phrase_contexts import contexts
from cntext.measure.stats.phrase_discovery import (
    ATTACHED,
    TIED,
    Evidence,
    characters,
    closed,
    head_belongs,
)
from cntext.measure.stats.phrase_edges import plausible
from cntext.measure.stats.phrase_layout import LIST, is_part
from cntext.measure.stats.phrase_parts import Parts
from cntext.measure.stats.phrase_quotes import Standing
from cntext.measure.stats.phrase_scores import attachment
from cntext.measure.stats.phrase_shape import shapes
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.phrase_weights import LEAST, SMALL
from cntext.measure.stats.repeats import Repeats


@dataclass(frozen=True, slots=True)
class Asked:
    """What was looked at, and what was asked for."""

    parts: Parts
    texts: Texts
    classes: WordClasses
    background: Background
    known: Set[str]
    min_freq: int
    min_range: int
    max_length: int


@dataclass(frozen=True, slots=True)
class Step:
    """One rule as a string meets it.

    ``rule``: a name of `RULES`; ``value``: what is measured, ``limit``: what it is held
    against, both None where nothing is; ``because``: why the string fails, None if it passes;
    ``other``: the phrase that stands for it, or "".
    """

    rule: str
    value: float | None = None
    limit: float | None = None
    because: Both | None = None
    other: str = ""


RULES = {
    "min_freq": Both("频次，至少", "frequency, at least"),
    "min_range": Both("文档数，至少", "documents, at least"),
    "max_length": Both("字数，至多", "characters, at most"),
    "unbroken": Both("中间没有标点", "no punctuation inside"),
    "whole": Both("两端是词的边界，至少", "cut as words, at least"),
    "ends": Both("首词和末词", "first and last word"),
    "neighbour": Both("总是同一个邻字，不到", "same neighbour, under"),
    "head": Both("首词离不开它，至少", "first word belongs, min."),
    "bounds": Both("自成起讫", "begins and ends freely"),
    "cut": Both("不是小句的一段", "not cut from a clause"),
    "longer": Both("不由更长的代表", "no longer one instead"),
    "shorter": Both("不只是短的一种用法", "no shorter one instead"),
    "piece": Both("不是几个短语的一段", "no piece of several"),
    "least_score": Both("总分，至少", "total score, at least"),
}


def _measured(rule: str, value: float, limit: float, good: bool, why: Both) -> Step:
    """Return a step without its numbers if it was not they that decided.

    What is quoted is exempt from most rules, what begins with a noun from one, and what the
    lexicon has from others.
    """
    enough = value < limit if rule == "neighbour" else value >= limit
    because = None if good else why
    return Step(rule, value, limit, because) if enough == good else Step(rule, because=because)


def steps(asked: Asked, found: Evidence, phrase: str) -> list[Step]:
    """Return the rules in order, as ``phrase`` meets them, up to the first that it fails."""
    passed = []
    for step in _steps(asked, found, phrase):
        passed.append(step)
        if step.because:
            break
    return passed


def _steps(asked: Asked, found: Evidence, phrase: str) -> Iterator[Step]:
    yield from _counted(asked, phrase)
    texts = found.repeats.texts()
    if phrase in texts:
        number = texts.index(phrase)
        one = found.repeats.take(np.array([number]))
        yield Step("whole", limit=WHOLE)
        yield Step("ends")
        yield from _around(asked, one, phrase)
        yield from _placed(found, number, characters(asked.parts))
        return
    repeats = mined(asked.parts, asked.texts, min_freq=asked.min_freq, max_length=asked.max_length)
    texts = repeats.texts()
    if phrase not in texts:
        yield Step("whole", limit=WHOLE, because=_NOT_WHOLE)
        return
    number = texts.index(phrase)
    yield Step("whole", limit=WHOLE)
    yield _ends(asked, repeats, number, phrase)
    yield from _around(asked, repeats.take(np.array([number])), phrase)


_NOT_WHOLE = Both(
    f"按词切分，两端都在词的边界上的不到 {WHOLE:.0%}",
    f"less than {WHOLE:.0%} of its occurrences begin and end where words do",
)


def _counted(asked: Asked, phrase: str) -> Iterator[Step]:
    """Yield what is asked of the text alone."""
    least = asked.min_freq
    stands = asked.parts.ask(Standing(phrase))
    freq, spread = int(stands.freq[0]), int(stands.range[0])
    few = Both(
        f"只出现 {freq:,} 次，最低频次是 {least:,}（--min-freq 可改）",
        f"it occurs {freq:,} times, fewer than {least:,} (--min-freq)",
    )
    absent = Both("原文中没有", "it does not occur in the text")
    yield Step("min_freq", freq, least, None if freq >= least else few if freq else absent)
    rare = Both(
        f"只在 {spread:,} 篇中出现，最少文档数是 {asked.min_range:,}（--min-range 可改）",
        f"it occurs in {spread:,} documents, fewer than {asked.min_range:,} (--min-range)",
    )
    yield Step("min_range", spread, asked.min_range, None if spread >= asked.min_range else rare)
    size, most = len(phrase), asked.max_length
    long = Both(
        f"有 {size} 个字，只找 2 到 {most} 个字的（--max-length 可改）",
        f"it has {size} characters; 2 to {most} are looked for (--max-length)",
    )
    yield Step("max_length", size, most, None if 2 <= size <= most else long)
    marks = Both("中间有标点或空白，短语不跨标点", "no phrase reaches over punctuation")
    yield Step("unbroken", because=None if all(map(is_part, phrase)) else marks)


def _ends(asked: Asked, repeats: Repeats, number: int, phrase: str) -> Step:
    shape = shapes(repeats)
    if plausible(repeats, shape, asked.classes, asked.background)[number]:
        return Step("ends")
    if LIST in phrase:
        return Step(
            "ends",
            because=Both(
                "顿号列举只取各项整齐而完整的：字数相同，或三项以上首字相同",
                "of lists only whole ones whose members are alike are phrases: as long as one "
                "another, or three that begin with one character",
            ),
        )
    first = asked.texts.vocabulary[shape.first[number]]
    last = asked.texts.vocabulary[shape.last[number]]
    return Step(
        "ends",
        because=Both(
            f"以“{first}”开头、以“{last}”结尾的不算短语：虚词、数量、单个常用词或只有修饰",
            f"what begins with {first} and ends with {last} is no phrase here: a function word, "
            "a quantity, a single common word or mere padding",
        ),
    )


def _around(asked: Asked, one: Repeats, phrase: str) -> Iterator[Step]:
    """Yield what is asked of what stands beside the string, given as ``one`` alone."""
    classes = asked.classes
    shape = shapes(one)
    around = contexts(one, classes.nominal, classes.verb | classes.padding)
    tied = max(float(around.tied_left[0]), float(around.tied_right[0]))
    piece = Both(
        f"前或后 {TIED:.0%} 以上总是同一个字，是更长短语的一段",
        f"one and the same character stands beside it {TIED:.0%} of the time or more: "
        "a piece of something longer",
    )
    whole = bool(closed(one, shape, classes, around)[0])
    yield _measured("neighbour", tied, TIED, whole, piece)
    first = asked.texts.vocabulary[shape.first[0]]
    put = Both(
        f"“{first}”只是加在前面，没有它的说法多得多",
        f"{first} is merely put in front: without it the rest is far commoner",
    )
    belongs = bool(head_belongs(one, shape, classes, around, characters(asked.parts))[0])
    share = float(attachment(one, shape, classes)[0])
    yield _measured("head", share, ATTACHED, belongs, put)
    never = phrase not in asked.known and bool(unbounded(one, shape, classes)[0])
    goes_on = Both(
        "从不自成起讫：前面总接着别的名词，或后面总还有名词",
        "it never begins or ends by itself: a noun in front or behind always goes on",
    )
    yield Step("bounds", because=goes_on if never else None)
    stretch = Both(
        "是从小句里截下的一段，不是一个短语", "it is a stretch cut out of a clause, no phrase"
    )
    yield Step("cut", because=stretch if cut_from_clause(one, shape, classes)[0] else None)


def _placed(found: Evidence, number: int, size: int) -> Iterator[Step]:
    """Yield what is asked of a candidate beside the others."""
    texts, freq = found.repeats.texts(), found.repeats.freq
    longer, shorter = int(found.folded.explained[number]), int(found.folded.said[number])
    if longer >= 0:
        share, name = f"{freq[longer]:,}/{freq[number]:,}", texts[longer]
        why = Both(
            f"并入“{name}”：{share} 次在它之内", f"folded into {name}: {share} times within it"
        )
        yield Step("longer", freq[longer] / freq[number], None, why, name)
    yield Step("longer")
    if shorter >= 0:
        share, name = f"{freq[number]:,}/{freq[shorter]:,}", texts[shorter]
        why = Both(
            f"并入“{name}”：只是它的一种用法（{share} 次）",
            f"folded into {name}: one of its uses ({share})",
        )
        yield Step("shorter", freq[number] / freq[shorter], None, why, name)
    yield Step("shorter")
    piece = Both(
        "只是几个更长短语的一段，或切断了更好的短语",
        "only a piece of several longer phrases, or it cuts through better ones",
    )
    yield Step("piece", because=piece if found.piece[number] else None)
    if size < SMALL:
        weak = Both(
            f"得分不到 {LEAST:g}，短文本里不列", f"it scores less than {LEAST:g} in a short text"
        )
        score = float(found.scores[number])
        yield _measured("least_score", score, LEAST, not found.weak[number], weak)
