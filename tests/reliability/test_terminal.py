"""On a real terminal: hostile text, names and words are shown, never obeyed."""

import pytest

pytest.importorskip("pty")

HOSTILE = {
    "escapes": "产教\x1b]0;pwned\x07融合\x1b[2J\x1b[31m红\x9b1m产教融合\x1b]52;c;eA==\x07。\n",
    "bidi": "产教融合\u202e反写\u2066\u2069\u200f，产教融合。\n",
    "markup": "产教融合[red]红[/red][link=http://x]链[/link][/foo]:smile: 产教融合。\n",
    "tags": "产教融合\U000e0041\U000e0042\U000e007f隐，产教融合。\n",
    "controls": "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)]))
    + "产教融合\n",
}
COMMANDS = (
    ("freq", "--stopwords", "none"),
    ("seg", "--plain"),
    ("kwic", "产教融合"),
)


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_is_shown_and_not_obeyed(on_a_terminal, obeyed, tmp_path, kind):
    path = tmp_path / "a.txt"
    path.write_text(HOSTILE[kind], encoding="utf-8")
    for command in COMMANDS if kind == "escapes" else COMMANDS[:1]:
        code, shown = on_a_terminal(
            *command, path, "--no-progress"
        )  # a bar of ours moves the cursor
        assert code == 0, shown
        assert obeyed(shown) is None, (command, shown)
        assert "产教" in shown or "融合" in shown
        assert "Traceback" not in shown


def test_markup_is_text(on_a_terminal, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HOSTILE["markup"], encoding="utf-8")
    code, shown = on_a_terminal("seg", "--plain", path)
    assert code == 0
    plain = shown.replace(" ", "").replace("\n", "")
    assert "[/red]" in plain
    assert ":smile:" in plain


@pytest.mark.parametrize(
    "name", ["a\x1b[31m\x07.txt", "b\u202etxt.docx", "[red].txt", "c\n\rd.txt"]
)
def test_names_are_shown_and_not_obeyed(on_a_terminal, obeyed, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(bytes(range(128, 256)) * 40)  # fails, and is named in the message
    code, shown = on_a_terminal("freq", path)
    assert code == 1
    assert obeyed(shown) is None, shown


def test_a_missing_name_is_quoted_too(on_a_terminal, obeyed):
    code, shown = on_a_terminal("freq", "none\x1b]0;x\x07.txt")
    assert code == 2
    assert "\\x1b" in shown
    assert obeyed(shown) is None
