"""Draw the pictures of docs/gallery.md again, by the commands that stand above them.

python tools/gallery.py            all of them
python tools/gallery.py NAME ...   those whose command or picture has NAME in it
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "gallery.md"
_COLOURS = 64  # of a PNG: more are not told apart on a page
_REPORT = "docs/gallery/report.png"  # a screenshot, of what the command for report.html writes
_SIZE = {"width": 1200, "height": 800}


def commands(page: str) -> list[list[str]]:
    """Return the commands of the page, each as its arguments after ``cntext``."""
    return [shlex.split(line) for line in re.findall(r"^cntext (.*)$", page, re.MULTILINE)]


def main(names: list[str]) -> int:
    """Run the commands in a folder of their own and copy the pictures to where they are shown."""
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder)
        (inside / "corpus").symlink_to(ROOT / "corpus")
        (inside / "docs" / "gallery").mkdir(parents=True)
        for arguments in commands(PAGE.read_text(encoding="utf-8")):
            if names and not any(name in " ".join(arguments) for name in names):
                continue
            _say(shlex.join(["cntext", *arguments]))
            subprocess.run([sys.executable, "-m", "cntext", *arguments], cwd=inside, check=True)
        if (inside / "report.html").is_file():
            _screenshot(inside / "report.html", inside / _REPORT)
        for picture in sorted((inside / "docs" / "gallery").iterdir()):
            if picture.suffix == ".png":
                _lighten(picture)
            target = ROOT / "docs" / "gallery" / picture.name
            shutil.copyfile(picture, target)
            _say(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} kB")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _lighten(path: Path) -> None:
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _screenshot(page: Path, target: Path) -> None:
    """Photograph the first page as Chromium shows it, with the fonts that this machine has."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        _say("no Chromium: the picture of the report stays as it is")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        view = browser.new_page(viewport=_SIZE, locale="zh-CN")
        view.goto(page.as_uri())
        view.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
