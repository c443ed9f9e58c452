"""What was done to the text before it was counted, as notes below a table."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.errors import Both
from cntext.flow.record import Changes

MERGED = Both(
    "词表中的短语按最长匹配各算一词，更长短语之内的不另计（--plain 不合并）",
    "a phrase of the lexicon counts as one word, the longest that fits; shorter ones inside it "
    "do not count again (--plain merges none)",
)


def done_to_text(changes: Changes) -> Iterator[Both]:
    """Yield how many pages were split and how many broken lines joined, where any were."""
    if changes.articles:
        pages, articles = len(changes.split_pages), changes.articles
        yield Both(
            f"{pages:,} 个版面分成 {articles + pages:,} 篇（--no-split 不分）",
            f"{pages:,} page{'s'[: pages > 1]} split into {articles + pages:,} articles "
            "(--no-split keeps pages whole)",
        )
    joined = sum(changes.joined.values())
    if joined:
        yield Both(
            f"接回断行 {joined:,} 处（--no-clean 不接）",
            f"{joined:,} broken line{'s'[: joined > 1]} joined (--no-clean joins none)",
        )
