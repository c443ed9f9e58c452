"""Fit what decides which lines are joined on broken pages: clean/weights.py and clauses.txt.

python -m tools.fit_joins            say what a new fit would change
python -m tools.fit_joins --check    print recall and false joins on articles held out
python -m tools.fit_joins --write    fit to all articles and write both files, whole

Read are the articles of ``benchmarks/rebreaking.py`` and those of corpus/page.txt, broken
in its ways, `TIMES` versions of each kind, a quarter without the marks of their headings,
a sixth without the numbers of them. Asked is only what the rules of ``joining.py`` leave
to ``evidence.py``: is this line end a cut (y = 1) or real (y = 0)?

    p = 1 / (1 + exp(-(bias + sum of the weights of the evidence yielded)))

Bias and weights maximise sum c(y) log p(y) - sum w^2 / 2 (Newton's method), where c is
`COST` times as large for a real end as for a cut, and each source counts the same. Weights
are rounded to tenths; one below `LEAST`, or of evidence seen less than `SEEN` times, is
left out. The threshold of a class of pages is the lowest by which no source has more than
`LIMIT` of its real ends joined (scored by weights of the other folds), none below that of
pages more broken, and on pages that are whole for the most part none below `FLOOR`.

The articles are dealt into `FOLDS`. For an article, how pairs of characters stand in
clauses (``clauses.py``) is counted in the other folds only, so that the weights do not
trust these counts too much. ``--check`` holds each fold out altogether: counts, weights
and thresholds come from the others, and the benchmark is run on it with them.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from unittest import mock

import numpy as np
from benchmarks.rebreaking import KINDS, ROOT, SHARED, broken, samples, score, sources, table

from cntext.clean import clauses, evidence, joining, weights
from cntext.clean.documents import documents_of
from cntext.clean.lines import Growing, Line, lines_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages

WEIGHTS = ROOT / "src" / "cntext" / "clean" / "weights.py"
SEED, TIMES, FOLDS = 1, 64, 4
COST = 8  # a wrong join welds a headline to a paragraph, a missed one can still be read
LIMIT = 0.004
FLOOR = 0.5  # on pages that are whole for the most part
LEAST, SEEN = 0.15, 30
_MARK = re.compile("^#+ ", re.MULTILINE)
_NUMBER = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)(?=[^。；：\n]{2,40}$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A line end that the evidence had to decide, and what was seen."""

    source: str
    fold: int
    broken: str
    seen: tuple[str, ...]
    before: str
    after: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """What is fitted, and to how many cuts and real ends that the evidence has to decide."""

    pairs: Mapping[str, str]
    bias: float
    weight: Mapping[str, float]
    threshold: Mapping[str, float]
    cuts: int
    ends: int


def articles() -> dict[str, list[Page]]:
    """Return the articles by source."""
    found = sources()
    whole = read_pages([str(ROOT / "corpus" / "page.txt")], Inputs())
    pasted = [page._replace(text=doc.text) for page in whole for doc in documents_of(page)]
    if len(found) == 1:
        sys.stderr.write("../shared/corpus is not there: fitted to corpus/ alone\n")
    return {**found, "corpus": [*found["corpus"], *pasted]}


def texts_by_fold(known: Mapping[str, list[Page]]) -> list[list[str]]:
    """Return the texts of every fold, and as the last those that are in none.

    These are reports with links torn out of some sentences: no measure for joins, but
    nearly all of their clauses are whole.
    """
    folds: list[list[str]] = [[] for _ in range(FOLDS + 1)]
    for pages in known.values():
        for number, page in enumerate(pages):
            folds[number % FOLDS].append(page.text)
    if (SHARED / "govreport").is_dir():
        whole = {page.id for page in known["reports"]}
        torn = read_pages([str(SHARED / "govreport")], Inputs())
        folds[FOLDS] = [page.text.split("本作品")[0] for page in torn if page.id not in whole]
    return folds


def plainer(page: Page, rng: random.Random) -> Page:
    """Return ``page`` without marks or numbers of headings, or with them, as chance has it."""
    text = _MARK.sub("", page.text) if rng.random() < 0.25 else page.text
    return page._replace(text=_NUMBER.sub("", text) if rng.random() < 0.15 else text)


