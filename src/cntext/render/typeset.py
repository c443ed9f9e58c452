"""Words as runs of glyphs: with a second font where the first lacks a character, and upright."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cntext.render.font import BOLD, Face, find_face

# Upright characters stand in squares of one em, with a little air, as in vertical printing.
PITCH = 1.04
_MEASURED_AT = 200  # pixels; a 200th of an em is the precision of boxes


class Box(NamedTuple):
    """The ink of a word in ems, from where its baseline begins, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


class Piece(NamedTuple):
    """Some characters of one font on one line: ``x, y`` is where their baseline begins, in ems."""

    face: Face
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts in order of preference: the first that has a character draws it."""

    faces: tuple[Face, ...]

    @property
    def name(self) -> str:
        """The names of the fonts, for messages."""
        return " + ".join(dict.fromkeys(face.name for face in self.faces))

    def missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that no font has, in order."""
        return [char for char in dict.fromkeys(text) if self._face(char) is None]

    def borrowed(self, words: Iterable[str]) -> list[str]:
        """Return the characters that the first font leaves to another, in order."""
        chars = dict.fromkeys(char for word in words for char in word)
        return [char for char in chars if self._face(char) not in (None, self.faces[0])]

    def pieces(self, word: str, upright: bool = False) -> list[Piece]:
        """Return the pieces that ``word`` is drawn of; it must have no missing character."""
        if upright:
            return [
                Piece(face, char, (1 - advance(face, char)) / 2, i * PITCH)
                for i, (face, char) in enumerate(self._runs(word, each=True))
            ]
        pieces, along = [], 0.0
        for face, text in self._runs(word):
            pieces.append(Piece(face, text, along, 0.0))
            along += advance(face, text)
        return pieces

    def box(self, word: str, upright: bool = False) -> Box:
        """Return the box around the ink of ``word``, at least a hundredth of an em each way."""
        boxes = []
        for face, text, x, y in self.pieces(word, upright):
            found = face.sized(_MEASURED_AT).getbbox(text, anchor="ls")
            left, top, right, bottom = (side / _MEASURED_AT for side in found)
            boxes.append((x + left, y + top, x + right, y + bottom))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        left, top = min(lefts), min(tops)
        # A word may have no ink of its own, such as a lone zero-width space.
        return Box(left, top, max(*rights, left + 0.01), max(*bottoms, top + 0.01))

    def length(self, text: str) -> float:
        """Return how long a line of ``text`` is, in ems."""
        return sum(advance(face, run) for face, run in self._runs(text))

    def draw(self, draw: Any, word: Any, colour: str) -> None:  # noqa: ANN401 (PIL's, and a `Placed`)
        """Draw a placed word with ``draw``, a PIL ImageDraw."""
        for face, text, x, y in self.pieces(word.word, word.upright):
            place = (word.x + x * word.size, word.y + y * word.size)
            draw.text(place, text, fill=colour, font=face.sized(word.size), anchor="ls")

    def _runs(self, word: str, each: bool = False) -> Iterator[tuple[Face, str]]:
        run, last = "", None
        for char in word:
            face = self._face(char)
            if run and last and (each or face is not last):
                yield last, run
                run = ""
            run, last = run + char, face
        if last:
            yield last, run

    def _face(self, char: str) -> Face | None:
        return next((face for face in self.faces if ord(char) in face.glyphs), None)


def find_fonts(font: Path | None = None, weight: int = BOLD) -> Fonts:
    """Return ``font`` with the bundled one behind it, which has rare and traditional forms."""
    bundled = find_face(None, weight)
    return Fonts((find_face(font, weight), bundled) if font else (bundled,))


def advance(face: Face, text: str) -> float:
    """Return how long ``text`` is in ``face``, in ems."""
    return float(face.sized(_MEASURED_AT).getlength(text)) / _MEASURED_AT


def can_stand(word: str) -> bool:
    """Say whether ``word`` can be set upright: Chinese characters alone.

    Marks have other forms in vertical text, and Latin letters would lie on their side.
    """
    return len(word) > 1 and all(
        "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or c >= "\U00020000" for c in word
    )
