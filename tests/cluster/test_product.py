"""Every additive analysis, in 1, 4 and 7 partitions, with lists and by year: one result.

The whole product goes through one process, the pool, and what runs on Spark's workers, with a
shuffle of our own in place of Spark's. Spark itself does each analysis once, partitions and lists
in turn, and all of it for freq; with CNTEXT_WHOLE=1 it does the whole product too. ``phrases``,
whose parts are asked, is one of them.
"""

import itertools
import json
import os

import pytest

from cntext.analysis import ANALYSES
from cntext.cli.analyses import command
from cntext.flow.asking import FEWEST
from cntext.measure import GROUPS, analysis_names, load_analyses, members

pytestmark = pytest.mark.slow

PARTS = (1, 4, 7)
GIVEN = ("userdict", "lexicon", "years")
# How each is asked for; what has no --by is asked in a way of its own.
COMMANDS = {
    "abbreviations": ["abbreviations"],
    "code": ["code"],
    "collocates": ["collocates", "职业教育"],
    "commitments": ["commitments"],
    "compare": ["compare"],
    "coword": ["coword", "--unit", "concept"],
    "dispersion": ["dispersion"],
    "entities": ["entities"],
    "freq": ["freq"],
    "keywords": ["keywords"],
    "lexicon count": ["lexicon", "count"],
    "lexicon cuts": ["lexicon", "cuts"],
    "lexicon guards": ["lexicon", "guards"],
    "lexicon nested": ["lexicon", "nested"],
    "ngrams": ["ngrams", "--min-freq", "2"],
    "phrases": ["phrases"],
    "trend": ["trend", "--view", "periods", "--min-freq", "8"],
}
POOLS = {"phrases": FEWEST}  # with fewer workers its parts are asked in one process
BY_YEAR = {"abbreviations", "commitments", "compare", "lexicon cuts", "lexicon guards", "trend"}


def command_of(name, given, lists):
    """Return the arguments; what reads characters takes no dictionary, some take no lexicon."""
    options = lists[given] if given != "years" else []
    known = {option for p in command(name.replace(" ", "-")).params for option in p.opts}
    options = options if options[:1] and options[0] in known else []
    if given == "years" and name not in BY_YEAR:
        options = ["--by", "year"]
    analysis, terms = COMMANDS[name], []
    if name == "collocates":
        analysis, terms = analysis[:1], analysis[1:]
    own = ["--by", "year"] if name == "compare" and given != "years" else []
    if name == "compare" and given == "years":
        own = ["--by", "decade"]
    return [*analysis, *own, *options, *terms]


def test_the_product_leaves_no_additive_analysis_out():
    names = {*analysis_names(), *(f"{group}-{name}" for group in GROUPS for name in members(group))}
    load_analyses()
    known = {name: ANALYSES[name] for name in names}
    additive = {n.replace("-", " ") for n, each in known.items() if each.counts or each.in_parts}
    assert additive == set(COMMANDS)


@pytest.fixture(scope="module")
def expected(small, lists):
    """Return a function that gives the result of one process, made once."""
    known = {}

    def result(run, name, given):
        if (name, given) not in known:
            asked = [*command_of(name, given, lists), small, "-f", "json", "--no-cache"]
            known[name, given] = asked, run(*asked, "--jobs", "1")
        return known[name, given]

    return result


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("given", GIVEN)
def test_pool_and_kernels_count_as_one_process(
    run, expected, own_cluster, monkeypatch, name, given
):
    asked, alone = expected(run, name, given)
    assert alone[0] == 0
    assert json.loads(alone[1])["rows"]
    monkeypatch.setattr("cntext.flow.asking._cut", _as_they_are)
    for parts in PARTS:
        assert run(*asked, "--jobs", str(POOLS.get(name, 2)), parts=parts) == alone
    for parts in PARTS:
        assert run(*asked, "--cluster", "local[1]", parts=parts) == alone


def _as_they_are(pieces):
    """Ask each partition by itself; parts as small as these would be put together."""
    ends = itertools.accumulate(map(len, pieces))
    return [(end - len(piece), piece) for end, piece in zip(ends, pieces, strict=True)]


def _on_spark():
    if os.environ.get("CNTEXT_WHOLE"):
        return list(itertools.product(COMMANDS, PARTS, GIVEN))
    turns = itertools.cycle(itertools.product(PARTS, GIVEN))
    once = [(name, *turn) for name, turn in zip(COMMANDS, turns, strict=False)]
    return list(dict.fromkeys([*once, *itertools.product(["freq"], PARTS, GIVEN)]))


@pytest.mark.parametrize(("name", "parts", "given"), _on_spark())
def test_spark_counts_as_one_process(run, expected, workers, name, parts, given):
    asked, alone = expected(run, name, given)
    assert run(*asked, "--cluster", "local-cluster[2,1,1024]", parts=parts) == alone


def test_a_result_of_a_cluster_is_verified_on_one_machine(run, small, tmp_path, own_cluster):
    result = tmp_path / "run.json"
    command = ["freq", small, "-o", result, "--no-cache"]
    assert run(*command, "--cluster", "local[1]", parts=4)[0] == 0
    recorded = result.read_text("utf-8")
    assert '"partitions": 4' in recorded
    assert run("verify", result)[0] == 0
    result.write_text(recorded.replace('"partitions": 4', '"partitions": []', 1), "utf-8")
    assert run("verify", result)[0] == 0  # it shapes no number
    assert '"freq": 16,' in recorded
    result.write_text(recorded.replace('"freq": 16,', '"freq": 17,', 1), "utf-8")
    assert run("verify", result)[0] == 3
