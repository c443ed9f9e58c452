"""However the work is done — workers, partitions, cache, index — the same bytes come out."""

import io
import json
import pickle
import shutil
import sys

import pytest

from cntext.cli import main
from cntext.flow import keys
from cntext.flow.asking import FEWEST
from cntext.flow.choosing import Selection
from cntext.resources import shipped


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    """Return a function that runs a command in a given way, with a cache of its own."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CNTEXT_CACHE", str(folder))
    monkeypatch.setenv("CNTEXT_LANG", "en")

    def run(*arguments, start="fork", size=4 << 20, small=0):
        monkeypatch.setenv("CNTEXT_START", start)
        monkeypatch.setenv("CNTEXT_PARTITION", str(size))
        monkeypatch.setenv("CNTEXT_SMALL", str(small or 1))
        with pytest.raises(SystemExit) as done:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return done.value.code, out, err

    run.cache = folder
    return run


IN_MEMORY = {"small": 1 << 40}
COMMANDS = {
    "words": ["freq", "-f", "json"],
    "groups": ["freq", "--by", "year", "--plain", "-f", "json"],
    "documents": ["freq", "--by", "document", "-n", "3", "-f", "json"],
    "characters": ["freq", "--unit", "char", "-f", "json"],
    "periods": ["freq", "--by", "decade", "-n", "3", "-f", "json"],
    "near": ["collocates", "职业教育", "--by", "decade", "-f", "json"],
    "together": ["coword", "--unit", "concept", "--view", "clusters", "-f", "json"],
    "compared": ["compare", "--by", "decade", "--resample", "9", "-n", "5", "-f", "json"],
    "through time": ["trend", "--view", "periods", "--min-freq", "5", "-n", "9", "-f", "json"],
    "positions": ["dispersion", "--view", "positions", "-n", "9", "-f", "json"],
    "chosen": ["freq", "--where", "year>=2019", "--dedup", "-f", "json"],
    "scope": ["freq", "--scope", "title", "-f", "json"],
    "frames": ["ngrams", "--slots", "-f", "json"],
    "whole": ["keywords", "--method", "textrank", "-f", "json"],
    "tagged": ["seg", "--pos", "-f", "jsonl"],
    "phrases": ["phrases", "-n", "20", "-f", "json"],
    "pages": ["clean", "-f", "jsonl"],
}


@pytest.fixture
def texts(tmp_path):
    """Return some of the sample corpus, a file that cannot be read, one that is there twice."""
    some, more = tmp_path / "some", tmp_path / "more"
    some.mkdir()
    more.mkdir()
    every = sorted(shipped("corpus").glob("*.txt"))
    for path in [*every[::5], shipped("corpus") / "page.txt"]:
        shutil.copy(path, some / path.name)
    shutil.copy(shipped("corpus") / "page.txt", more / "page.txt")
    (more / "broken.docx").write_bytes(b"PK\x03\x04")
    (more / "empty.txt").touch()
    return [some, more]


@pytest.mark.parametrize("name", COMMANDS)
def test_workers_partitions_and_cache_change_nothing(run, texts, name):
    command = [*COMMANDS[name], *texts]
    expected = run(*command, "--jobs", "1", "--no-cache", **IN_MEMORY)
    assert expected[0] == 1  # of the broken file
    assert expected[1]
    ways = [
        (["--jobs", "1", "--no-cache"], {"size": 1}),
        (["--jobs", "2", "--no-cache"], {"size": 20_000}),
        (["--jobs", str(FEWEST)], {"size": 5_000}),  # fills the cache
        (["--jobs", "1"], {"size": 5_000}),  # finds it
    ]
    for arguments, way in ways[1:2] if name == "tagged" else ways:  # its tagger is slow to load
        assert run(*command, *arguments, **way) == expected, (arguments, way)


META = """file,genre,date,title
page.txt,版面,2020-01-02,新题
broken.docx,坏,,
nowhere.txt,没有,,
a.txt,两处,,
,无名,,
"""
# What is said about documents; the last ones are refused.
CHOSEN = {
    "where": ["--where", "year>=2019 or genre='甲'"],
    "words of the text": ["--where", "text=~'学徒|职业教育'", "--by", "year"],
    "meta": ["--meta", "m.csv", "--by", "genre"],
    "meta and where": ["--meta", "m.csv", "--where", "genre='版面' or has(date)"],
    "names": ["--name-pattern", "{date}_{kind}_{*}.txt", "--where", "has(kind)"],
    "scope and where": ["--scope", "body", "--where", "year>=2010", "--by", "year"],
    "none fits": ["--where", "year=1800"],
    "no such field": ["--where", "gnere='甲'"],
    "no such group": ["--where", "year>=2019", "--by", "gnere"],
}


@pytest.mark.parametrize("name", CHOSEN)
def test_documents_are_chosen_in_parts_as_among_all(run, texts, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(META, encoding="utf-8")
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"产教融合在{folder}。", encoding="utf-8")
    command = ["freq", *CHOSEN[name], *texts, "x", "y", "-f", "json", "-n", "30"]
    expected = run(*command, "--jobs", "1", "--no-cache", **IN_MEMORY)
    assert bool(expected[1]) == (name not in [*CHOSEN][-3:])
    asked, choose = [], Selection.choose
    monkeypatch.setattr(Selection, "choose", lambda *given: asked.append(1) or choose(*given))
    ways = [
        (["--jobs", "1", "--no-cache"], {"size": 1}),
        (["--jobs", "2"], {"size": 5_000}),  # fills the cache
        (["--jobs", "1"], {"size": 5_000}),  # finds it
    ]
    for arguments, way in ways:
        assert run(*command, *arguments, **way) == expected, (arguments, way)
    assert len(asked) > 3


def test_documents_of_one_name_are_chosen_among_all(run, texts):
    command = ["freq", "--where", "year>=2019", "--by", "document", *texts, texts[0], "-f", "json"]
    expected = run(*command, "--jobs", "1", "--no-cache", **IN_MEMORY)
    assert json.loads(expected[1])["rows"]
    assert run(*command, "--jobs", "2", "--no-cache", size=5_000) == expected


@pytest.mark.parametrize(("name", "jobs"), [("whole", "2"), ("phrases", str(FEWEST))])
def test_workers_that_are_spawned_give_the_same(run, texts, name, jobs):
    command = [*COMMANDS[name], *texts]
    expected = run(*command, "--jobs", "1", "--no-cache", **IN_MEMORY)
    for arguments in (["--no-cache"], []):
        assert run(*command, "--jobs", jobs, *arguments, start="spawn", size=20_000) == expected


def test_real_texts_give_the_same(run, shared):
    command = ["freq", shared / "govreport", shared / "laws_edu.csv", "-f", "json"]
    expected = run(*command, "--jobs", "1", "--no-cache", **IN_MEMORY)
    assert expected[0] == 0
    for arguments in (["--jobs", "2"], ["--jobs", "2"], ["--jobs", "1", "--no-cache"]):
        assert run(*command, *arguments, size=200_000) == expected


def test_a_run_without_cache_leaves_nothing_behind(run, texts):
    run(*COMMANDS["whole"], *texts, "--jobs", "2", "--no-cache", size=5_000)
    assert not [path for path in run.cache.iterdir() if path.is_dir()]


def test_a_small_run_leaves_nothing_in_the_cache(run, texts):
    run("freq", *texts, small=1 << 20)
    assert not [path for path in run.cache.iterdir() if path.is_dir()]


def test_what_the_cache_holds_is_used(run, texts, monkeypatch):
    command = ["freq", texts[0], "-f", "json", "--jobs", "1"]
    expected = run(*command)
    monkeypatch.setattr("cntext.flow.making.make", None)
    monkeypatch.setattr("cntext.flow.workshop.build_corpus", None)
    assert run(*command) == expected  # the counts were kept
    assert run("keywords", texts[0], "--jobs", "1")[0] == 0  # the tokens too
    assert run("freq", texts[0], "--plain", "--jobs", "1")[0] == 1  # these were not


def test_a_changed_file_or_option_is_not_answered_from_the_cache(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("产教融合。", encoding="utf-8")
    words = tmp_path / "words.txt"
    words.write_text("教融 1000000\n", encoding="utf-8")
    first = run("freq", path, "--no-lexicon", "-f", "tsv", "--jobs", "1")
    own = run("freq", path, "--no-lexicon", "-f", "tsv", "--jobs", "1", "--userdict", words)
    assert b"\xe6\x95\x99\xe8\x9e\x8d\t1" in own[1]
    assert own != first
    path.write_text("科教融汇。", encoding="utf-8")
    assert run("freq", path, "--no-lexicon", "-f", "tsv", "--jobs", "1")[1] != first[1]


def test_a_file_that_changes_under_way_is_not_kept_under_its_old_name(run, tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("产教融合。", encoding="utf-8")
    hashed = keys.content_hashes

    def then_changed(partitions):
        sums = hashed(partitions)
        path.write_text("科教融汇。", encoding="utf-8")
        return sums

    command = ["freq", path, "-f", "tsv", "--jobs", "1"]
    with monkeypatch.context() as patch:
        patch.setattr("cntext.flow.run.content_hashes", then_changed)
        changed = run(*command)
    path.write_text("产教融合。", encoding="utf-8")
    assert run(*command)[1] != changed[1]
    assert run(*command) == run(*command, "--no-cache")


def test_what_is_damaged_in_the_cache_is_made_again(run, texts):
    command = [*COMMANDS["whole"], texts[0], "--jobs", "1"]
    expected = run(*command)
    for path in (run.cache / "corpus").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.unlink()
        path.write_bytes(data)
    for _ in range(3):  # each part is found out, dropped and made again
        assert run(*command)[1] == expected[1]


def test_an_index_takes_the_place_of_its_files(run, texts, tmp_path):
    index = tmp_path / "a.cnx"
    assert run("index", "build", texts[0], "-o", index, "-q", size=20_000)[0] == 0
    for name in ("words", "whole", "pages", "chosen"):
        command, *rest = COMMANDS[name]
        expected = run(command, texts[0], *rest, "-f", "jsonl", "--no-cache", **IN_MEMORY)
        for way in ({}, IN_MEMORY):
            assert run(command, index, *rest, "-f", "jsonl", "--jobs", "2", **way) == expected


def test_an_index_keeps_the_options_that_it_was_built_with(run, texts, tmp_path):
    index = tmp_path / "a.cnx"
    run("index", "build", texts[0], "-o", index, "--no-clean", "-q")
    plain = run("freq", texts[0], "--no-clean", "-f", "tsv")
    assert run("freq", index, "-f", "tsv") == plain
    assert run("freq", index, "--no-clean", "-f", "tsv") == plain
    code, out, err = run("freq", index, "--script", "simplified")
    assert (code, out) == (2, b"")
    assert b"--script" in err
    code, out, err = run("freq", index, texts[0])  # beside files the same must be asked for
    assert (code, out) == (2, b"")
    assert b"--no-clean" in err


def test_a_pipe_is_read_once_beside_files(run, texts, monkeypatch):
    command = ["freq", "-", texts[0], "-f", "json"]
    results = []
    for way in (IN_MEMORY, {"size": 5_000}):
        stream = io.TextIOWrapper(io.BytesIO("产教融合".encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        results.append(run(*command, "--jobs", "2", **way))
    assert results[0] == results[1]
    assert results[0][0] == 0


ADDITIVE = {
    "freq": ["freq", "--by", "year"],
    "characters": ["freq", "--unit", "char"],
    "ngrams": ["ngrams", "--by", "year", "--size", "2-3", "--min-freq", "1"],
    "lexicon count": ["lexicon", "count", "--by", "year"],
    "compare": ["compare", "--by", "year"],
    "trend": ["trend", "教育"],
    "dispersion": ["dispersion", "--by", "year"],
    "collocates": ["collocates", "教育", "--by", "year"],
    "coword": ["coword"],
    "keywords": ["keywords", "--by", "year"],
}


@pytest.fixture
def seven(tmp_path):
    """Return seven dated files, a lexicon and a user's dictionary, the options before each."""
    folder = tmp_path / "seven"
    folder.mkdir()
    dated = [path for path in sorted(shipped("corpus").glob("*.txt")) if path.stem[:2] == "20"]
    for path in dated[:7]:
        shutil.copy(path, folder / path.name)
    words, phrases = tmp_path / "words.txt", tmp_path / "phrases.txt"
    words.write_text("教融 1000000\n", encoding="utf-8")
    phrases.write_text("职业教育\n教育改革\n", encoding="utf-8")
    return [folder, "-f", "json", "--lexicon", phrases, "--userdict", words]


