"""The project file: what it sets, what overrules it, how its faults are told, its recipes."""

import json

import pytest

from cntext.cli.init import template
from cntext.cli.names import commands, option_name
from cntext.cli.project import load_project
from cntext.cli.settings import variable
from cntext.errors import UsageProblem


@pytest.fixture
def project(tmp_path, monkeypatch, years):
    """Return a function that writes cntext.toml into the current folder, where years/ is."""
    monkeypatch.chdir(tmp_path)

    def write(text: str):
        (tmp_path / "cntext.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_corpus_and_the_options_are_those_of_the_file_and_recorded(cntext, project):
    project('corpus = "years"\nrows = 2\n[defaults.freq]\nby = "source"\n')
    ran = cntext("freq", "-f", "json")
    assert ran.json == cntext("freq", "years", "--by", "source", "-n", "2", "-f", "json").json | {
        "params": ran.json["params"]
    }
    params = ran.json["params"]
    assert params["arguments"] == ["freq", "--by=source", "--rows=2", "--", "years"]
    assert params["settings"]["options"] == ["by", "rows"]
    assert params["settings"]["file"] == "cntext.toml"
    assert "reading years" in ran.err
    assert cntext("seg", "-f", "text", "-q").err == ""


def test_what_is_typed_overrules_the_environment_that_the_file(cntext, project, monkeypatch):
    project('corpus = ["years"]\nmin-freq = 2\n[defaults.freq]\nmin-freq = 3\n')

    def least(*typed: str) -> str:
        return next(
            (
                argument
                for argument in cntext("freq", "-f", "json", *typed).json["params"]["arguments"]
                if argument.startswith("--min-freq")
            ),
            "",
        )

    assert least() == "--min-freq=3"
    monkeypatch.setenv("CNTEXT_MIN_FREQ", "4")
    assert least() == "--min-freq=4"
    monkeypatch.setenv("CNTEXT_FREQ_MIN_FREQ", "5")
    assert least() == "--min-freq=5"
    assert least("--min-freq", "6") == "--min-freq=6"
    assert least("--min-freq", "1") == ""  # the default of the program, asked for


def test_a_result_is_verified_without_the_file_and_the_environment(cntext, project, monkeypatch):
    folder = project('corpus = ["years"]\nstopwords = ["none"]\n')
    monkeypatch.setenv("CNTEXT_BY", "source")
    cntext("freq", "-o", "run.json")
    settings = json.loads((folder / "run.json").read_text("utf-8"))["params"]["settings"]
    assert (settings["environment"], settings["options"]) == (["by"], ["stopwords"])
    monkeypatch.setenv("CNTEXT_BY", "document")
    project("min-freq = 9\n")
    assert "byte for byte" in cntext("verify", "run.json", "-f", "json").text


def test_an_agreement_is_recorded_and_verified_likewise(cntext, project, monkeypatch):
    folder = project("rounds = 20\n")
    for name, codes in (("a.csv", "甲 甲 乙"), ("b.csv", "甲 乙 乙")):
        rows = (f"{i},{code}\n" for i, code in enumerate(codes.split()))
        (folder / name).write_text("id,code\n" + "".join(rows), encoding="utf-8")
    monkeypatch.setenv("CNTEXT_AGREE_SEED", "7")
    cntext("agree", "a.csv", "b.csv", "-o", "run.json")
    params = json.loads((folder / "run.json").read_text("utf-8"))["params"]
    assert params["arguments"] == ["agree", "--rounds=20", "--seed=7", "--", "a.csv", "b.csv"]
    settings = params["settings"]
    assert (settings["environment"], settings["options"]) == (["seed"], ["rounds"])
    monkeypatch.setenv("CNTEXT_AGREE_SEED", "8")
    project("rounds = 30\n")
    assert "byte for byte" in cntext("verify", "run.json", "-f", "json").text


def test_terms_come_before_the_corpus_of_the_file(cntext, project):
    project('corpus = "years"\n')
    assert cntext("kwic", "双高", "-f", "json", "-n", "1").json["total_rows"] == 15
    assert "nothing to look for" in cntext("kwic", code=2).err


def test_named_lists_of_files_and_paths_leave_the_corpus_aside(cntext, project, article):
    folder = project('corpus = "nowhere"\n')
    (folder / "list.txt").write_text("article.txt\n", encoding="utf-8")
    for how in (["article.txt"], ["--files-from", "list.txt"]):
        assert cntext("freq", *how, "-f", "json").json["inputs"]["ok"] == 1
    assert "nowhere" in cntext("freq", code=2).err


def test_several_values_of_a_variable_are_parted_as_in_path(cntext, article, monkeypatch):
    import os

    monkeypatch.setenv("CNTEXT_STOPWORDS", os.pathsep.join(["function", "numerals"]))
    params = cntext("freq", article, "-f", "json").json["params"]
    assert params["stopwords"]["names"] == ["function", "numerals"]


def test_the_language_of_the_file_is_below_the_environment_and_above_the_locale(
    cntext, project, monkeypatch
):
    project('lang = "zh"\n')
    assert "No such command" in cntext("nothing", code=2).err
    monkeypatch.delenv("CNTEXT_LANG")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "没有命令" in cntext("nothing", code=2).err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nmin-frq = 2\n", "cntext.toml:2: min-frq: no such option; did you mean min-freq?"),
        (
            "[defaults.freq]\nformt = 1",
            "cntext.toml:2: formt: no such option; did you mean format?",
        ),
        ("[defaults.frq]\nby = 'year'", "cntext.toml:1: defaults.frq: no such command; did you"),
        ("[recipe]\na = 'freq'", "cntext.toml:1: recipe: no such table; did you mean recipes?"),
        ("min-freq = 'two'", "cntext.toml:1: min-freq: must be an integer of at least 1"),
        ("memory = '2X'", "cntext.toml:1: memory: give a size such as 2G or 500M"),
        ("no-clean = 'yes'", "cntext.toml:1: no-clean: must be true or false"),
        ("unit = 'wrd'", "cntext.toml:1: unit: must be one of word, char"),
        ("lexicon = [1]", "cntext.toml:1: lexicon: must be a list of strings"),
        ("where = 'year>>1'", "--where"),
        ("lang = 'fr'", "cntext.toml:1: lang: must be zh or en"),
        ("output = 'all.csv'", "cntext.toml:1: output: cannot be set here"),
        ("corpus = 3", "cntext.toml:1: corpus: must be a string or a list of strings"),
        ("[defaults]\nby = 'year'", "cntext.toml:2: defaults.by: is no command"),
        ("by = ", "cntext.toml: is no TOML"),
        ("lang = ['zh']", "cntext.toml:1: lang: must be zh or en"),
        ("by = " + "[" * 3000, "cntext.toml: is no TOML (brackets are nested too deeply)"),
        ("by = " + "1" * 5000, "cntext.toml: is no TOML (a number has too many digits)"),
    ],
)
def test_a_fault_of_the_file_is_named_by_line_and_nothing_is_done(cntext, project, text, said):
    project(text)
    failed = cntext("freq", "years", code=2)
    assert failed.out == b""
    assert said in failed.err
    assert failed.err.count("\n") == 1


