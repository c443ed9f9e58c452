"""Fit the weights by which lines are joined on broken pages: src/cntext/clean/weights.py.

python -m tools.fit_joins            say which weights of weights.py a new fit would change
python -m tools.fit_joins --check    print held-out recall and false joins
python -m tools.fit_joins --write    fit to all articles and write weights.py, whole

Read are the articles of corpus/ (those of page.txt one by one) and, where present, the
reports and laws of ../shared/corpus/{govreport,laws_edu}. They are broken in the ways of
``benchmarks/rebreaking.py``, `TIMES` versions of each, half without the marks of their
headings, a third without the numbers of them. Asked is only what the rules of
``joining.py`` leave to ``evidence.py``: is this line end a cut (y = 1) or real (y = 0)?

    p = 1 / (1 + exp(-(bias + sum of the weights of the evidence yielded)))

Bias and weights maximise sum c(y) log p(y) - sum w^2 / 2 (Newton's method), where c is 1
for a cut and `COST` for a real end. Weights are rounded to tenths; one below `LEAST`, or
of evidence seen less than `SEEN` times, is left out.

The versions are drawn with seed `SEED`. ``--check`` fits to every other article of each
source and measures the rest, drawn with `SEED` + 1, against the thresholds in use.

The weights in force were fitted with an earlier state of the rules and are kept: a fit
today changes about a dozen of them, is as good on the whole (99.55 % of cuts, 0.067 % of
real ends joined), but joins one heading more by mistake in the real government reports
(2006, line 177), where the joins were read one by one. So ``--write`` is the way to a
better fit after a change of the evidence, not to the very numbers of ``weights.py``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from unittest import mock

import numpy as np
from benchmarks.rebreaking import KINDS, ROOT, broken, sources

from cntext.clean import evidence, joining, weights
from cntext.clean.documents import documents_of
from cntext.clean.lines import Growing, Line, lines_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages

WEIGHTS = ROOT / "src" / "cntext" / "clean" / "weights.py"
SEED, TIMES = 1, 440
COST = 8  # a wrong join welds a headline to a paragraph, a missed one can still be read
LEAST, SEEN = 0.15, 30
_MARK = re.compile("^#+ ", re.MULTILINE)
_NUMBER = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)(?=[^。；：\n]{2,40}$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A line end that the evidence had to decide: its kind of page, and what was seen."""

    kind: str
    broken: str
    seen: frozenset[str]
    cut: bool


def articles() -> list[list[Page]]:
    """Return the articles, one list a source."""
    found = sources()
    whole = read_pages([str(ROOT / "corpus" / "page.txt")], Inputs())
    pasted = [replace(page, text=doc.text) for page in whole for doc in documents_of(page)]
    if len(found) == 1:
        sys.stderr.write("../shared/corpus is not there: fitted to corpus/ alone\n")
    return [pasted, *(found[name] for name in ("corpus", "reports", "laws") if name in found)]


def plainer(page: Page, rng: random.Random) -> Page:
    """Return ``page`` without marks or numbers of headings, or with them, as chance has it."""
    text = _MARK.sub("", page.text) if rng.random() < 0.5 else page.text
    return replace(page, text=_NUMBER.sub("", text) if rng.random() < 0.35 else text)


def cases(pages: list[Page], seed: int) -> list[Case]:
    """Return the line ends that the evidence decides in broken versions of ``pages``."""
    found = []
    for kind in KINDS:
        rng = random.Random(f"{seed} {kind}")
        for turn in range(TIMES):
            sample = broken(plainer(pages[turn % len(pages)], rng), kind, rng)
            found += cases_of(lines_of(sample.page.text, 1), sample.borders, kind)
    return found