def cases(
    known: Mapping[str, list[Page]], without: int | None
) -> tuple[list[Case], Counter[tuple[str, str]]]:
    """Return what the evidence decides, and how many ends are real, by source and class."""
    found: list[Case] = []
    ends: Counter[tuple[str, str]] = Counter()
    for source, pages in known.items():
        for kind in KINDS:
            rng = random.Random(f"{SEED} {source} {kind}")
            for turn in range(TIMES):
                number = turn % len(pages)
                if number % FOLDS == without:
                    continue
                sample = broken(plainer(pages[number], rng), kind, rng)
                lines = lines_of(sample.page.text, 1)
                layout = joining.layout_of(lines)
                class_ = layout.habits.broken
                ends[source, class_] += list(sample.borders.values()).count("end")
                place = (source, number % FOLDS, class_)
                found += _cases_of(lines, layout, sample.borders, place)
    return found, ends


def _cases_of(
    lines: list[Line], layout: joining.Layout, borders: dict[int, str], place: tuple[str, int, str]
) -> Iterator[Case]:
    """Yield the cases of one page; its paragraphs grow as they truly do."""
    left, first = Growing(lines[0]), True
    with mock.patch.object(joining, "continues", return_value=None) as asked:
        for right in lines[1:]:
            truth = borders.get(right.number, "")
            asked.reset_mock()
            rule = joining.join_rule(left, right, layout, first=first)
            if truth and asked.called:
                seen = tuple(evidence.evidence(left, right, layout.habits, first=first))
                after = right.text.strip()[:2]
                yield Case(*place, seen, left.recent[-2:], after, truth == "cut")
            if truth == "cut" or (not truth and rule):
                left.add(right.text.strip())
            else:
                left, first = Growing(right), False


def counted(folds: Sequence[Sequence[str]], *without: int | None) -> dict[str, str]:
    """Return the classes of the pairs in all folds but those ``without``."""
    return clauses.classes(
        *clauses.counted(t for n, fold in enumerate(folds) if n not in without for t in fold)
    )


def fit(
    known: Mapping[str, list[Page]], folds: Sequence[Sequence[str]], without: int | None
) -> Fit:
    """Return the fit to the articles of all folds but one, ``without``; None: of all."""
    pairs = counted(folds, without)
    with mock.patch.object(clauses, "_known", return_value=pairs):
        used, ends = cases(known, without)
    others = {fold: counted(folds, without, fold) for fold in range(FOLDS)}
    seen = [
        (*case.seen, *clauses.standing(case.before, case.after, others[case.fold])) for case in used
    ]
    matrix, names = _matrix(seen)
    weight = _weights(used, matrix)
    # How high wrong joins come is seen only by weights that do not know the article.
    scores: dict[tuple[str, str], list[float]] = {}
    for fold in others:
        rows = np.array([case.fold == fold for case in used])
        if rows.any():
            held = matrix[rows] @ _weights(used, matrix, ~rows)
            for case, score in zip(compress(used, rows), held, strict=True):
                if not case.cut:
                    scores.setdefault((case.source, case.broken), []).append(float(score))
    threshold: dict[str, float] = {}
    lowest = -9.0
    for class_ in ("most", "some", "few"):
        if class_ != "most":
            lowest = max(lowest, FLOOR)
        for source in known:
            joined = sorted(scores.get((source, class_), []), reverse=True)
            allowed = int(LIMIT * ends[source, class_])
            if allowed < len(joined):
                lowest = max(lowest, joined[allowed] + 0.1)
        threshold[class_] = round(lowest, 1)
    cuts = sum(case.cut for case in used)
    kept = {n: round(float(w), 1) for n, w in zip(names, weight, strict=False) if abs(w) >= LEAST}
    return Fit(pairs, round(float(weight[-1]), 1), kept, threshold, cuts, len(used) - cuts)


def _matrix(seen: list[tuple[str, ...]]) -> tuple[np.ndarray, list[str]]:
    """Return cases × names, 1 where it was seen, and a last column of ones for the bias."""
    count = Counter(name for found in seen for name in found)
    names = sorted(name for name, times in count.items() if times >= SEEN)
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(seen), len(names) + 1), np.float32)
    matrix[:, -1] = 1
    for row, found in enumerate(seen):
        matrix[row, [column[name] for name in found if name in column]] = 1
    return matrix, names