def test_an_option_of_another_command_is_no_fault(cntext, project):
    project("min-freq = 2\n[defaults.lexicon.count]\nrows = 1\n")
    assert cntext("seg", "years", "-f", "text").out
    assert len(cntext("lexicon", "count", "years", "-f", "jsonl").text.splitlines()) == 1


def test_none_leaves_the_file_out(cntext, project, monkeypatch):
    project("nonsense = 1")
    monkeypatch.setenv("CNTEXT_PROJECT", "none")
    assert cntext("freq", "years", "-n", "1").out


def test_doctor_says_what_holds_what_it_overrules_and_what_sets_nothing(
    cntext, project, monkeypatch
):
    project('corpus = "years"\nmin-freq = 2\n')
    monkeypatch.setenv("CNTEXT_FREQ_BI", "year")
    monkeypatch.setenv("CNTEXT_MIN_FREQ", "4")
    rows = {r["check"]: r for r in cntext("doctor", "-f", "json", code=3).json["rows"]}
    assert rows["--min-freq"]["detail"] == "4 (CNTEXT_MIN_FREQ, over cntext.toml:2)"
    assert not rows["CNTEXT_FREQ_BI"]["ok"]
    assert "CNTEXT_FREQ_BY" in rows["CNTEXT_FREQ_BI"]["detail"]


