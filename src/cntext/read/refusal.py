"""An input that is not taken: raised by readers, listed as a failure by `pages`."""

from __future__ import annotations

from cntext.errors import Both, install_extra


class Refused(Exception):
    """Why one input, or one part of it, is not read: a stable code and a line for people."""

    def __init__(self, code: str, problem: Both, hint: Both | None = None) -> None:
        super().__init__(code)
        self.code, self.problem, self.hint = code, problem, hint


def too_large(most: int) -> Refused:
    """Return the refusal of something over ``most`` bytes."""
    size = f"{most >> 20} MB"
    return Refused(
        "too-large",
        Both(f"超过 {size}", f"is larger than {size}"),
        Both("请拆成几个文件", "split it into several files"),
    )


def binary() -> Refused:
    """Return the refusal of bytes that are no text."""
    return Refused(
        "binary",
        Both("不是文本文件（含二进制数据）", "is not text (binary data)"),
        Both("请给出文本、网页或文档文件", "give a text, web or document file"),
    )


def missing_extra(extra: str, package: str) -> Refused:
    """Return the refusal of a format whose library is not installed."""
    return Refused(
        "missing-extra",
        Both(f"读这种文件需要 {package}", f"reading this format needs {package}"),
        install_extra(extra),
    )
