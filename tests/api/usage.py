"""What a user writes, for mypy to read: complete, and wrong values found. Nothing runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cntext as ct

if TYPE_CHECKING:
    import polars


def right(folder: str) -> tuple[ct.Corpus, ct.Result, polars.DataFrame, float]:
    """Use what there is; each of these has the type that is declared."""
    corpus = ct.read(folder, where="year >= 2019", stopwords=["function", "own.txt"])
    made = ct.freq(corpus, unit="phrase", by="year")
    lines: list[dict[str, str | int | float | bool | None]] = ct.kwic(corpus, "产教融合")[:3]
    total = sum(float(row["freq"] or 0) for row in made) + len(lines)
    return corpus, ct.trend(corpus, ["双高", "产教融合"]), made.to_polars(), total


def wrong(corpus: ct.Corpus) -> None:
    """Mypy complains of each; it also complains of an ignore that is not needed."""
    ct.freq(corpus, unit="wort")  # type: ignore[arg-type]
    ct.freq(corpus, min_frq=2)  # type: ignore[call-arg]
    ct.kwic(corpus)  # type: ignore[call-arg]
    ct.freq("corpus/")  # type: ignore[arg-type]
    ct.read("corpus/", dedup="yes")  # type: ignore[arg-type]
    ct.no_such_analysis(corpus)  # type: ignore[attr-defined]
