"""A user dictionary is taken as it was meant, or refused with file and line (D01–D20)."""

import pytest

from cntext.errors import UsageProblem
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.userdict import UserWord, load_userdict

LINE = "天安门站 100 n\n"
WORD = UserWord("天安门站", 100, "n")


@pytest.fixture
def load(tmp_path):
    def load_bytes(data: str | bytes):
        path = tmp_path / "user.txt"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return load_userdict(path)

    return load_bytes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(LINE, [WORD], id="D01 control"),
        pytest.param("\ufeff" + LINE, [WORD], id="D02 BOM"),
        pytest.param("天安门站\t100\tn\n", [WORD], id="D05 tabs"),
        pytest.param("\n \n\u3000\n# 注释\n" + LINE, [WORD], id="D09 blank and comment lines"),
        pytest.param(
            "Edu Trust认证 2000\n", [UserWord("Edu Trust认证", 2000)], id="D10 a space in the word"
        ),
        pytest.param("北京 0\n", [UserWord("北京", 0)], id="D11 frequency 0"),
        pytest.param(LINE.replace("\n", "\r\n"), [WORD], id="D12 CRLF"),
        pytest.param(LINE * 2, [WORD, WORD], id="D13 doubled"),
        pytest.param("", [], id="D14 empty"),
        pytest.param(
            "红\x1b[31m字 5 n\n<script>x 5 n\n[/foo] 5 n\n",
            [
                UserWord("红\x1b[31m字", 5, "n"),
                UserWord("<script>x", 5, "n"),
                UserWord("[/foo]", 5, "n"),
            ],
            id="D15 escapes, tags and markup",
        ),
        pytest.param(
            "".join("人" * n + " 5 n\n" for n in range(2, 64)),
            [UserWord("人" * n, 5, "n") for n in range(2, 64)],
            id="D19 nested prefixes",
        ),
        pytest.param("天安门站\u3000100\u3000n\n", [WORD], id="D20 U+3000"),
        pytest.param("天安门站\xa0100  n  ", [WORD], id="no-break space, no newline"),
        pytest.param("天安门站\n", [UserWord("天安门站")], id="word alone"),
        pytest.param("天安门站 n\n", [UserWord("天安门站", None, "n")], id="word and tag"),
        pytest.param("天安\u200b门站 100 n\n", [WORD], id="zero-width space in the word"),
        pytest.param("100 n\n", [UserWord("100", None, "n")], id="a number as the word"),
        pytest.param("长" * 64 + " 1000000000", [UserWord("长" * 64, 10**9)], id="at the limits"),
    ],
)
def test_what_can_be_understood_is_taken(load, data, words):
    assert list(load(data).words) == words


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(LINE.encode("gbk"), None, "UTF-8", id="D03 GBK"),
        pytest.param(LINE.encode("utf-16"), None, "UTF-8", id="D04 UTF-16"),
        pytest.param(LINE + "天安门站 五 n\n", 2, "'五'", id="D06 frequency in words"),
        pytest.param("天安门站 -5\n", 1, "'-5'", id="D06 negative"),
        pytest.param("天安门站 5.5\n", 1, "'5.5'", id="D06 fraction"),
        pytest.param("天安门站 " + "9" * 5000, 1, "over", id="D07 5,000 digits"),
        pytest.param("天安门站 1000000001", 1, "over", id="one over the limit"),
        pytest.param(
            "\n" + "长" * 30_000 + " 5 n", 2, "longer than 64", id="D08 30,000 characters"
        ),
        pytest.param(bytes(range(256)) * 50, None, "UTF-8", id="D16 binary"),
        pytest.param("a\0b 5 n", 1, "not text", id="NUL"),
        pytest.param("New York\n", 1, "'York'", id="a tag is in small letters"),
        pytest.param("词 \x1b]0;x\x07\n", 1, "\\x1b", id="escapes in the message are shown"),
    ],
)
def test_the_rest_is_refused_with_file_and_line(load, data, line, message):
    with pytest.raises(UsageProblem) as problem:
        load(data)
    said = problem.value.say("en")
    assert message in said
    assert "user.txt" + (f":{line}" if line else "") in problem.value.where
    assert said.isprintable()
    assert problem.value.hint is not None


@pytest.mark.parametrize("name", ["none.txt", "."], ids=["D17 missing", "D18 a folder"])
def test_what_cannot_be_read_is_refused(tmp_path, name):
    with pytest.raises(UsageProblem) as problem:
        load_userdict(tmp_path / name)
    assert problem.value.where == str(tmp_path / name)


def test_name_and_hash_are_kept_for_the_manifest(load):
    dictionary = load(LINE)
    assert dictionary.name == "user.txt"
    assert len(dictionary.sha256) == 64


def test_62_nested_prefixes_are_cut_in_good_time(load):
    dictionary = load("".join("人" * n + " 5 n\n" for n in range(2, 64)))
    assert "".join(JiebaSegmenter([dictionary]).cut("人" * 2000)) == "人" * 2000
