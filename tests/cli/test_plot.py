"""cntext plot, and charts straight from the commands."""

import json
import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from cntext.cli.plot import KINDS
from cntext.render.plot import KINDS as DRAWN


def test_the_command_names_the_kinds_that_there_are():
    assert tuple(DRAWN) == KINDS


def test_a_saved_table_is_drawn_alike_from_json_csv_and_tsv(cntext, article, tmp_path):
    pictures = {}
    for suffix in ("json", "csv", "tsv"):
        cntext("freq", article, "-o", tmp_path / f"t.{suffix}")
        cntext("plot", tmp_path / f"t.{suffix}", "-o", tmp_path / "t.svg")
        text = (tmp_path / "t.svg").read_text(encoding="utf-8")
        pictures[suffix] = re.sub("<desc>.*</desc>", "", text)  # JSON alone knows its origin
    assert pictures["json"] == pictures["csv"] == pictures["tsv"]
    cntext("freq", article, "-o", tmp_path / "direct.svg")
    direct = (tmp_path / "direct.svg").read_text(encoding="utf-8")
    assert direct.count("<path") == pictures["json"].count("<path")
    assert 'aria-label="产教融合"' in direct


def test_a_picture_says_what_it_was_made_with_and_of(cntext, article, tmp_path):
    cntext("freq", article, "-n", "2", "-o", tmp_path / "t.json")
    digest = json.loads((tmp_path / "t.json").read_bytes())["corpus"]["sha256"]
    cntext("plot", tmp_path / "t.json", "-o", tmp_path / "t.svg")
    cntext("freq", article, "-n", "2", "-o", tmp_path / "direct.svg")
    for name in ("t.svg", "direct.svg"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert f"corpus sha256 {digest}</desc>" in text
        assert "cntext freq" in text


def test_a_table_of_someone_else_is_drawn(cntext, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("省份,学校数\n江苏,90\n'=1+1,20\n", encoding="utf-8")
    text = cntext("plot", path).text
    assert text.splitlines()[0] == "学校数"
    assert text.splitlines()[1].startswith("江苏")
    assert "=1+1" in text


def test_stdin_and_stdout_are_used(cntext, article):
    data = cntext("freq", article, "-f", "json").out
    assert cntext("plot", "-", "-f", "svg", "-o", "-", stdin=data).out.startswith(b"<?xml")
    assert "\n产教融合" in cntext("plot", "-", stdin=data).text


def test_charts_come_straight_from_the_commands(cntext, years, tmp_path):
    for name, arguments in {
        "trend": ["双高", "职业", "--", years],
        "dispersion": ["双高", years],
        "compare": [years, "--by", "source", "--min-freq", "1"],
        "coword": [years, "--within", "document"],
        "freq": [years],
    }.items():
        path = tmp_path / f"{name}.svg"
        cntext(name, *arguments, "-o", path)
        assert path.read_bytes().startswith(b"<?xml"), name


def test_a_trend_is_drawn_over_time_and_a_view_that_was_asked_for_is_kept(cntext, years, tmp_path):
    path = tmp_path / "t.svg"
    cntext("trend", "双高", years, "-o", path)
    assert 'aria-label="2014"' in path.read_text(encoding="utf-8")
    cntext("trend", "双高", years, "--view", "summary", "-o", path)
    assert 'aria-label="2014"' not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize("kind", ["bar", "line", "heatmap"])
def test_text_fits_the_screen(cntext, years, tmp_path, monkeypatch, width, kind):
    cntext("trend", "双高", "职业", "--", years, "--view", "periods", "-o", tmp_path / "t.json")
    monkeypatch.setenv("COLUMNS", width)
    lines = cntext("plot", tmp_path / "t.json", "--kind", kind).text.splitlines()
    assert max(map(cell_len, lines)) <= int(width)
    assert any(line.startswith("双高") for line in lines)


def test_a_line_of_text_shows_the_course_of_a_term(cntext, years, tmp_path):
    cntext("trend", "双高", years, "--view", "periods", "-o", tmp_path / "t.json")
    line = cntext("plot", tmp_path / "t.json").text.splitlines()[1]
    assert line.split()[1][:5] == "·····"  # it comes up in 2015
    assert "█" in line


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "", "is no table"),
        ("b.csv", "a,b\n1\n", "is no table"),
        ("c.csv", "word,freq\n", "it is empty"),
        ("d.json", "{}", "not a table that cntext wrote"),
        ("e.csv", "a,b\nx,y\n", "no terms with a measure"),
        ("f.txt", "只是一段文字", "is no table"),
    ],
)
def test_what_is_no_table_to_draw_is_a_clear_line(cntext, tmp_path, name, text, words):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = cntext("plot", path, "-o", tmp_path / "x.svg", code=2)
    assert words in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("plot freq 语料/", "cntext freq 语料/ -o freq.png"),
        ("plot freq", "cntext freq -o freq.png"),
        ("plot lexicon count 语料/ -o a.svg", "cntext lexicon count 语料/ -o a.svg"),
        ("plot a.json b.json", "a.json first"),
    ],
)
def test_an_analysis_or_two_tables_are_answered_with_what_was_meant(
    cntext, tmp_path, monkeypatch, line, meant
):
    monkeypatch.chdir(tmp_path)
    assert meant in cntext(*line.split(), code=2).err


