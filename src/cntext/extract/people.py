"""People whose title stands beside their name: 党委书记易俊, 张进教授, 作者系……院长 张进."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext.extract.gazetteer import listed, surnames, titles
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_HAN = pattern("[\u4e00-\u9fff·]+")
_LONGEST_TITLE = 8
# Who signs or speaks stands below the title, in a line of his own: 总理, a break, 李　某.
_SIGNED = pattern(
    r"[ \u3000]*\n[ \u3000]*(?P<name>[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){1,3})[ \u3000]*(?=\n|$)"
)
# 习近平新时代中国特色社会主义思想 and 邓小平理论 are of nobody as a person.
_DOCTRINE = pattern("新时代|[\u4e00-\u9fff]{0,4}思想|理论")
_CREDIT = pattern(
    r"(?:文/图|图/文|文|图|撰文|供图|摄影|记者|通讯员|本报记者|特约记者|作者|编辑|撰稿)[:：/／ \u3000]\s*(?P<names>[\u4e00-\u9fff]{2,4}(?:[ \u3000、][\u4e00-\u9fff]{2,4}){0,20})(?=[\s)）]|$)"
)
# After a name something is said or done, or it ends; a noun that goes on is another word.

Known = Callable[[str], str]


def people(text: str, borders: Borders, tag: Known) -> list[Mention]:
    """Return people with their titles; ``tag`` is a word's part of speech in the dictionary.

    A name begins with a surname, has two to four characters, ends where a word ends and is
    no word of the dictionary but a name. Only names beside a title, in a credit, or met so
    elsewhere in the text are found.
    """
    found = [*_after_title(text, borders, tag), *_before_title(text, borders, tag), *_credits(text)]
    found = longest(found)
    names = {one.name for one in found if len(one.name) > 2 or tag(one.name) in ("nr", "")}
    found += _again(text, sorted(names), borders)
    return longest(sorted(found, key=lambda m: (m.start, -len(m.detail))))


def _again(text: str, names: Sequence[str], borders: Borders) -> Iterator[Mention]:
    if not names:
        return
    search = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for number, start, end in search.find_matches_as_indexes(text):
        if borders.begins(start) and not _DOCTRINE.match(text, end):
            yield Mention(Kind.PERSON, start, end, names[number])


def _after_title(text: str, borders: Borders, tag: Known) -> Iterator[Mention]:
    for begin, end in _title_spans(text):
        start = end + (text[end : end + 1] in (" ", "\u3000", "：", ":"))
        close = _name_end(text, start, borders, tag)
        if close:
            yield Mention(Kind.PERSON, start, close, text[start:close], text[begin:end])
        elif signed := _SIGNED.match(text, end):
            name = "".join(signed["name"].split())
            known = tag(name)
            if _fits(name) and (not known or known.startswith("nr")):
                yield Mention(Kind.PERSON, *signed.span("name"), name, text[begin:end])


def _fits(name: str) -> bool:
    """Say whether ``name`` is a surname and one or two characters more."""
    single, double = surnames()
    return (len(name) <= 3 and name[0] in single) or (len(name) in (3, 4) and name[:2] in double)


def _before_title(text: str, borders: Borders, tag: Known) -> Iterator[Mention]:
    for begin, end in _title_spans(text):
        if (
            text[begin:end] in ("学生", "代表", "农民", "工人", "专家", "学者", "教师", "老师")
            and begin < 2
        ):
            continue
        for length in (3, 2, 4):
            start = begin - length
            if (
                start >= 0
                and borders.begins(start)
                and _name_end(text, start, borders, tag) == begin
            ):
                yield Mention(Kind.PERSON, start, begin, text[start:begin], text[begin:end])
                break


def _title_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where titles stand, the longest that begins at a word and ends with one."""
    known, done = titles(), 0
    firsts = {title[0] for title in known}
    for i, c in enumerate(text):
        if c not in firsts or i < done:
            continue
        for length in range(_LONGEST_TITLE, 1, -1):
            if text[i : i + length] in known:
                yield i, i + length
                done = i + length
                break


def _name_end(text: str, start: int, borders: Borders, tag: Known) -> int:
    """Return where the name at ``start`` ends, 0 if none stands there."""
    (single, double), says = surnames(), listed("words", "says")
    run = _HAN.match(text, start)
    if not run or not borders.begins(start):
        return 0
    here = run[0][:5]
    if here[:2] in double:
        lengths = [4, 3]
    elif here[:1] in single:
        lengths = [3, 2]
    else:
        return 0
    if borders.words:
        word = borders.words[borders.at(start)]
        size = word.end - word.start
        # A word that is a name by itself, or that no dictionary has.
        if size in (2, 3, 4) and size in [*lengths, 2]:
            return (
                word.end
                if (not word.tag or word.tag.startswith("nr")) and size <= lengths[0]
                else 0
            )
        if size != 1:
            return 0
    for length in lengths:
        end = start + length
        if end - start > len(run[0]) or not borders.ends(end):
            continue
        rest = text[start + 1 : end]
        following = text[end : end + 2]
        if tag(rest) in ("v", "p", "c", "d", "uj") and len(rest) > 1:
            continue
        if borders.tag(start) == "p" and len(rest) > 1 and tag(rest)[:2] not in ("", "nr"):
            continue  # 向全国工人: to them
        if end == run.end() or following[:1] in says or following in says or length == lengths[0]:
            return end
    return 0


def _credits(text: str) -> Iterator[Mention]:
    single, double = surnames()
    for match in _CREDIT.finditer(text):
        role = match[0][: match.start("names") - match.start()].strip(" :：/／\u3000")
        at = match.start("names")
        for name in pattern("[\u4e00-\u9fff]+").findall(match["names"]):
            at = text.index(name, at)
            if name[0] in single or name[:2] in double:
                yield Mention(Kind.PERSON, at, at + len(name), name, role)
            at += len(name)
