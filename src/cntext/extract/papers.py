"""Documents by title and number: 《…》（国发〔2019〕4号）."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.extract.mentions import Kind, Mention
from cntext.lazy import pattern

# A page may set a title in a line of its own: 《, a break, the title, a break, 》.
_MARK = pattern("《\n?|\n?》|\n")
_LONGEST = 120
_NUMBER = pattern(
    "[\u4e00-\u9fff]{1,12}[〔［\\[【（(](?:19|20)[0-9]{2}[〕］\\]】）)]\\s?第?[0-9]{1,5}号"
    "|(?:中华人民共和国)?[\u4e00-\u9fff]{2,12}令第[0-9]{1,4}号"
)
# What stands before a number and is no part of it.
_LEAD = pattern(
    "^.*(?:根据|按照|依据|依照|印发|发布|通知|规定|文件|以及|和|与|及|见|以|的|号)(?=.)"
)


def papers(text: str) -> list[Mention]:
    """Return the documents that ``text`` names; a title has its number as ``detail``."""
    numbers = list(_numbers(text))
    found: list[Mention] = []
    taken: set[int] = set()
    at = 0
    for start, end in titles(text):
        while at < len(numbers) and numbers[at][0] < end:
            at += 1
        number = ""
        if at < len(numbers) and not text[end : numbers[at][0]].strip("（( "):
            number = numbers[at][2]
            taken.add(at)
        name = text[start:end].replace("\n", "")
        found.append(Mention(Kind.DOCUMENT, start, end, name, number))
    found += [
        Mention(Kind.DOCUMENT, begin, close, written, written)
        for i, (begin, close, written) in enumerate(numbers)
        if i not in taken
    ]
    return sorted(found)


def titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of what stands in 《 》, the outermost of nested ones."""
    opened: list[int] = []
    for match in _MARK.finditer(text):
        if match[0][0] == "《":
            opened.append(match.start())
        elif match[0] == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if not opened and 3 <= match.end() - start <= _LONGEST + 2:
                yield start, match.end()


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NUMBER.finditer(text):
        start = match.start()
        if not match[0].startswith("中华人民共和国"):
            lead = _LEAD.match(match[0].partition("〔")[0])
            start += lead.end() if lead else 0
        yield start, match.end(), text[start : match.end()]
