"""The command ``cloud``: from corpora and saved tables, with its table and its layout."""

import csv
import io
import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageDraw

SMALL = ("--size", "480x270")


@pytest.fixture
def words(tmp_path):
    """Return a saved table that a student has edited."""
    path = tmp_path / "words.csv"
    path.write_text(
        "词语,频次\n产教融合,14\n职业教育,9\n校企合作,7\n乡村振兴,3\n", encoding="utf-8-sig"
    )
    return path


def opened(path):
    return Image.open(io.BytesIO(path.read_bytes()))


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_picture_of_each_kind_is_written(cntext, words, tmp_path):
    for kind, head in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-1"}.items():
        result = cntext("cloud", words, "-o", tmp_path / f"c.{kind}", *SMALL)
        assert "drew 4 words" in result.err
        assert (tmp_path / f"c.{kind}").read_bytes().startswith(head)
    one_line = cntext("cloud", words, "-o", tmp_path / "c.gif", code=2).err
    assert ".png, .svg or .pdf" in one_line


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_saved_table_is_drawn_as_it_stands(cntext, tmp_path, encoding):
    path = tmp_path / "t.tsv"
    path.write_text("word\tfreq\n改革\t3\n开放\t2\n职业教育\t1\n", encoding=encoding)
    cntext("cloud", path, "-o", tmp_path / "c.png", "--table", tmp_path / "own.csv", *SMALL)
    drawn = [(row["word"], float(row["weight"])) for row in rows_of(tmp_path / "own.csv")]
    assert drawn == [("改革", 3), ("开放", 2), ("职业教育", 1)]


def test_a_saved_table_comes_from_a_pipe_too(cntext, article, tmp_path):
    saved = cntext("freq", article, "-f", "json").out
    target = tmp_path / "c.png"
    cntext("cloud", "--from", "-", "-o", target, *SMALL, stdin=saved)
    cntext("cloud", article, "-o", tmp_path / "d.png", *SMALL)
    assert target.read_bytes() == (tmp_path / "d.png").read_bytes()


