"""The contract: exit codes, one clear line on stderr, nothing half-written."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cntext.cli.language import choose_language
from cntext.compiled import Unusable
from cntext.segment import native


def one_line(err: str) -> str:
    assert "Traceback" not in err
    assert err.startswith("cntext: ")
    return err.splitlines()[0]


def test_a_missing_file_is_named_and_nothing_is_done(cntext, article):
    result = cntext("freq", article, "no-such.txt", code=2)
    assert result.out == b""
    assert "no-such.txt" in one_line(result.err)


def test_an_empty_file_counts_as_nothing_and_is_said(cntext, tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    result = cntext("freq", path, "-f", "json")
    assert result.json["rows"] == []
    assert "empty.txt" in one_line(result.err)


def test_a_text_without_chinese_is_counted_and_remarked(cntext, tmp_path):
    path = tmp_path / "english.txt"
    path.write_text("plain English words", encoding="utf-8")
    result = cntext("freq", path, "-f", "json")
    assert {row["word"] for row in result.json["rows"]} == {"plain", "English", "words"}
    assert "english.txt" in one_line(result.err)
    assert "no Chinese" in result.err


def test_undecodable_bytes_fail_the_file_but_not_the_others(cntext, article):
    bad = article.parent / "bad.txt"
    bad.write_bytes(bytes(range(128, 256)) * 40)
    result = cntext("freq", article.parent, "-f", "json", code=1)
    assert result.json["inputs"]["failed"][0]["path"].endswith("bad.txt")
    assert result.json["rows"]
    assert "bad.txt" in one_line(result.err)
    assert cntext("freq", article.parent, "--on-error", "stop", code=1).out == b""


def test_an_empty_folder_is_a_failure(cntext, tmp_path):
    assert "no readable file" in one_line(cntext("freq", tmp_path, code=1).err)


@pytest.mark.parametrize(
    ("option", "content", "name"),
    [
        ("--userdict", "天安门站 五 n\n", "dict.txt:1"),
        ("--userdict", "长" * 65 + "\n", "dict.txt:1"),
        ("--lexicon", "短\n", "dict.txt"),
    ],
)
def test_a_broken_word_list_is_refused_before_anything_is_read(
    cntext, article, tmp_path, option, content, name
):
    path = tmp_path / "dict.txt"
    path.write_text(content, encoding="utf-8")
    result = cntext("freq", article, option, path, code=2)
    assert result.out == b""
    assert name in one_line(result.err)


def test_a_core_that_is_not_there_is_refused_when_asked_for_and_else_not_missed(
    cntext, article, monkeypatch
):
    def none():
        raise Unusable("no core here")

    with_core = cntext("freq", article, "-f", "tsv").out
    monkeypatch.setattr(native, "core_data", none)
    result = cntext("freq", article, "--engine", "native", code=2)
    assert result.out == b""
    assert "no core here" in one_line(result.err)
    assert cntext("freq", article, "-f", "tsv").out == with_core
    envelope = cntext("freq", article, "-f", "json").json
    assert envelope["tool"]["engine"] == "jieba"
    assert envelope["params"]["engine"] == "auto"


def test_no_words_left_for_a_cloud_is_said_and_nothing_written(cntext, tmp_path):
    path = tmp_path / "punctuation.txt"
    path.write_text("，。！的了", encoding="utf-8")
    target = tmp_path / "cloud.png"
    result = cntext("cloud", path, "-o", target, code=1)
    assert "punctuation.txt" in result.err
    assert "no words to draw" in result.err
    assert not target.exists()


def test_a_cloud_of_nothing_that_could_be_read_gives_no_advice_on_words(cntext, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"no archive")
    said = cntext("cloud", tmp_path / "broken.docx", "-o", tmp_path / "c.png", code=1).err
    assert "no text to draw from" in said
    assert "--min-length" not in said


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        (("freq", "--by"), "'--by' needs a value", "--by 后面要有值"),
        (("freq", "--bby", "x"), "'--bby'; did you mean --by?", "--bby；是不是 --by？"),
        (("freq", "--against", "x"), "No such option '--against'\n", "没有选项 --against\n"),
        (("freq", "-n", "x"), "-n: must be an integer of at least 0", "-n 的值不对"),
        (("verify",), "Missing argument RUN.json", "缺少参数 RUN.json"),
    ],
)
def test_a_wrong_command_line_is_answered_in_one_style_and_names_its_help(
    cntext, arguments, en, zh
):
    for lang, said in (("en", en), ("zh", zh)):
        first, second = cntext("--lang", lang, *arguments, code=2).err.splitlines(keepends=True)
        assert said in first
        assert f"cntext {arguments[0]} --help" in second


def test_a_word_without_a_glyph_is_a_failed_check(cntext, tmp_path):
    path = tmp_path / "rare.txt"
    path.write_text("\U00013000\U00013000 " * 3, encoding="utf-8")  # Egyptian hieroglyphs
    target = tmp_path / "cloud.png"
    result = cntext("cloud", path, "-o", target, "--stopwords", "none", "--min-length", "1", code=3)
    assert "U+13000" in result.err
    assert not target.exists()


def test_usage_errors_say_where_help_is(cntext, article):
    for line in (
        ("freq", "--no-such"),
        ("nothing",),
        ("freq", article, "-n", "x"),
        ("freq", article, "-f", "doc"),
    ):
        result = cntext(*line, code=2)
        assert result.out == b""
        assert "--help" in result.err
        one_line(result.err)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("coword", "--top", "1"), "--top 的值不对：应为 2 到 500 之间的整数"),
        (("compare", "--unit", "no"), "--unit 的值不对：应为 word、char、phrase、concept 之一"),
        (("similar", "--min-score", "2"), "应为 0.001 到 1 之间的数"),
        (("compare", "--smooth", "0"), "应为不小于 0.001 的数"),
        (("freq", "-f", "xlx"), "不是 xlx；是不是 xlsx？"),
        (("freq", "--min-freq", "many"), "应为不小于 1 的整数"),
        (("freq", "--min-freq"), "选项 --min-freq 后面要有值"),
    ],
)
def test_a_wrong_value_is_explained_in_chinese(cntext, article, arguments, says):
    command, *options = arguments
    assert says in cntext("--lang", "zh", command, article, *options, code=2).err.splitlines()[0]


def test_a_field_without_a_value_is_not_offered_as_one(cntext, tmp_path):
    plain = tmp_path / "plain.txt"
    plain.write_text("产教融合。", encoding="utf-8")
    for more in ((), ("--where", 'text contains "产教"')):
        said = cntext("freq", plain, "--by", "source", *more, code=2).err
        assert "did you mean" not in said
        assert "there are: document, path" in said
        assert "source," not in said


def test_an_output_is_never_an_input_a_folder_or_in_a_missing_folder(cntext, article, tmp_path):
    before = article.read_bytes()
    assert "input" in one_line(cntext("freq", article, "-o", article, "-f", "csv", code=2).err)
    assert article.read_bytes() == before
    for target in (tmp_path, tmp_path / "missing" / "x.csv"):
        one_line(cntext("freq", article, "-o", target, "-f", "csv", code=2).err)
    assert "suffix" in one_line(cntext("freq", article, "-o", tmp_path / "x.doc", code=2).err)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["article.txt"]


def test_an_older_result_in_the_folder_that_is_read_is_named_with_the_way_out(
    cntext, article, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    cntext("freq", ".", "-o", "x.csv")
    before = Path("x.csv").read_bytes()
    said = cntext("freq", ".", "-o", "x.csv", code=2).err
    assert "x.csv: lies in a folder that is read" in said
    assert "write into another folder; if it is an older result, remove it first" in said
    assert Path("x.csv").read_bytes() == before
    for paths in (("article.txt",), (".", "article.txt")):  # one that was named is a text
        said = cntext("freq", *paths, "-o", "article.txt", "-f", "csv", code=2).err
        assert "article.txt: is an input file" in said
    Path("x.csv").unlink()
    cntext("freq", ".", "-o", "x.csv")
    assert Path("x.csv").read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "freq in -o in/a.txt -f csv",
        "freq in -o link -f csv",
        "freq in/*.txt -o in/a.txt -f csv",
        "freq --files-from list -o in/a.txt -f csv",
        "freq --files-from list -o list -f csv",
        "freq in --stopwords stop -o stop -f csv",
        "freq in --userdict stop -o stop -f csv",
        "freq in --meta meta -o meta -f csv",
        "freq in --evidence in/a.txt",
        "freq in --duplicates in/a.txt",
        "kwic 开放 in -o in/a.txt -f csv",
        "kwic --terms-from terms in -o terms -f csv",
        "cloud in -o out.png --table in/a.txt",
        "clean in -o out.md --report in/a.txt",
        "clean in -o in",
        "clean in/a.txt -o in",
        "report in -o in/p.html",
    ],
)
def test_what_is_read_is_never_written_over(cntext, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    holds = {
        "in/a.txt": "开放办学。",
        "in/p.html": "<p>开放办学。</p>",
        "in/sub/a.txt": "产教融合。",
        "list": "in/a.txt\n",
        "stop": "的\n",
        "meta": "file,genre\na.txt,甲\n",
        "terms": "开放\n",
    }
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name, text in holds.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link").symlink_to("in/a.txt")
    assert "will not be" in cntext(*line.split(), code=2).err
    assert {p.as_posix(): p.read_text("utf-8") for p in map(Path, holds)} == holds
    assert sorted(p.name for p in Path("in").iterdir()) == ["a.txt", "p.html", "sub"]


@pytest.mark.parametrize(
    "line", ["freq {} --evidence", "freq {} --duplicates", "clean {} --report", "cloud {} --table"]
)
def test_two_results_are_never_one_file(cntext, article, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    name = "t.png" if line.startswith("cloud") else "t.csv"
    words = (*line.format(article.name).split(), f"./{name}", "-o", name)
    assert "would be written twice" in cntext(*words, code=2).err
    assert not (tmp_path / name).exists()


def test_a_device_takes_two_results(cntext, article, tmp_path):
    like, device = os.stat(os.devnull), tmp_path / "null"
    try:  # one of our own: root could replace the system's, should the code be wrong
        os.mknod(device, like.st_mode, like.st_rdev)
        device.open("wb").close()
    except OSError:
        pytest.skip("no device to spare")
    cntext("clean", article, "--report", device, "-o", device, "-f", "csv")
    assert device.is_char_device()


def test_a_result_beside_the_texts_is_written_and_replaced_where_it_is_not_read(
    cntext, tmp_path, monkeypatch
):
    (tmp_path / "a.txt").write_text("开放办学。", encoding="utf-8")
    for name in ("t.svg", ".hidden.csv", "sub/a.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        for _ in range(2):
            cntext("freq", tmp_path, "-o", tmp_path / name)
    cntext("clean", tmp_path, "-o", tmp_path / "sub")
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # a field is no file
        cntext("freq", "a.txt", "--by", "title", "-o", "title", "-f", "csv")
    assert (tmp_path / "sub" / "1.md").exists()


def test_standard_input_is_read_by_name_or_by_pipe(cntext):
    text = "产教融合好。产教融合好。".encode("gb18030")
    for arguments in (("freq", "-"), ("freq",)):
        result = cntext(*arguments, "-f", "json", stdin=text)
        assert result.json["rows"][0]["word"] == "产教融合"
        assert result.json["inputs"]["files"][0]["encoding"] == "gb18030"


def test_standard_input_is_read_once_however_often_it_is_named(cntext, article):
    text = "产教融合好。".encode()
    once = cntext("freq", "-", article, "-f", "json", stdin=text).json
    twice = cntext("freq", "-", article, "-", "-f", "json", stdin=text).json
    assert [file["path"] for file in once["inputs"]["files"]] == ["-", str(article)]
    assert twice["rows"] == once["rows"]
    assert twice["inputs"] == once["inputs"]


def test_messages_speak_the_language_asked_for(cntext):
    assert "没有这个文件" in cntext("freq", "x.txt", "--lang", "zh", code=2).err
    assert "没有选项" in cntext("freq", "--lang", "zh", "--nope", code=2).err
    assert "用法" in cntext("--lang", "zh", "freq", "--help").text
    assert "Usage" in cntext("freq", "--help").text


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"CNTEXT_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh"], {"CNTEXT_LANG": "en"}, "zh"),
        (["freq", "--", "--lang", "zh"], {}, "en"),
        (["--quiet", "trend", "改革", "--", "corpus/", "--lang", "zh"], {}, "zh"),
        (["trend", "改革", "--", "corpus/", "--lang=zh"], {}, "zh"),
        (["kwic", "--", "corpus/", "--", "--lang", "zh"], {}, "en"),
        (["freq", "--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_chosen_by_option_then_environment(arguments, environment, language):
    assert choose_language(arguments, environment) == language


def spawn(*arguments, **kwargs):
    return subprocess.Popen(
        [sys.executable, "-m", "cntext", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **kwargs,
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_end_the_run_quietly(number, code):
    process = spawn("freq", "-", stdin=subprocess.PIPE)
    # More than a pipe holds: once it is written, the process is reading, and waits for more.
    process.stdin.write("产教融合\n".encode() * 100_000)
    process.stdin.flush()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (code, b"", b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_ends_the_run_quietly(article, unbuffered):
    article.write_text("".join(chr(0x4E00 + i) + "，" for i in range(20_000)), encoding="utf-8")
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    process = spawn("seg", article, "-f", "jsonl", env=environment)
    with process.stdout, process.stderr:
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_a_failure(article, unbuffered):
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "cntext", "freq", str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert process.returncode == 1
    assert b"cannot write to standard output" in process.stderr


def test_an_unforeseen_error_is_one_line_and_a_traceback_on_request(cntext, article, monkeypatch):
    from cntext.flow import workshop

    def broken(*_args, **_kwargs):
        raise KeyError("x")

    monkeypatch.setattr(workshop, "build_corpus", broken)
    assert "internal error (KeyError)" in one_line(cntext("freq", article, code=1).err)
    monkeypatch.setenv("CNTEXT_DEBUG", "1")
    assert "Traceback" in cntext("freq", article, code=1).err
