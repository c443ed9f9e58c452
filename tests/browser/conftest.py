"""A real browser for the tests of pages: headless Chromium, started and ended here."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Watched:
    """A page, and everything that it did beside being shown."""

    page: object
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """Return messages, requests but the first, and what the policy refused."""
        outside = [url for url in self.requests[1:] if not url.startswith(("data:", "blob:"))]
        return [*outside, *self.messages, *self.page.evaluate("window.violations")]


@pytest.fixture(scope="session")
def chromium():
    """Return the browser, or skip, with the reason, where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: make test sets it up")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Return a function that opens a file from disk and watches what the page does."""
    contexts = []

    def open_(path: Path, *, width=1280, **settings) -> Watched:
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)
        contexts.append(context)
        context.add_init_script(_VIOLATIONS)
        page = context.new_page()
        page.set_default_timeout(20_000)
        watched = Watched(page)
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("console", lambda message: watched.messages.append(message.text))
        page.on("pageerror", lambda error: watched.messages.append(str(error)))
        page.on("dialog", lambda dialog: (watched.messages.append("dialog"), dialog.dismiss()))
        page.goto(path.resolve().as_uri())
        return watched

    yield open_
    for context in contexts:
        context.close()
