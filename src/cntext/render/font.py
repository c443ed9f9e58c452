"""The font that pictures are drawn with, and the check that it has every character.

A picture with empty boxes looks finished and is wrong, so a missing glyph is an error
that names the character. The font comes with a dependency, so no machine needs one of
its own. It is one collection with all weights and regions. FreeType reads the Bold of
its Simplified Chinese face straight from the file: 50 openings took 11 ms, because only
the glyphs drawn are loaded. So nothing is subset, instanced or kept in a cache.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from cntext.errors import Both, CheckFailed, CntextError, UsageProblem
from cntext.render.coverage import Characters
from cntext.text.safe import safe

PACKAGE, FILE = "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"
Axes = tuple[tuple[str, float], ...]
REGULAR, BOLD = 400, 700  # the usual names of these weights


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file: what to open and which characters it has.

    ``axes`` are the values of a variable font's axes in the file's order, empty for a
    font that does not vary.
    """

    path: Path
    number: int
    name: str
    glyphs: Mapping[int, int] = field(hash=False, repr=False)
    axes: Axes = ()

    def sized(self, size: float) -> Any:  # noqa: ANN401 (a PIL font; PIL is imported late)
        """Return the face for PIL at ``size`` pixels.

        Basic layout, because it places glyphs by their widths alone, as ``outlines``
        does; Raqm, where installed, would also kern, and PNG and SVG would differ.
        """
        return _load(self.path, self.number, self.axes, size)

    def width(self, char: str) -> float:
        """Return how far ``char`` moves the pen, in thousandths of an em."""
        return float(self.sized(1000).getlength(char))

    def missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that the face has no glyph for, in order."""
        return [char for char in dict.fromkeys(text) if ord(char) not in self.glyphs]

    def shapes(self) -> tuple[Callable[[str], Any], float]:
        """Return a function from a character to its glyph, to be drawn with fontTools' pens,
        and the factor from the font's units to thousandths of an em.
        """
        font = _kept(self.path, self.number)
        shapes = font.getGlyphSet(location=dict(self.axes) or None)

        def shape(char: str) -> Any:  # noqa: ANN401 (fontTools has no types)
            return shapes[font.getGlyphName(self.glyphs[ord(char)])]

        return shape, 1000 / font["head"].unitsPerEm

    def outlines(self, words: Iterable[str]) -> dict[str, str]:
        """Return each word as SVG path data, in a 1000-unit em, y downwards from the baseline."""
        from fontTools.pens.recordingPen import RecordingPen
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        shape_of, scale = self.shapes()
        drawn: dict[str, tuple[Any, float]] = {}  # an outline is computed once, 0.7 ms each
        paths = {}
        for word in words:
            # Whole thousandths of an em: at 300 pixels an error of 0.15 pixel.
            pen, along = SVGPathPen(None, ntos=lambda v: str(round(v))), 0.0
            for char in word:
                if char not in drawn:
                    shape, record = shape_of(char), RecordingPen()
                    shape.draw(record)
                    drawn[char] = record, self.width(char)
                record, width = drawn[char]
                record.replay(TransformPen(pen, (scale, 0, 0, -scale, along, 0)))
                along += width
            paths[word] = pen.getCommands()
        return paths


def find_face(font: Path | None = None, weight: int = BOLD) -> Face:
    """Return the face in ``font``, or the bundled Noto Sans CJK SC, Bold unless asked otherwise.

    In a collection the Simplified Chinese face is taken where there is one, since the
    first is usually Japanese and writes 门 骨 直 another way. A variable font is set to
    ``weight``, or as near as it goes; one that does not vary is taken as it is.
    """
    path = font or _bundled()
    try:
        number, name = _choose(path)
        with _open(path, number) as opened:
            glyphs = _characters(opened)
            axes = tuple(
                (
                    axis.axisTag,
                    _nearest(weight, axis) if axis.axisTag == "wght" else axis.defaultValue,
                )
                for axis in (opened["fvar"].axes if "fvar" in opened else ())
            )
        face = Face(path, number, safe(name), glyphs, axes)
        face.sized(20)
    # A file that is not a font can fail anywhere in two parsers (struct, assert, KeyError).
    except Exception as error:
        raise UsageProblem(
            str(path),
            Both("不能当字体读", f"cannot be read as a font ({type(error).__name__})"),
            Both("--font 要 .ttf、.otf 或 .ttc 文件", "--font takes a .ttf, .otf or .ttc file"),
        ) from error
    return face


def describe_font() -> Both:
    """Return what is drawn with by default, for ``cntext doctor``."""
    face = find_face()
    what, number = f"{face.name} ({face.path.name}", f"{len(face.glyphs):,}"
    return Both(f"{what}，{number} 个字符)", f"{what}, {number} characters)")


class Drawer(Protocol):
    """A face, or several that stand in for one another."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that it has no glyph for."""
        ...


