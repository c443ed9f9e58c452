"""What an analysis makes its table of: its counts, or the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cntext.analysis import Analysis, Cut, Mergeable
from cntext.cli.material import Material, by_date
from cntext.corpus import Corpus, Known, Summary, field_of
from cntext.errors import Both
from cntext.flow.jobs import Counting
from cntext.flow.merging import Merging
from cntext.flow.part import Tokens
from cntext.measure.stats.runs import Runs

if TYPE_CHECKING:  # few analyses are made in passes
    from cntext.flow.elsewhere import Asked

MEASURING = Both("统计", "measuring")


def counting_of(analysis: Analysis, chosen: Mapping[str, Any]) -> Counting:
    """Return what is counted; workers are not sent a list of frequencies that they do not need."""
    own = analysis.counted_by()
    idle = {o.name for o in analysis.options if o.opt.takes and o.name not in own}
    return Counting(analysis.name, {k: v for k, v in chosen.items() if k not in idle})


def counted(
    material: Material, analysis: Analysis, chosen: Mapping[str, Any], tokens: Tokens
) -> tuple[Mergeable | Runs[Any] | Corpus | list[Corpus] | Asked, Known]:
    """Return what ``analysis`` makes its table of, and the sizes of what it is of.

    What was counted while reading is taken; else what adds up is counted piece by piece.
    """
    counting, gathered = counting_of(analysis, chosen), material.gathered
    if counting == material.counting and gathered.counts is not None and gathered.summary:
        return gathered.counts, gathered.summary
    workshop = material.run.workshop
    if analysis.adds_up(chosen):
        counts: Merging[Mergeable] = Merging(material.run.memory)
        summaries: Merging[Summary] = Merging()
        for corpus in material.pieces(tokens):
            counts.add(workshop.count(corpus, counting))
            summaries.add(corpus.anew().summary())
        merged = counts.in_runs() if analysis.in_runs else counts.result()
        summary = summaries.result()
        if merged is not None and summary is not None:
            return merged, Known(summary.record())
    if analysis.in_parts:
        return _asking(material, tokens)
    if analysis.in_pieces and tokens.cut is not Cut.DICTIONARY:
        return _in_pieces(material, tokens)
    corpus = material.whole(tokens)
    if not analysis.counts:
        return corpus, Known(corpus.summary().record())
    with material.speaker.waiting(MEASURING):
        return workshop.count(corpus, counting), Known(corpus.summary().record())


def _in_pieces(material: Material, tokens: Tokens) -> tuple[list[Corpus], Known]:
    """Return the documents as corpora that follow one another, and their summary."""
    pieces = list(material.pieces(tokens))
    if known := material.sealed_sums(tokens):
        return pieces, known
    return pieces, Known(_summary(material, pieces, tokens).record())


def _asking(material: Material, tokens: Tokens) -> tuple[Asked, Known]:
    """Return the documents as parts that can be asked, in order of time, and their summary."""
    if kept := material.gathered.kept:
        documents = material.documents
        order = by_date(field_of(documents, "date"))
        summary = kept.summary.reordered(order.tolist())
        return kept.in_order(documents, order), Known(summary.record())
    from cntext.flow.asking import Asking

    pieces = list(material.pieces(tokens)) or [material.whole(tokens)]
    order = by_date([date for piece in pieces for date in field_of(piece.documents, "date")])
    summary = _summary(material, pieces, tokens).reordered(order.tolist())
    run = material.run
    asking = Asking(pieces, order, run.jobs, run.memory, lambda: material.forget(tokens))
    return asking, Known(summary.record())


def _summary(material: Material, pieces: Sequence[Corpus], tokens: Tokens) -> Summary:
    summaries: Merging[Summary] = Merging()
    for corpus in pieces:
        summaries.add(corpus.anew().summary())
    return summaries.result() or material.whole(tokens).summary()
