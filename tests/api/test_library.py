"""The library does what the command line does, to the byte, and loads nothing before."""

import inspect
import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import cntext as ct
from cntext.analysis import ANALYSES, Takes
from cntext.api import corpus as api_corpus
from cntext.cli.calling import reader
from cntext.cli.request import Request
from cntext.measure import load_analyses
from cntext.scheme import DEFAULT

ROOT = Path(__file__).parents[2]
CALLS = {
    "abbreviations": {},
    "code": {},
    "commitments": {},
    "entities": {"type": ["date", "meeting"]},
    "collocates": {"terms": "产教融合", "min_freq": 1},
    "compare": {"by": "source", "min_freq": 1, "resample": 0},
    "coword": {"top": 10},
    "dispersion": {"min_freq": 2},
    "diversity": {"by": "source"},
    "freq": {"by": "year", "min_freq": 2},
    "keywords": {"method": "tfidf"},
    "kwic": {"terms": ["产教融合", "职业教育"], "window": 5},
    "lexicon-count": {"by": "year"},
    "lexicon-cuts": {},
    "lexicon-guards": {"unused": True},
    "lexicon-nested": {},
    "lexicon-suggest": {"min_freq": 2},
    "ngrams": {"size": "2"},
    "phrases": {"min_freq": 2},
    "reuse": {"min_length": 8},
    "seg": {},
    "similar": {},
    "topics": {"k": 2, "runs": 2, "min_range": 1},
    "trend": {"terms": ("职业教育",), "rounds": 99},
}


def called(corpus, name):
    return getattr(ct, name.replace("-", "_"))(corpus, **CALLS[name])


def arguments(name):
    """Return the command that a person would type for ``CALLS[name]``."""
    given = dict(CALLS[name])
    terms = given.pop("terms", ())
    terms = [terms] if isinstance(terms, str) else list(terms)
    options = []
    for key, value in given.items():
        option = "--" + key.replace("_", "-")
        several = value if isinstance(value, list) else [value]
        options += [option] if value is True else [x for v in several for x in (option, str(v))]
    return [*name.split("-"), *options, "-f", "json", "-q", *terms, "--", "reports"]


def test_every_analysis_gives_the_bytes_of_its_command(reports, command, tmp_path):
    load_analyses()
    assert set(CALLS) == set(ANALYSES)
    corpus = ct.read(reports)
    written = tmp_path / "library.json"
    # What was measured before leaves no trace: some are asked again, in another order.
    for name in [*sorted(CALLS), "seg", "reuse", "freq", "diversity"]:
        called(corpus, name).save(written)
        code, out, said = command(*arguments(name))
        assert code == 0, said
        assert written.read_bytes() == out, name


def test_the_library_goes_by_no_settings_of_the_command_line(reports, tmp_path, monkeypatch):
    plain = ct.freq(ct.read(reports), by="year")
    plain.save(tmp_path / "plain.json")
    (tmp_path / "cntext.toml").write_text("min-freq = 9\nnonsense = 1\n[defaults.freq]\nby = 'x'\n")
    monkeypatch.setenv("CNTEXT_MIN_FREQ", "8")
    monkeypatch.setenv("CNTEXT_STOPWORDS", "none")
    monkeypatch.setenv("CNTEXT_CORPUS", "nowhere")
    ct.freq(ct.read(reports), by="year").save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "plain.json").read_bytes()


def test_every_analysis_has_a_function_with_its_options():
    load_analyses()
    for name, analysis in ANALYSES.items():
        function = getattr(ct, name.replace("-", "_"))
        given = inspect.signature(function).parameters
        own = [p for p in given.values() if p.kind is p.KEYWORD_ONLY]
        declared = [
            (o.name, DEFAULT if o.opt.takes is Takes.SCHEME else o.default)
            for o in analysis.options
        ]
        assert [(p.name, p.default) for p in own] == declared


