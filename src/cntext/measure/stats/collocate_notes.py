"""What stands below a table of collocates: how near was meant, and what is expected."""

from __future__ import annotations

from cntext.errors import Both
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.collocate_counts import CollocateCounts
from cntext.measure.stats.collocate_rows import Found
from cntext.measure.stats.window import Window
from cntext.table import Caveat

_STRETCHES = {
    "sentence": Both("句", "sentences"),
    "paragraph": Both("段", "paragraphs"),
    "document": Both("篇", "documents"),
}
_BORDERS = {
    "sentence": Both("不过句末", "not beyond the sentence"),
    "paragraph": Both("不过段末", "not beyond the paragraph"),
    "document": Both("不过文末", "not beyond the document"),
}


def notes(counts: CollocateCounts, window: Window, found: Found) -> tuple[Both, ...]:
    """Return how the counts were made, the base of expectation, and of what p is."""
    said = [_near(window), _expected(counts, window)]
    low, high = found.tested
    if high:
        tests = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        said.append(
            Both(
                f"p：G² 按 χ²（自由度 1）；p BH：Benjamini–Hochberg，每表 {tests} 个共现词",
                f"p: of G², by χ² with 1 df; p BH: Benjamini-Hochberg over the {tests} words near"
                + ("" if low == high else ", list by list"),
            )
        )
    inside = int(counts.inside.sum())
    if inside:
        hits = int(counts.hits.sum())
        said.append(
            Both(
                f"节点 {hits:,} 处，其中 {inside:,} 处在更长的词里（--whole-words 不计）",
                f"nodes: {hits:,} occurrences, {inside:,} of them inside longer words "
                "(--whole-words: left out)",
            )
        )
    return tuple(said)


def _near(window: Window) -> Both:
    if not window.of_words:
        unit = _STRETCHES[window.border]
        return Both(
            f"共现、频次：有它的{unit.zh}数；节点自身的字不算共现",
            f"together, freq: numbers of {unit.en}; the node's own words are not near it",
        )
    sides = [(window.left, "左", "left"), (window.right, "右", "right")]
    zh = "、".join(f"{name} {size} 词" for size, name, _ in sides if size)
    en = " and ".join(f"{size} words to the {name}" for size, _, name in sides if size)
    border = _BORDERS[window.border]
    return Both(
        f"窗口：{zh}，标点不占位，{border.zh}；一个词只算一次，归最近的节点",
        f"window: {en}, punctuation not counted, {border.en}; "
        "a word counts once, for the nearest node",
    )


def _expected(counts: CollocateCounts, window: Window) -> Both:
    hits, near = int(counts.hits.sum()), int(counts.near.sum())
    if len(counts.groups) > 1 or len(counts.nodes) > 1 or not hits:
        size = int(counts.size.sum())
        if window.of_words:
            return Both(
                f"期望 E = f1·f2·W/N：各节点、各组自算，f1·W 是“附近总数”，N 合计 {size:,} 词",
                f"expected E = f1·f2·W/N, for each list its own; f1·W is “near in all”; {size:,} words in all",
            )
        unit = _STRETCHES[window.border]
        return Both(
            f"期望 E = f1·f2/N：各节点、各组自算，f1 是“附近总数”，N 合计 {size:,} {unit.zh}",
            f"expected E = f1·f2/N, for each list its own; f1 is “near in all”; {size:,} {unit.en} in all",
        )
    size = int(counts.size.sum())
    if window.of_words:
        width = f"{near / hits:.4g}"
        return Both(
            f"期望 E = f1·f2·W/N：f1 = {hits:,}，W = {width} 词（{near:,} ÷ {hits:,}），N = {size:,} 词",
            f"expected E = f1·f2·W/N: f1 = {hits:,}, W = {width} words ({near:,} / {hits:,}), "
            f"N = {size:,} words",
        )
    unit = _STRETCHES[window.border]
    return Both(
        f"期望 E = f1·f2/N：f1 = {near:,} {unit.zh}有节点（{hits:,} 处），N = {size:,} {unit.zh}",
        f"expected E = f1·f2/N: f1 = {near:,} {unit.en} with the node ({hits:,} occurrences), "
        f"N = {size:,} {unit.en}",
    )


def caveats(counts: CollocateCounts, found: Found) -> tuple[Caveat, ...]:
    """Return what was not found, what does not exist, and documents outside all groups."""
    said = []
    hits = counts.hits.reshape(-1, len(counts.nodes)).sum(axis=0).tolist()
    absent = [node for node, n in zip(counts.nodes, hits, strict=True) if not n]
    if absent:
        said.append(
            Caveat(
                "not-found",
                Both(f"没有出现：{'、'.join(absent)}", f"not found: {', '.join(absent)}"),
            )
        )
    if found.has_undefined:
        said.append(
            Caveat(
                "undefined",
                Both(
                    "有的统计量不存在（除数为 0）：这个词处处都有，或附近包括了全部语料",
                    "some measures do not exist (division by 0): a word that is everywhere, or "
                    "a window that holds the whole corpus",
                ),
            )
        )
    if counts.by and "" in counts.groups:
        said += no_field(counts.by, counts.nameless)
    return tuple(said)