def test_a_column_of_a_saved_table_colours_it_with_a_legend(cntext, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("词,频次,类别\n改革,3,经济\n开放,2,经济\n学校,2,教育\n", encoding="utf-8")
    own = tmp_path / "own.json"
    line = ("cloud", path, "-o", tmp_path / "c.svg", "--table", own, *SMALL)
    cntext(*line, "--color-by", "类别")
    rows = json.loads(own.read_bytes())["rows"]
    assert {row["group"]: row["colour"] for row in rows}.keys() == {"经济", "教育"}
    assert len({(row["group"], row["colour"]) for row in rows}) == 2
    assert "■ 经济" in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "类别" in cntext(*line, "--color-by", "没有", code=2).err


def test_every_command_of_words_writes_a_picture_by_its_suffix(cntext, article, tmp_path):
    for kind, head in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-1"}.items():
        cntext("freq", article, "-o", tmp_path / f"f.{kind}")
        assert (tmp_path / f"f.{kind}").read_bytes().startswith(head)


def test_a_corpus_in_a_csv_is_still_counted(cntext, tmp_path):
    path = tmp_path / "corpus.csv"
    path.write_text("title,text\n甲,深化产教融合。产教融合好。\n", encoding="utf-8")
    cntext("cloud", path, "-o", tmp_path / "c.png", "--table", tmp_path / "own.csv", *SMALL)
    assert rows_of(tmp_path / "own.csv")[0]["word"] == "产教融合"


def test_any_table_is_drawn_with_its_own_options(cntext, years, tmp_path):
    for of in (
        "freq --by source",
        "keywords",
        "compare --target-where year>=2015 --direction both --min-freq 1 --resample 0",
        "trend --min-freq 5",
        "ngrams --min-freq 2",
        "lexicon count",
    ):
        target = tmp_path / "c.png"
        cntext("cloud", years, "--of", of, "-o", target, "--min-length", "1", *SMALL)
        assert opened(target).size == (480, 270)
        target.unlink()
    assert "nothing" in cntext("cloud", years, "--of", "nothing", code=2).err
    assert "--no-such" in cntext("cloud", years, "--of", "freq --no-such", code=2).err
    assert "quotation" in cntext("cloud", years, "--of", "freq '", code=2).err


def test_the_two_sides_of_a_comparison_stand_apart(cntext, years, tmp_path):
    of = "compare --target-where year>=2015 --direction both --min-freq 1 --resample 0"
    line = ("cloud", years, "--of", of, "-o", tmp_path / "c.svg", "--min-length", "1", *SMALL)
    data = cntext(*line, "-f", "json").json
    sides = {row["panel"] for row in data["rows"]}
    assert sides == {"+", "−"}
    for row in data["rows"]:
        assert (row["x"] < 240) == (row["panel"] == "+"), row
    assert data["params"]["of"][0] == "compare"
    assert "arguments" not in data["params"]
    mixed = cntext(*line, "-f", "json", "--panels", "none").json
    assert {row["panel"] for row in mixed["rows"]} == {None}


def test_the_table_says_what_was_left_out_and_why(cntext, tmp_path):
    path = tmp_path / "t.csv"
    long = "中华人民共和国职业教育法" * 9
    words = "".join(f"{chr(0x4E00 + i)}字,{50 - i}\n" for i in range(40))
    path.write_text(f"word,freq\n{long},60\n{words}", encoding="utf-8")
    own = tmp_path / "own.json"
    line = ("cloud", path, "-o", tmp_path / "c.png", "--table", own, "--max-words", "39")
    err = cntext(*line, "--size", "64x64").err
    assert "left out" in err
    rows = json.loads(own.read_bytes())["rows"]
    assert len(rows) == 41
    reasons = {row["word"]: row["reason"] for row in rows if not row["drawn"]}
    assert reasons[long] == "too_long"
    assert sum(reason == "max_words" for reason in reasons.values()) == 2
    assert "no_room" in reasons.values()
    assert all(row["font_px"] is None for row in rows if not row["drawn"])


def test_a_layout_is_kept_and_drawn_from(cntext, words, tmp_path):
    layout, first, again = tmp_path / "l.json", tmp_path / "a.svg", tmp_path / "b.svg"
    cntext("cloud", words, "-o", first, "--layout", layout, *SMALL)
    before = layout.read_bytes()
    cntext("cloud", words, "-o", again, "--layout", layout, *SMALL)
    assert again.read_bytes() == first.read_bytes()
    cntext("cloud", "-o", again, "--layout", layout, "--palette", "jade", *SMALL)
    assert again.read_bytes() != first.read_bytes()
    places = [
        [g.get("transform") for g in ET.fromstring(p.read_bytes())[3:]]  # noqa: S314 (our own)
        for p in (first, again)
    ]
    assert places[0] == places[1]
    assert layout.read_bytes() == before


def test_a_layout_of_other_numbers_is_refused(cntext, words, tmp_path):
    layout = tmp_path / "l.json"
    cntext("cloud", words, "-o", tmp_path / "a.png", "--layout", layout, *SMALL)
    words.write_text("word,freq\n产教融合,15\n", encoding="utf-8")
    target = tmp_path / "b.png"
    result = cntext("cloud", words, "-o", target, "--layout", layout, *SMALL, code=2)
    assert "other words or values" in result.err
    assert not target.exists()


def test_a_mask_is_previewed_without_reading_anything(cntext, tmp_path):
    image = Image.new("RGB", (200, 100), (250, 248, 240))
    ImageDraw.Draw(image).ellipse((20, 10, 180, 90), fill="navy")
    image.save(tmp_path / "mask.png")
    target = tmp_path / "preview.png"
    result = cntext(
        "cloud", "no-such-path", "--mask", tmp_path / "mask.png", "--preview", "-o", target
    )
    assert "of the canvas" in result.err
    shown = opened(target).convert("L")
    wide, high = shown.size
    assert wide == pytest.approx(2 * high, rel=0.02)
    assert shown.getpixel((wide // 2, high // 2)) < 60
    assert shown.getpixel((3, 3)) == 255
    assert "--mask" in cntext("cloud", "--preview", code=2).err


@pytest.mark.parametrize(
    ("size", "want"),
    [("a4", (2480, 3508)), ("A4-Landscape", (3508, 2480)), ("square", (2400, 2400)), ("300×200", (300, 200))],
)  # fmt: skip
def test_sizes_have_names(cntext, words, tmp_path, size, want):
    cntext("cloud", words, "-o", tmp_path / "c.png", "--size", size)
    image = opened(tmp_path / "c.png")
    assert image.size == want
    assert image.info["dpi"] == pytest.approx((300, 300), abs=1)


def test_no_output_is_an_input_or_another_output(cntext, words, tmp_path):
    assert "input" in cntext("cloud", words, "--table", words, code=2).err
    png = tmp_path / "c.png"
    assert "twice" in cntext("cloud", words, "-o", png, "--table", png, code=2).err
    assert "suffix" in cntext("cloud", words, "-o", png, "--table", tmp_path / "t.doc", code=2).err
    assert not png.exists()


HOSTILE = (
    '</svg><script>alert(1)</script>,9\n""" onload=""x",8\n]]>&amp;<!--,7\n=cmd|\' /C calc\'!A0,6\n'
)


def test_hostile_words_and_names_never_become_markup(cntext, tmp_path):
    path = tmp_path / "<script>&x.csv"
    path.write_text("word,freq\n" + HOSTILE, encoding="utf-8")
    for kind in ("svg", "pdf", "png"):
        target = tmp_path / f"c.{kind}"
        own = tmp_path / "own.csv"
        cntext(
            "cloud", path, "-o", target, "--table", own, "--title", "<b>&\x1b[31m]]>", "--source", '"/><a href="javascript:0">',
        )  # fmt: skip
        data = target.read_bytes()
        if kind == "svg":
            tags = {e.tag.rpartition("}")[2] for e in ET.fromstring(data).iter()}  # noqa: S314
            assert tags <= {"svg", "title", "desc", "rect", "g", "path"}
        if kind == "pdf":
            assert b"JavaScript" not in data
            assert b"javascript" not in data
        assert not any(cell.startswith("=") for row in rows_of(own) for cell in row.values())


def test_control_characters_in_words_are_shown_not_sent(cntext, tmp_path):
    path = tmp_path / "t.json"
    path.write_text(json.dumps([{"word": "\x1b[31m红\u202e", "n": 3}]), encoding="utf-8")
    cntext("cloud", "--from", path, "-o", tmp_path / "c.svg", *SMALL)
    text = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "\\x1b[31m红" in text
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert "\u202e" not in text


def test_two_processes_draw_the_same_bytes(article, tmp_path):
    found = set()
    for seed in ("0", "7"):
        target = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "cntext",
                "cloud",
                article,
                "-o",
                target,
                "--shape",
                "map",
                "-q",
            ],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        found.add(target.read_bytes())
    assert len(found) == 1
