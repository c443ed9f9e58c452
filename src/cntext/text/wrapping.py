"""Text laid out by cell width: a Chinese character takes two."""

import unicodedata

CLOSING = "，。、；：！？）》”…,.;:!?)"
_OPENING = "（《“(["


def cells(text: str) -> int:
    """Return the width of ``text`` on a terminal."""
    return sum(2 if _wide(c) else 1 for c in text)


def cut(text: str, width: int) -> tuple[str, str]:
    """Return the first ``width`` cells of ``text``, which has as many, and the rest."""
    at = next(i for i in range(len(text) + 1) if cells(text[:i]) >= width)
    return text[:at], text[at:]


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells: at spaces, or after a Chinese character.

    A piece that is wider than a line stands on a line of its own.
    """
    lines, line, room = [""], "", width
    for piece in _pieces(text):
        if cells(piece.rstrip()) > room and line.strip():
            lines[-1] = line.rstrip()
            lines.append("")
            line = ""
        line += piece if line else piece.lstrip()
        room = width - cells(line)
        lines[-1] = line.rstrip()
    return lines


def _pieces(text: str) -> list[str]:
    """Return the pieces between which a line may break.

    Closing marks stay with what they close, opening marks with what they open, a number with
    what it counts (69 处), and what stands in square brackets stays together.
    """
    pieces: list[str] = []
    bracketed = False
    for character in text:
        if pieces and (bracketed or _joins(pieces[-1], character)):
            pieces[-1] += character
        else:
            pieces.append(character)
        bracketed = character == "[" or (bracketed and character != "]")
    return pieces


def _joins(piece: str, character: str) -> bool:
    """Say whether ``character`` stays with the ``piece`` before it."""
    if character in CLOSING or piece[-1] in _OPENING:
        return True
    if piece[-1] == " ":
        return _wide(character) and piece[-2:-1].isdigit()
    return character == " " or not (_wide(character) or _wide(piece[-1]))


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