# Start method, workers, bytes of a partition (all in one, some, one for each file), memory.
WAYS = [
    ("fork", 1, 5_000, "1k"),
    ("fork", 2, 1, ""),
    ("fork", 2, 5_000, "1k"),
]


@pytest.mark.parametrize("name", ADDITIVE)
def test_every_measure_that_adds_up_gives_the_same_however_it_is_counted(run, seven, name):
    lists = seven[:-2] if name == "lexicon count" else seven  # nothing is cut there
    command = [*ADDITIVE[name], *lists, "--no-cache"]
    expected = run(*command, "--jobs", "1", **IN_MEMORY)
    assert expected[0] == 0
    assert json.loads(expected[1])["rows"]
    ways = [*WAYS, ("spawn", 2, 1, "1k")] if name == "ngrams" else WAYS
    for start, jobs, size, memory in ways:
        options = ["--jobs", jobs, *(["--memory", memory] if memory else [])]
        assert run(*command, *options, start=start, size=size) == expected, (start, jobs, size)


@pytest.mark.parametrize(
    "command",
    [["freq"], ["trend"], ["compare", "--by", "year"], ["dispersion"], ["phrases"]],
    ids="".join,
)
def test_counts_beyond_the_memory_go_to_disk_and_the_disk_is_left_clean(
    run, seven, monkeypatch, command
):
    written = []
    dump = pickle.dump

    def dumped(*arguments):
        written.append(1)
        dump(*arguments)

    monkeypatch.setattr(pickle, "dump", dumped)
    command = [*command, *seven, "--no-cache", "--jobs", "1"]
    in_memory = run(*command, size=1)
    assert in_memory[0] == 0
    assert not written
    assert run(*command, "--memory", "10k", size=1) == in_memory
    assert len(written) > 16
    assert not [path for path in run.cache.iterdir() if path.is_dir()]
