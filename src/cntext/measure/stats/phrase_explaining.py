"""Why a phrase ranks where it does, or why it is not listed at all."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.mining import WHOLE, mined
from cntext.measure.stats.phrase_bounds import unbounded
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_clauses import cut_from_clause
from cntext.measure.stats.phrase_contexts import contexts
from cntext.measure.stats.phrase_discovery import TIED, Evidence, characters, closed, head_belongs
from cntext.measure.stats.phrase_edges import plausible, shapes
from cntext.measure.stats.phrase_layout import LIST, is_part
from cntext.measure.stats.phrase_parts import Parts
from cntext.measure.stats.phrase_quotes import Standing
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.phrase_weights import LABELS, LEAST, weights_for
from cntext.table import Caveat


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


# Contributions to the score below this size say nothing to a reader.
_SLIGHT = 0.15


def explanation(
    asked: Asked, found: Evidence, phrase: str
) -> tuple[np.ndarray, list[Caveat], list[Both]]:
    """Return the strings to show, int64[n], why it is not listed, and what its score is made of.

    The phrase itself if it was found at all, then the one that stands for it.
    """
    texts = found.repeats.texts()
    if phrase not in texts:
        return np.empty(0, np.int64), [_missing(phrase, why_not(asked, phrase))], []
    number = texts.index(phrase)
    size = characters(asked.parts)
    reasons = why_listed(found, number, size)
    if number in found.listed:
        return np.array([number]), [], reasons
    reason, other = stands_for(found, number)
    shown = np.array([number] if other < 0 else [number, other])
    return shown, [_missing(phrase, reason)], reasons


def _missing(phrase: str, reason: Both) -> Caveat:
    return Caveat(
        "not-listed",
        Both(f"“{phrase}”没有列出：{reason.zh}", f"{phrase} is not listed: {reason.en}"),
    )


def why_listed(found: Evidence, number: int, characters: int) -> list[Both]:
    """Say what the score of a string is made of, the largest contribution first."""
    weights = weights_for(characters)
    points = {name: weight * float(found.terms[name][number]) for name, weight in weights.items()}
    large = [name for name in points if abs(points[name]) >= _SLIGHT]
    large.sort(key=lambda name: (-abs(points[name]), name))
    rest = sum(points[name] for name in points if name not in large)
    total = float(found.scores[number])

    def shown(lang: str) -> str:
        terms = [f"{LABELS[name].say(lang)} {points[name]:+.2f}" for name in large]
        other = Both("其余", "the rest").say(lang)
        return ("、" if lang == "zh" else ", ").join([*terms, f"{other} {rest:+.2f}"])

    return [Both(f"得分 {total:.2f} = {shown('zh')}", f"score {total:.2f} = {shown('en')}")]


def why_not(asked: Asked, phrase: str) -> Both:
    """Say at which step ``phrase``, which is not among the candidates, was lost."""
    classes, least = asked.classes, asked.min_freq
    stands = asked.parts.ask(Standing(phrase))
    freq, spread = int(stands.freq[0]), int(stands.range[0])
    if not freq:
        return Both("原文中没有", "it does not occur in the text")
    if freq < least:
        return Both(
            f"只出现 {freq:,} 次，最低频次是 {least:,}（--min-freq 可改）",
            f"it occurs {freq:,} times, fewer than {least:,} (--min-freq)",
        )
    if spread < asked.min_range:
        return Both(
            f"只在 {spread:,} 篇中出现，最少文档数是 {asked.min_range:,}（--min-range 可改）",
            f"it occurs in {spread:,} documents, fewer than {asked.min_range:,} (--min-range)",
        )
    if not 2 <= len(phrase) <= asked.max_length:
        return Both(
            f"有 {len(phrase)} 个字，只找 2 到 {asked.max_length} 个字的（--max-length 可改）",
            f"it has {len(phrase)} characters; 2 to {asked.max_length} are looked for (--max-length)",
        )
    repeats = mined(asked.parts, asked.texts, min_freq=least, max_length=asked.max_length)
    texts = repeats.texts()
    if phrase not in texts:
        return _why_not_mined(phrase)
    one = repeats.take(np.array([texts.index(phrase)]))
    shape = shapes(one)
    first = asked.texts.vocabulary[shape.first[0]]
    last = asked.texts.vocabulary[shape.last[0]]
    good = plausible(repeats, shapes(repeats), classes, asked.background)[texts.index(phrase)]
    if not good and LIST in phrase:
        return Both(
            "顿号列举只取各项整齐而完整的：字数相同，或三项以上首字相同",
            "of lists only whole ones whose members are alike are phrases: as long as one "
            "another, or three that begin with one character",
        )
    if not good:
        return Both(
            f"以“{first}”开头、以“{last}”结尾的不算短语：虚词、数量、单个常用词或只有修饰",
            f"what begins with {first} and ends with {last} is no phrase here: a function word, "
            "a quantity, a single common word or mere padding",
        )
    around = contexts(one, classes.nominal, classes.verb | classes.padding)
    if not closed(one, shape, classes, around)[0]:
        return Both(
            f"前或后 {TIED:.0%} 以上总是同一个字，是更长短语的一段",
            f"one and the same character stands beside it {TIED:.0%} of the time or more: "
            "a piece of something longer",
        )
    if not head_belongs(one, shape, classes, around, characters(asked.parts))[0]:
        return Both(
            f"“{first}”只是加在前面，没有它的说法多得多",
            f"{first} is merely put in front: without it the rest is far commoner",
        )
    if phrase not in asked.known and unbounded(one, shape, classes)[0]:
        return Both(
            "从不自成起讫：前面总接着别的名词，或后面总还有名词",
            "it never begins or ends by itself: a noun in front or behind always goes on",
        )
    if cut_from_clause(one, shape, classes)[0]:
        return Both(
            "是从小句里截下的一段，不是一个短语", "it is a stretch cut out of a clause, no phrase"
        )
    return Both("没有列出", "it is not listed")


def _why_not_mined(phrase: str) -> Both:
    if not all(map(is_part, phrase)):
        return Both("中间有标点或空白，短语不跨标点", "no phrase reaches over punctuation")
    return Both(
        f"按词切分，两端都在词的边界上的不到 {WHOLE:.0%}",
        f"less than {WHOLE:.0%} of its occurrences begin and end where words do",
    )


def stands_for(found: Evidence, number: int) -> tuple[Both, int]:
    """Say why string ``number`` was folded away, and which string stands for it (-1: several)."""
    texts = found.repeats.texts()
    freq = found.repeats.freq
    if found.weak[number]:
        return Both(
            f"得分不到 {LEAST:g}，短文本里不列", f"it scores less than {LEAST:g} in a short text"
        ), -1
    longer, shorter = int(found.folded.explained[number]), int(found.folded.said[number])
    if longer >= 0:
        share = f"{freq[longer]:,}/{freq[number]:,}"
        text = texts[longer]
        return Both(
            f"并入“{text}”：{share} 次在它之内", f"folded into {text}: {share} times within it"
        ), longer
    if shorter >= 0:
        share = f"{freq[number]:,}/{freq[shorter]:,}"
        text = texts[shorter]
        return Both(
            f"并入“{text}”：只是它的一种用法（{share} 次）",
            f"folded into {text}: one of its uses ({share})",
        ), shorter
    return Both(
        "只是几个更长短语的一段，或切断了更好的短语",
        "only a piece of several longer phrases, or it cuts through better ones",
    ), -1
