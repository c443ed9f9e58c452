"""Who took up a phrase when: first documents, issuers, levels of government, the curve."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.lazy import np
from cntext.measure.stats.adoption import cumulative_adopters, fit_logistic
from cntext.measure.stats.distributions import exact_share_interval
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.series import Series, Timeline
from cntext.table import Cell, Row
from cntext.text.periods import year_of

ALL = "*"  # the row of all levels together


def issuers(counts: DocumentCounts, when: Timeline, field: str) -> np.ndarray | None:
    """Return int64[T, P + 1]: issuers that have used each term by each period, and all of them.

    An issuer is a value of ``field``; documents without one or without a period do not
    count. None where no document has the field.
    """
    names = counts.facts[field]
    known = {name for name, at in zip(names, when.at.tolist(), strict=True) if name and at >= 0}
    if not known:
        return None
    first: list[dict[str, int]] = [{} for _ in counts.terms]
    for d, t in zip(counts.document.tolist(), counts.term.tolist(), strict=True):
        at = int(when.at[d])
        if names[d] and at >= 0:
            first[t][names[d]] = min(first[t].get(names[d], at), at)
    size = len(when.periods)
    rows = [[*cumulative_adopters(list(f.values()), size).tolist(), len(known)] for f in first]
    return np.array(rows, np.int64).reshape(-1, size + 1)


def adoption_rows(
    counts: DocumentCounts,
    series: Series,
    sources: np.ndarray | None,
    *,
    field: str,
    level: str,
) -> list[Row]:
    """Return a row a term, and with a field ``level`` one more for each of its values.

    Levels are in the order in which they took the term up; the lag is to the first.
    """
    levels = counts.facts[level] if level else (ALL,) * len(counts)
    names = [ALL, *sorted(set(levels))] if level else [ALL]
    rows: list[Row] = []
    for t, term in enumerate(counts.terms):
        hits = np.zeros(len(counts), bool)
        hits[counts.document[counts.term == t]] = True
        lines: list[tuple[str, Row]] = []
        for name in names:
            members = [d for d, of in enumerate(levels) if name in {ALL, of}]
            lines.append(
                (name, _adopted(counts, series.timeline, hits, members, field, (term, name)))
            )
        first = next((str(line[_FIRST]) for _, line in lines if line[_FIRST]), "")
        curve = _curve(series, t, sources)
        whole, *rest = lines
        rest.sort(key=lambda line: (line[1][_FIRST] is None, str(line[1][_FIRST]), line[0]))
        for name, line in (whole, *rest):
            lag = year_of(str(line[_FIRST])) - year_of(first) if line[_FIRST] else None
            rows.append((*line, lag, *(curve if name == ALL else (None,) * 5)))
    return rows


_FIRST = 10  # where the date of the first document stands in a line


def _adopted(
    counts: DocumentCounts,
    when: Timeline,
    hits: np.ndarray,
    members: Sequence[int],
    field: str,
    head: tuple[str, str],
) -> Row:
    """Return what is known of one level: documents, issuers, the first document."""
    used = [d for d in members if hits[d]]
    dated = [d for d in used if when.at[d] >= 0]
    sources, dates = counts.facts[field], counts.facts["date"]
    all_issuers = {sources[d] for d in members} - {""}
    mine = {sources[d] for d in used} - {""}
    first = min(dated, key=lambda d: (dates[d], d), default=None)
    return (
        *head,
        len(members),
        len(used),
        *_share(len(used), len(members)),
        len(all_issuers) or None,
        len(mine) if all_issuers else None,
        100 * len(mine) / len(all_issuers) if all_issuers else None,
        None if first is None else dates[first],
        None if first is None else counts.facts["document"][first],
    )


def _share(hits: int, trials: int) -> tuple[Cell, Cell, Cell]:
    """Return a share in per cent, and its exact interval."""
    if not trials:
        return None, None, None
    low, high = exact_share_interval(hits, trials)
    return 100 * hits / trials, 100 * low, 100 * high


def _curve(series: Series, t: int, sources: np.ndarray | None) -> tuple[Cell, ...]:
    """Return the logistic curve: of issuers where they are several, else of documents."""
    years = series.timeline.years
    which, values = "documents", series.range[t] / series.documents
    if sources is not None and sources[t, -1] >= 6:
        which, values = "sources", sources[t, :-1] / sources[t, -1]
    fit = fit_logistic(years, values)
    if fit is None:
        return (None,) * 5
    return which, 100 * fit.ceiling, fit.rate, fit.midpoint, fit.r_squared