def check_glyphs(words: Iterable[str], face: Drawer, where: str) -> None:
    """Raise CheckFailed, naming words and characters, unless ``face`` can draw them all."""
    lacking = {word: face.missing(word) for word in words}
    bad = {word: chars for word, chars in lacking.items() if chars}
    if not bad:
        return
    chars = list(dict.fromkeys(char for found in bad.values() for char in found))
    named = ", ".join(f"{char} U+{ord(char):04X}" for char in chars[:_NAMED])
    inside = list(bad)[:_NAMED]
    more = len(chars) > _NAMED or len(bad) > _NAMED
    raise CheckFailed(
        where,
        Both(
            f"字体 {face.name} 里没有：{named}（共 {len(chars)} 个字符，见于"
            f" {'、'.join(inside)}{'……' if more else ''}），没有画图",
            f"the font {face.name} has no glyph for {named} (characters: {len(chars)}; in"
            f" {', '.join(inside)}{' …' if more else ''}), so nothing was drawn",
        ),
        Both("用 --font 字体文件 换一种字体", "name a font that has them with --font FILE"),
    )


_NAMED = 10  # as many as fit in a line; the count tells the rest


@lru_cache(maxsize=32)  # words come by size, so the same sizes are asked for in a row
def _load(path: Path, number: int, axes: Axes, size: float) -> Any:  # noqa: ANN401
    from PIL import ImageFont

    basic = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(path), size, index=number, layout_engine=basic)
    if axes:
        font.set_variation_by_axes([value for _, value in axes])
    return font


def _characters(font: Any) -> Mapping[int, int]:  # noqa: ANN401 (fontTools has no types)
    try:
        return Characters(font.reader["cmap"])
    except (ValueError, struct.error):  # an old or a rare format
        return {code: font.getGlyphID(name) for code, name in (font.getBestCmap() or {}).items()}


def _bundled() -> Path:
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / FILE).is_file():
            return path
    raise CntextError(
        PACKAGE,
        Both("没有装好自带的中文字体", "the bundled Chinese font is not installed"),
        Both("重新安装，或用 --font 字体文件", "install again, or use --font FILE"),
    )


def _choose(path: Path) -> tuple[int, str]:
    """Return number and name of the face to use: Simplified Chinese, else the first."""
    from fontTools.ttLib import TTCollection

    with path.open("rb") as file:
        if file.read(4) == b"ttcf":
            file.seek(0)
            names = [face["name"].getDebugName(1) for face in TTCollection(file, lazy=True)]
            number = next((i for i, name in enumerate(names) if f"{name}".endswith(" SC")), 0)
            return number, names[number] or path.name
    with _open(path, -1) as font:
        return 0, font["name"].getDebugName(4) or path.name


@lru_cache(maxsize=1)  # Regular and Bold are of one file, and its tables take 0.5 s to read
def _kept(path: Path, number: int) -> Any:  # noqa: ANN401
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(path.read_bytes()), fontNumber=number, lazy=True)
    # What outlines do without takes fontTools a second to read: widths that vary (PIL knows
    # them), and 65,000 names of glyphs, which only a CFF table needs to be the font's own.
    if "HVAR" in font:
        del font["HVAR"]
    if "CFF " not in font:
        font.setGlyphOrder([f"glyph{i}" for i in range(font["maxp"].numGlyphs)])
    return font


@contextmanager
def _open(path: Path, number: int) -> Iterator[Any]:
    from fontTools.ttLib import TTFont

    # Opened here, because fontTools leaves a file open that it cannot read.
    with path.open("rb") as file, TTFont(file, fontNumber=number, lazy=True) as font:
        yield font


def _nearest(weight: float, axis: Any) -> float:  # noqa: ANN401 (fontTools has no types)
    return float(min(max(weight, axis.minValue), axis.maxValue))