def test_the_generated_files_are_those_of_the_registry():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "api.py"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_read_takes_every_shared_option_with_its_default():
    names = {"lexicon": "lexicons"}
    given = inspect.signature(ct.api.read).parameters
    options = {p.name: p for p in reader().params}
    elsewhere = {"paths", "duplicates"}  # positional; a file that the command writes
    assert {names.get(n, n) for n in given} - {"paths"} == set(options) - elsewhere
    for name, parameter in given.items():
        if name in {"paths", "jobs"}:
            continue
        default = getattr(Request(), names.get(name, name))
        assert parameter.default == default, name
    assert api_corpus.read.__doc__.count(": ") >= len(given) - 1


def test_importing_cntext_loads_nothing():
    code = (
        "import sys; before = set(sys.modules); import cntext; from cntext import toml;"
        "print([m for m in ('click', 'numpy', 'rich', 'cntext.api', 'cntext.read')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n", done.stderr


def test_read_is_callable_whatever_was_imported_first():
    code = "import cntext.read.paths, cntext.api, cntext; print(callable(cntext.read), 'read' in dir(cntext))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "True True\n", done.stderr


def test_errors_say_what_the_command_says(reports, command):
    corpus = ct.read(reports)
    for call, typed in (
        (lambda: ct.freq(corpus, min_freq=0), ("freq", "--min-freq", "0", reports)),
        (lambda: ct.freq(corpus, by="yaer"), ("freq", "--by", "yaer", reports)),
        (lambda: ct.freq(corpus, unit="wort"), ("freq", "--unit", "wort", reports)),
        (lambda: ct.kwic(corpus, "["  , match="regex"), ("kwic", "--match", "regex", "[", "--", reports)),
        (lambda: ct.compare(corpus, ref_where="yaer>2"), ("compare", "--ref-where", "yaer>2", reports)),
        (lambda: ct.kwic(corpus, ""), ("kwic", "", "--", reports)),
        (lambda: ct.read("nowhere"), ("freq", "nowhere")),
        (lambda: ct.read(reports, where="yaer>2"), ("freq", reports, "--where", "yaer>2")),
        (lambda: ct.read(reports, scope="all of it"), ("freq", reports, "--scope", "all of it")),
    ):  # fmt: skip
        with pytest.raises(ct.CntextError) as error:
            call()
        code, _, said = command(*typed)
        assert code == 2
        assert said.splitlines()[0] == f"cntext: {error.value}"


def test_errors_speak_the_language_of_the_environment(reports, monkeypatch):
    corpus = ct.read(reports)
    monkeypatch.setenv("CNTEXT_LANG", "zh")
    with pytest.raises(ct.CntextError, match="没有一篇文档有这个字段；是不是 year？"):
        ct.freq(corpus, by="yaer")


def test_what_is_no_option_is_an_error_of_type(reports):
    with pytest.raises(TypeError):
        ct.freq(ct.read(reports), min_frq=2)
    with pytest.raises(ct.CntextError, match="either True or False"):
        ct.lexicon_guards(ct.read(reports), unused="yes")


def test_nothing_to_read_is_an_error_and_no_wait_for_stdin():
    with pytest.raises(ct.CntextError, match=r"nothing to read|没有说要读什么"):
        ct.read()


def test_a_bad_file_is_one_warning_and_stands_in_failed(reports):
    Path(reports, "bad.docx").write_bytes(b"PK nothing")
    with pytest.warns(ct.CntextWarning, match=r"bad\.docx") as caught:
        corpus = ct.read(reports)
    assert (len(caught), len(corpus), list(corpus.failed)) == (1, 4, ["reports/bad.docx"])
    assert caught[0].filename == __file__
    with pytest.raises(ct.CntextError, match=r"bad\.docx"):
        ct.read(reports, on_error="stop")


def test_options_of_reading_hold_for_all_that_is_measured(reports):
    corpus = ct.read(reports, where="year == 2020", stopwords="none", plain=True)
    assert len(corpus) == 2
    words = ct.freq(corpus).values("word")
    assert "的" in words
    assert "产教融合" not in words
    assert ct.seg(corpus).manifest["params"]["plain"] is True
    assert [d.date for d in corpus.documents] == ["2020-01", "2020-02"]


def test_inputs_that_an_option_names_are_read_as_well(reports, tmp_path, command):
    (tmp_path / "other.txt").write_text("就业指导工作会议。就业工作。" * 5, encoding="utf-8")
    corpus = ct.read(reports)
    made = ct.compare(corpus, ref="other.txt", min_freq=1, resample=0)
    made.save("library.json")
    _, out, _ = command("compare", "--ref", "other.txt", "--min-freq", "1", "--resample", "0",
                        reports, "-f", "json")  # fmt: skip
    assert Path("library.json").read_bytes() == out
    assert len(ct.freq(corpus).manifest["inputs"]["files"]) == 4


def test_what_is_recorded_can_be_verified(reports, command):
    ct.kwic(ct.read(reports), "-产教融合").save("run.json")
    ct.freq(ct.read(reports, dedup=True), by="source").save("run2.json")
    assert command("verify", "run.json")[0] == 0
    assert command("verify", "run2.json")[0] == 0


def test_sentences_of_a_row_are_as_many_as_were_counted(reports):
    made = ct.freq(ct.read(reports), by="year")
    row = next(i for i, r in enumerate(made) if (r["group"], r["word"]) == ("2020", "产教融合"))
    found = made.sentences(row)
    assert len(found) == made[row]["freq"]
    assert {(r["row"], r["node"], r["date"][:4]) for r in found} == {(row + 1, "产教融合", "2020")}
    assert len(made.sentences(row, most=1)) == 1
    assert len(made.sentences(most=0)) == sum(made.values("freq"))
    with pytest.raises(IndexError):
        made.sentences(len(made))


def test_a_result_is_a_sequence_of_records(reports):
    made = ct.freq(ct.read(reports))
    assert made.columns == ["rank", "word", "freq", "range", "per_million"]
    assert made.units["per_million"] == "per_million"
    assert made[0] == next(iter(made)) == made[:2][0]
    assert made[-1]["rank"] == len(made)
    assert made.notes[0].startswith("per million of ")
    assert "Word frequency" in str(made)
    assert repr(made) == f"<cntext.Result freq: {len(made)} × 5>"
    with pytest.raises(KeyError):
        made.values("frequency")
    with pytest.raises(ct.CntextError, match="no format"):
        made.save("table.xyz")


def test_html_shows_no_more_than_text(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_LANG", "en")
    path = tmp_path / "a.txt"
    path.write_text("<script>产教融合</script>\u202e&\n", encoding="utf-8")
    html = ct.kwic(ct.read(path), "产教融合", match="text")._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
    long = ct.freq(ct.read(ROOT / "corpus"))._repr_html_()
    assert long.count("<tr>") == 31
    assert f"30 of {len(ct.freq(ct.read(ROOT / 'corpus'))):,} rows" in long
    assert "per million of" in long


def test_a_cloud_is_drawn_of_a_result(reports, tmp_path):
    drawn = ct.cloud(ct.freq(ct.read(reports)), width=300, height=200, max_words=10)
    assert drawn._repr_png_().startswith(b"\x89PNG")
    drawn.save(tmp_path / "c.svg")
    assert "产教融合" in (tmp_path / "c.svg").read_text(encoding="utf-8")
    with pytest.raises(ct.CntextError, match="png"):
        drawn.save(tmp_path / "c.gif")


def test_a_chart_is_that_of_the_command(reports, command, tmp_path):
    made = ct.freq(ct.read(reports))
    made.save("table.json")
    made.plot("bar", rows=5, title="词").save("library.svg")  # the JSON does not keep a title
    code, _, said = command("plot", "table.json", "--kind", "bar", "-n", "5", "--title", "词",
                            "-o", "command.svg")  # fmt: skip
    assert code == 0, said
    assert Path("library.svg").read_bytes() == Path("command.svg").read_bytes()
    for kind, wanted in (("circles", "no kind of chart"), ("barcode", "barcode needs")):
        with pytest.raises(ct.CntextError, match=wanted):
            made.plot(kind)


def test_a_library_is_quiet_about_what_went_well(reports, capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ct.freq(ct.read(reports))
    assert capsys.readouterr() == ("", "")


def test_json_of_a_result_is_what_its_records_say(reports):
    made = ct.freq(ct.read(reports))
    made.save("a.json")
    assert json.loads(Path("a.json").read_bytes())["rows"] == list(made)