@pytest.fixture
def explained(cntext, tmp_path):
    """Return the table of why 产教融合 ranks as it does, saved."""
    text = "深化产教融合，推进产教融合。坚持产教融合、校企合作。学校实施产教融合工程。"
    (tmp_path / "page.txt").write_text(text * 3, encoding="utf-8")
    cntext("phrases", tmp_path / "page.txt", "--explain", "产教融合", "-o", tmp_path / "x.json")
    return tmp_path / "x.json"


def test_of_an_explanation_the_points_are_drawn_by_their_names(cntext, explained):
    scored = [r for r in json.loads(explained.read_bytes())["rows"] if r["step"] == "score"]
    assert scored
    said = cntext("plot", explained, "--lang", "zh").text.splitlines()
    assert said[0] == "得分"
    assert len(said) == len(scored) + 1
    assert not re.search("[a-z]", "".join(said))
    english = cntext("plot", explained, "--lang", "en").text
    assert "branching entropy" in english
    assert "total" not in english
    assert "there are: points" in cntext("plot", explained, "--measure", "value", code=2).err
    direct = explained.with_suffix(".svg")
    arguments = ("phrases", explained.with_name("page.txt"), "--explain", "产教融合")
    cntext(*arguments, "--lang", "zh", "-o", direct)
    saved = explained.with_name("saved.svg")
    cntext("plot", explained, "--lang", "zh", "-o", saved)
    labels = [re.findall('aria-label="(.*?)"', p.read_text("utf-8")) for p in (direct, saved)]
    assert labels[0][1:] == labels[1][1:]  # but for the title
    assert "左右熵" in labels[0]


def test_a_picture_of_entities_is_of_their_counts(cntext, article, tmp_path):
    cntext("entities", article, "--lang", "zh", "-o", tmp_path / "e.svg")
    assert 'aria-label="频次"' in (tmp_path / "e.svg").read_text(encoding="utf-8")


def test_the_parts_of_a_cloud_are_called_by_their_names(cntext, tmp_path):
    article, table = tmp_path / "a.txt", tmp_path / "e.json"
    article.write_text("教育部投入3000万元，市教育局投入500万元。", encoding="utf-8")
    cntext("entities", article, "--view", "names", "-o", table)
    for source in (("--from", table), (article, "--of", "entities --view names")):
        for lang, word in (("zh", "金额"), ("en", "money")):
            cntext("cloud", *source, "--panels", "type", "--lang", lang, "-o", tmp_path / "c.svg")
            assert f'aria-label="{word}"' in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_a_table_that_is_called_like_an_analysis_is_drawn(cntext, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cntext("freq", article, "-f", "json", "-o", "freq")
    assert "产教融合" in cntext("plot", "freq").text


def test_a_kind_for_paper_is_not_drawn_as_text(cntext, article, tmp_path):
    cntext("coword", article, "-o", tmp_path / "c.json")
    error = cntext("plot", tmp_path / "c.json", code=2).err
    assert "a network cannot be drawn on a terminal" in error


def test_a_missing_glyph_is_code_3_and_no_picture(cntext, tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("word,freq\n\U00013000,3\n", encoding="utf-8")
    assert "U+13000" in cntext("plot", path, "-o", tmp_path / "g.png", code=3).err
    assert not (tmp_path / "g.png").exists()


def test_the_table_is_never_overwritten(cntext, article, tmp_path):
    path = tmp_path / "t.json"
    cntext("freq", article, "-o", path)
    cntext("plot", path, "-f", "svg", "-o", path, code=2)
    assert json.loads(path.read_bytes())["rows"]


@pytest.mark.slow
def test_the_commands_of_the_gallery_draw_its_pictures(cntext, tmp_path, monkeypatch):
    root = Path(__file__).resolve().parents[2]
    if not (root / "docs" / "gallery.md").is_file():
        pytest.skip("the documents are not here")
    page = (root / "docs" / "gallery.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").symlink_to(root / "corpus")
    (tmp_path / "docs" / "gallery").mkdir(parents=True)
    lines = re.findall(r"^cntext (.*)$", page, re.MULTILINE)
    for line in lines:
        cntext(*shlex.split(line))
    shown = set(re.findall(r"\]\((gallery/[^)]*)\)", page))
    made = {f"gallery/{path.name}" for path in (tmp_path / "docs" / "gallery").iterdir()}
    assert (tmp_path / "report.html").is_file()
    assert shown == made | {"gallery/report.png"}  # a screenshot of report.html
    assert shown == {f"gallery/{path.name}" for path in (root / "docs" / "gallery").iterdir()}
    assert all((root / "docs" / name).stat().st_size <= 200_000 for name in shown)