def cases_of(lines: list[Line], borders: dict[int, str], kind: str) -> list[Case]:
    """Return the cases of one page; its paragraphs grow as they truly do."""
    found: list[Case] = []
    layout = joining.layout_of(lines)
    left, first = Growing(lines[0]), True
    for right in lines[1:]:
        truth = borders.get(right.number, "")
        with mock.patch.object(joining, "continues", return_value=None) as asked:
            joining.join_rule(left, right, layout, first=first)
        if truth and asked.called:
            seen = evidence.evidence(left, right, layout.habits, first=first)
            found.append(Case(kind, layout.habits.broken, frozenset(seen), truth == "cut"))
        if truth == "cut":
            left.add(right.text.strip())
        else:
            left, first = Growing(right), False
    return found


def fit(known: list[Case]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights, rounded."""
    count = Counter(name for case in known for name in case.seen)
    names = sorted(count)
    seen = np.array([[name in case.seen for name in names] + [True] for case in known], float)
    cut = np.array([case.cut for case in known], float)
    cost = np.where(cut == 1, 1, COST)
    shrink = np.array([1.0] * len(names) + [0.0])  # the bias is free
    found = np.zeros(len(shrink))
    for _ in range(30):
        p = 1 / (1 + np.exp(-seen @ found))
        slope = seen.T @ (cost * (cut - p)) - shrink * found
        bend = (seen * (cost * p * (1 - p))[:, None]).T @ seen + np.diag(shrink)
        step = np.linalg.solve(bend, slope)
        found += step
        if abs(step).max() < 1e-4:
            break
    kept = {
        n: w for n, w in zip(names, found, strict=False) if abs(w) >= LEAST and count[n] >= SEEN
    }
    return round(float(found[-1]), 1), {name: round(float(w), 1) for name, w in kept.items()}


def check(sorts: list[list[Page]]) -> str:
    """Return the table of held-out recall and false joins."""
    bias, weight = fit(cases([p for pages in sorts for p in pages[::2]], SEED))
    count: Counter[tuple[str, bool, bool]] = Counter()
    for case in cases([p for pages in sorts for p in pages[1::2]], SEED + 1):
        score = bias + sum(weight.get(name, 0.0) for name in case.seen)
        for kind in (case.kind, "all"):
            count[kind, case.cut, score >= evidence.THRESHOLD[case.broken]] += 1
    rows = [f"{'kind':17}{'cuts':>8}{'recall %':>10}{'ends':>8}{'false %':>9}"]
    for kind in (*KINDS, "all"):
        cuts, ends = (count[kind, cut, False] + count[kind, cut, True] for cut in (True, False))
        recall, false = (
            100 * count[kind, cut, True] / max(n, 1) for cut, n in ((True, cuts), (False, ends))
        )
        rows.append(f"{kind:17}{cuts:8,}{recall:10.2f}{ends:8,}{false:9.3f}")
    return "\n".join(rows)


def source(bias: float, weight: dict[str, float], known: list[Case], number: int) -> str:
    """Return weights.py."""
    cuts = sum(case.cut for case in known)
    lines = "".join(f'    "{name}": {w},\n' for name, w in sorted(weight.items()))
    return f'''"""The weights of the evidence, in log-odds, rounded to tenths.

Made by ``python -m tools.fit_joins --write``, which says how; not to be edited by hand.
Fitted to {cuts:,} cuts and {len(known) - cuts:,} real line ends in {number} articles.
"""

BIAS = {bias}
WEIGHTS: dict[str, float] = {{
{lines}}}
'''


def main() -> None:
    """Check, write, or say what a new fit would change."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="print held-out figures")
    parser.add_argument("--write", action="store_true", help="write weights.py")
    chosen = parser.parse_args()
    sorts = articles()
    if chosen.check:
        sys.stdout.write(check(sorts) + "\n")
        return
    pages = [page for part in sorts for page in part]
    known = cases(pages, SEED)
    bias, weight = fit(known)
    if chosen.write:
        WEIGHTS.write_text(source(bias, weight, known, len(pages)), encoding="utf-8")
        return
    old, new = {"BIAS": weights.BIAS, **weights.WEIGHTS}, {"BIAS": bias, **weight}
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            sys.stdout.write(f"{name}: {old.get(name)} -> {new.get(name)}\n")


if __name__ == "__main__":
    main()
