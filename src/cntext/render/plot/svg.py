"""A scene as SVG: no script, no link, nothing from outside."""

from __future__ import annotations

from cntext.render.font import check_glyphs
from cntext.render.plot.scene import HALO, Anchor, Dot, Line, Polygon, Scene, Shape, Text
from cntext.render.plot.style import Look
from cntext.text.safe import safe

# What readers' machines have, for text that is left as text.
FONTS = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def to_svg(scene: Scene, look: Look, *, outlined: bool, size: bool = True) -> str:
    """Return the scene as an SVG element.

    ``outlined``: text is drawn as shapes, the same on every machine and in Word, and carries
    its characters as a label; else it is text, small and selectable, in the reader's font.
    Without ``size`` the element fills what it is put in.
    """
    check_glyphs((text.text for text in scene.texts()), look.face(), scene.title.say("en"))
    wide, high = _n(scene.width), _n(scene.height)
    title = _escape(look.title or scene.title.say(look.lang))
    shown = f' width="{wide}pt" height="{high}pt"' if size else ' width="100%"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"{shown}'
        f' role="img" lang="{look.lang}" aria-label="{title}" font-family="{FONTS}">',
        f"<title>{title}</title><desc>{_escape(scene.origin)}</desc>",
        f'<rect width="{wide}" height="{high}" fill="{scene.ground}"/>',
    ]
    lines += [_drawn(shape) for shape in scene.shapes if not isinstance(shape, Text)]
    lines += _outlined(scene, look) if outlined else [_text(text) for text in scene.texts()]
    return "\n".join([*lines, "</svg>\n"])


def _drawn(shape: Shape) -> str:
    match shape:
        case Polygon(points, fill, opacity, tip):
            clear = "" if opacity == 1 else f' fill-opacity="{_n(opacity)}"'
            return _told(f'<path d="{_path(points)}Z" fill="{fill}"{clear}', "path", tip)
        case Line(points, stroke, width, dash):
            dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
            return (
                f'<path d="{_path(points)}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"'
                f' stroke-linejoin="round" stroke-linecap="round"{dashes}/>'
            )
        case Dot(x, y, radius, fill, ring, tip):
            edge = f' stroke="{ring}" stroke-width="0.8"' if ring else ""
            circle = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"{edge}'
            return _told(circle, "circle", tip)
    raise TypeError(shape)


def _told(start: str, name: str, tip: str) -> str:
    return f"{start}><title>{_escape(tip)}</title></{name}>" if tip else f"{start}/>"


def _path(points: tuple[tuple[float, float], ...]) -> str:
    (x, y), *rest = points
    return f"M{_n(x)} {_n(y)}" + "".join(f"L{_n(a)} {_n(b)}" for a, b in rest)


def _text(text: Text) -> str:
    anchor = "" if text.anchor is Anchor.START else f' text-anchor="{text.anchor.value}"'
    weight = ' font-weight="bold"' if text.bold else ""
    turn = f' transform="rotate(-90 {_n(text.x)} {_n(text.y)})"' if text.turned else ""
    return (
        f'<text x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}" fill="{text.fill}"'
        f"{anchor}{weight}{_halo(text, HALO)}{turn}>{_escape(text.text)}</text>"
    )


def _halo(text: Text, width: float) -> str:
    if not text.halo:
        return ""
    return (
        f' stroke="{text.halo}" stroke-width="{_n(width)}" stroke-linejoin="round"'
        ' paint-order="stroke"'
    )


def _outlined(scene: Scene, look: Look) -> list[str]:
    """Return every text as shapes; those that stand more than once are drawn once."""
    paths = {
        bold: look.face(bold=bold).outlines(
            dict.fromkeys(t.text for t in scene.texts() if t.bold is bold)
        )
        for bold in (False, True)
    }
    lines = []
    for text in scene.texts():
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        back = -shift * look.wide(text.text, 1000, bold=text.bold)
        turn = " rotate(-90)" if text.turned else ""
        place = f"translate({_n(text.x)} {_n(text.y)}){turn} scale({text.size / 1000:g})"
        start = f" translate({_n(back)} 0)" if shift else ""
        lines.append(
            f'<path role="img" aria-label="{_escape(text.text)}" fill="{text.fill}"'
            f'{_halo(text, HALO * 1000 / text.size)} transform="{place}{start}" d="{paths[text.bold][text.text]}"/>'
        )
    return lines


def _escape(text: str) -> str:
    """Return ``text`` for XML, without what XML 1.0 cannot hold."""
    plain = safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        plain = plain.replace(char, f"&{name};")
    return plain


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
