"""Blocks of a web page → those of its main text, whole and without menus.

Starts from what a finder of main text has found, and gives back what it dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cntext.lazy import pattern
from cntext.read.webpage import Block, Outline, bare

_SEVERAL = 5
# What stands under the text on a page that marks nothing as its footer.
_BELOW = pattern(
    r"版权|copyright|©|icp|公网安备|上一篇|下一篇|返回|打印|分享|主办|承办|联系我们|地址|邮编|电话",
    re.IGNORECASE,
)


def matches(blocks: Sequence[Block], main: str) -> list[bool]:
    """Say for each block whether its text is part of ``main``."""
    lines = {bare(line) for line in re.split(r"[\n|]", main)}
    whole = bare(main)
    # Looking in the whole text costs its length for each block.
    thorough = len(blocks) * len(whole) < 2_000_000_000
    found = []
    for block in blocks:
        text = bare(block.text)
        found.append(text in lines or (thorough and len(text) >= 8 and text in whole))
    return found


def main_blocks(page: Outline, is_main: Sequence[bool]) -> Iterator[Block]:
    """Yield the main text in full, given which blocks are known to belong to it.

    The smallest element that holds nearly all of those is taken as a whole: finders of
    main text drop short paragraphs and tables in the midst of it. Blocks of links are
    left out, and, where that element is the page itself, what stands before and after.
    """
    size = [len(bare(block.text)) for block in page.blocks]
    sums = [0]
    for length, known in zip(size, is_main, strict=True):
        sums.append(sums[-1] + length * known)
    whole = (0, len(size))
    start, end = _smallest(page, sums, sums[-1])
    if (start, end) == whole:  # a line of the main text may stand in a menu, too
        start, end = _smallest(page, sums, 0.95 * sums[-1])
        if sum(is_main[start:end]) < _SEVERAL:
            start, end = whole
    inside = [at for at in range(start, end) if is_main[at]]
    if (start, end) == whole and inside:
        start, end = _with_headline(page.blocks, inside[0]), _with_end(page.blocks, inside[-1])
    heading: Block | None = None  # of what follows: if those are links, it goes with them
    for at in range(start, end):
        block = page.blocks[at]
        if block.is_links and not is_main[at]:
            heading = None
            continue
        if heading is not None:
            yield heading
        heading = block if block.level and not is_main[at] else None
        if heading is None:
            yield block


def _with_end(blocks: Sequence[Block], last: int) -> int:
    """Return where the text ends if up to three lines after ``last`` still belong to it."""
    end = last + 1
    for block in blocks[end : end + 3]:
        if block.level or block.is_links or len(block.text) > 60 or _BELOW.search(block.text):
            break
        end += 1
    return end


def _smallest(page: Outline, sums: Sequence[int], needed: float) -> tuple[int, int]:
    """Return the blocks of the smallest element that holds so much of the main text.

    Of more than one block: a long paragraph is not the whole article.
    """
    holding = [(s, e) for s, e in page.elements if e - s > 1 and sums[e] - sums[s] >= needed]
    return min(holding, key=lambda at: at[1] - at[0], default=(0, len(page.blocks)))


def _with_headline(blocks: Sequence[Block], first: int) -> int:
    """Return where the text begins if up to five blocks before ``first`` hold its headline."""
    for at in range(first - 1, max(first - 6, -1), -1):
        if blocks[at].level in {1, 2}:
            return at
    return first