def _weights(used: list[Case], matrix: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
    """Return the weights by the cases in ``rows``, all if it is None; the last is the bias."""
    cut = np.array([case.cut for case in used], np.float32)
    source = np.array([case.source for case in used])
    if rows is not None:
        matrix, cut, source = matrix[rows], cut[rows], source[rows]
    cost = np.where(cut == 1, 1.0, COST)
    for name in sorted(set(source)):
        cost[source == name] *= len(cut) / len(set(source)) / cost[source == name].sum()
    shrink = np.append(np.ones(matrix.shape[1] - 1), 0.0)  # the bias is free
    weight = np.zeros(len(shrink))
    for _ in range(30):
        p = 1 / (1 + np.exp(-(matrix @ weight)))
        slope = matrix.T @ (cost * (cut - p)) - shrink * weight
        curve = (cost * p * (1 - p)).astype(np.float32)
        step = np.linalg.solve((matrix.T @ (matrix * curve[:, None])) + np.diag(shrink), slope)
        weight += step
        if abs(step).max() < 1e-2:
            break
    return weight


def check(known: Mapping[str, list[Page]], times: int) -> str:
    """Return the table of the benchmark for articles held out, fold by fold."""
    folds = texts_by_fold(known)
    counts: dict[tuple[str, str], Counter[str]] = {
        (source, kind): Counter() for source in known for kind in KINDS
    }
    for fold in range(FOLDS):
        found = fit(known, folds, fold)
        with (
            mock.patch.multiple(
                evidence, BIAS=found.bias, WEIGHTS=found.weight, THRESHOLD=found.threshold
            ),
            mock.patch.object(clauses, "_known", return_value=found.pairs),
        ):
            for source, kind in counts:
                held = known[source][fold::FOLDS]
                for sample in samples(held, kind, times // FOLDS, SEED):
                    counts[source, kind] += score(sample)[0]
    return table(counts)


def source_of(found: Fit, number: int) -> str:
    """Return weights.py."""
    lines = "".join(f'    "{name}": {w},\n' for name, w in sorted(found.weight.items()))
    bounds = ", ".join(f'"{name}": {found.threshold[name]}' for name in reversed(found.threshold))
    return f'''"""The weights of the evidence, in log-odds, rounded to tenths, and what they must come to.

Made by ``python -m tools.fit_joins --write``, which says how; not to be edited by hand.
Fitted to {found.cuts:,} cuts and {found.ends:,} real line ends in {number} articles.
"""

BIAS = {found.bias}
THRESHOLD = {{{bounds}}}
WEIGHTS: dict[str, float] = {{
{lines}}}
'''


def main() -> None:
    """Check, write, or say what a new fit would change."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="print held-out figures")
    parser.add_argument("--write", action="store_true", help="write weights.py and clauses.txt")
    parser.add_argument("--times", type=int, default=200, help="broken versions of each kind")
    chosen = parser.parse_args()
    known = articles()
    if chosen.check:
        sys.stdout.write(check(known, chosen.times) + "\n")
        return
    found = fit(known, texts_by_fold(known), None)
    if chosen.write:
        text = source_of(found, sum(map(len, known.values())))
        WEIGHTS.write_text(text, encoding="utf-8")
        clauses.FILE.write_text(clauses.written(found.pairs), encoding="utf-8")
        return
    old: dict[str, object] = {"BIAS": weights.BIAS, **weights.WEIGHTS, **weights.THRESHOLD}
    new: dict[str, object] = {"BIAS": found.bias, **found.weight, **found.threshold}
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            sys.stdout.write(f"{name}: {old.get(name)} -> {new.get(name)}\n")
    shipped = clauses.read(clauses.FILE.read_text("utf-8"))
    changed = sum(shipped.get(p) != found.pairs.get(p) for p in shipped.keys() | found.pairs.keys())
    sys.stdout.write(f"clauses.txt: {changed} of {len(found.pairs)} pairs change\n")


if __name__ == "__main__":
    main()