def test_no_variable_means_two_options():
    meant = {}
    for name, command in commands():
        for option in (option_name(p) for p in command.params if p.param_type_name == "option"):
            for scope in (name, ""):
                assert meant.setdefault(variable(scope, option), (scope, option)) == (scope, option)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_of_the_written_file_holds(cntext, project, tmp_path, lang):
    folder = project("")
    (folder / "cntext.toml").unlink()
    assert "wrote" in cntext("init").err
    assert "left alone" in cntext("init", code=2).err
    examples = "".join(
        line.removeprefix("#") + "\n"
        for line in template(lang, tmp_path / "none").splitlines()
        if not line.startswith("# ")
    )
    project(examples)
    assert len(load_project(folder / "cntext.toml").values) == 3
    rows = {r["check"]: r for r in cntext("doctor", "-f", "json").json["rows"]}
    assert rows["project"]["ok"]
    assert len(cntext("run", "-f", "json").json["rows"]) == 3


def test_a_corpus_of_a_usual_name_is_taken_up(tmp_path):
    (tmp_path / "语料").mkdir()
    (tmp_path / "meta.csv").write_text("file\n")
    assert '\ncorpus = ["语料"]\n' in template("zh", tmp_path)
    assert '\nmeta = "meta.csv"\n' in template("zh", tmp_path)


RECIPES = """
corpus = "years"
[recipes]
both = ["freq -n 1 -f tsv", "seg 'years/2010.txt' -o seg.tsv"]
fails = ["freq nowhere", "freq -o never.tsv"]
"""


def test_a_recipe_runs_its_steps_and_stops_at_the_first_that_fails(cntext, project):
    folder = project(RECIPES)
    assert cntext("run", "both").text.startswith("rank\t")
    assert (folder / "seg.tsv").exists()
    failed = cntext("run", "fails", code=2)
    assert "recipe fails stopped at step 1" in failed.err
    assert not (folder / "never.tsv").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frq", "No such command 'frq'"),
        ("freq --bi year", "No such option '--bi'"),
        ("run both", "is no command"),
        ("freq 'a", "quotation mark"),
        ("", "list of strings"),
    ],
)
def test_recipes_are_looked_over_before_the_first_step(cntext, project, line, said):
    folder = project(f'{RECIPES}late = ["freq -o early.tsv", "{line}"]\n')
    assert said in cntext("run", "late", code=2).err
    assert not (folder / "early.tsv").exists()


def test_an_unknown_recipe_or_a_missing_file_is_said_with_a_way_out(cntext, project, tmp_path):
    project(RECIPES)
    assert "did you mean both?" in cntext("run", "boht", code=2).err
    (tmp_path / "cntext.toml").unlink()
    assert "cntext init" in cntext("run", code=2).err


def test_the_line_of_a_key_is_found_in_its_own_table(tmp_path):
    path = tmp_path / "cntext.toml"
    path.write_text('by = "a"\n[defaults.freq]\n"by" = "b"\n[defaults.seg]\nby = 1\n')
    values = load_project(path).values
    assert [values[name]["by"].line for name in ("", "freq", "seg")] == [1, 3, 5]
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageProblem, match=r"cntext\.toml"):
        load_project(path)


def test_a_command_under_a_command_has_its_own_defaults(cntext, project):
    project('[defaults.code]\nscheme = "strength"\n[defaults.code.schemes]\nformat = "csv"\n')
    assert cntext("code", "schemes", "tone").text.startswith("code,gloss,parent")
