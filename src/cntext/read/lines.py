"""Line ends: whatever a file calls one becomes U+000A, so that lines can be numbered."""

from cntext.lazy import pattern

_LINE_END = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"


def unify_lines(text: str) -> str:
    """Return ``text`` with every kind of line end written as a line feed."""
    if not any(end in text for end in _ENDS):  # ten times as fast as to look for them all at once
        return text
    return _LINE_END.sub("\n", text)
