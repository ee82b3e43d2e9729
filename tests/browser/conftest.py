"""A real Chromium on the whole product. Without one these tests are skipped visibly; where one is required, they fail."""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.browser.reading import NARROWEST, PASSWORD, PATIENCE, follow, sign_in
from tests.starters.website import ARGUMENTS, Website, browser_path, prepare, website

REQUIRED = bool(os.environ.get("CI") or os.environ.get("BANCHENG_BROWSER_REQUIRED"))
ROOT = Path(__file__).resolve().parents[2]
WORKER = 180  # seconds until what the worker brings counts as lost
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
ANSWERS = {"/guide/0/": 404}
"""Pages that are looked at although nothing is there."""


@dataclass
class Visit:
    """One person's browser window, and everything in it that went wrong."""

    page: Any
    url: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        answer = self.page.goto(self.url + path, wait_until="load")
        assert answer.status in {200, 404}, (path, answer.status)
        return self.page

    def follow(self, act: Callable[[], object]) -> Any:
        """Do what leads to another document; the page when that one is there whole."""
        return follow(self.page, act)

    def enter(self, login: tuple[str, str], path: str) -> Any:
        """The page behind the login at `path`."""
        return sign_in(self.open(path), login)

    def look_until(self, there: Any) -> None:
        """Load the page anew until the worker has brought what is looked for."""
        end = time.monotonic() + WORKER
        while not there.count():
            assert time.monotonic() < end, self.page.url
            self.page.wait_for_timeout(250)
            self.page.reload()

    def axe(self) -> list[str]:
        """What axe-core finds on the page as it stands: rule and elements."""
        # Not into frames: a scan or paper inside one carries no axe that could answer, and each is waited for.
        self.page.evaluate(_axe())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
        return [
            f"{one['id']}: {'; '.join(' '.join(node['target']) for node in one['nodes'][:4])}"
            for one in found["violations"]
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return wide

    def faults(self, path: str, *widths: int, status: int = 200) -> list[str]:
        """What is wrong with a page, of one load: its answer, what axe finds with everything unfolded at each of the widths,
        how far it runs out of the window at these and at the narrowest."""
        self._wide((*widths, NARROWEST)[0])
        answer = self.page.goto(self.url + path, wait_until="load")
        if answer.status != status:
            return [f"answers {answer.status}"]
        self.page.evaluate(UNFOLD)
        found: list[str] = []
        for width in (*widths, NARROWEST):
            self._wide(width)
            found += [f"at {width}: {one}" for one in self.axe()] if width in widths else []
            if (over := self.overflow()) > 0:
                found.append(f"at {width}: {over} px too wide")
        return found

    def wrong(self, paths: Iterable[str], *widths: int) -> dict[str, list[str]]:
        """The faulty ones of these pages, with their faults."""
        return {path: found for path in paths if (found := self.faults(path, *widths, status=ANSWERS.get(path, 200)))}

    def _wide(self, width: int) -> None:
        if self.page.viewport_size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": 900})


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def program() -> str:
    """Where the browser is."""
    path = browser_path()
    if not path:
        (pytest.fail if REQUIRED else pytest.skip)("no Chromium on this machine")
    return path


@pytest.fixture(scope="module")
def chromium(program: str) -> Iterator[Any]:
    """Closed after each file: its event loop stays in force until then, and inside one Django refuses its database."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """The product on a database prepared once, however many processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "website"
    with (shared.with_suffix(".lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare(shared, "xixia-2018", "xinmi-2021")
    with website(shared) as running:
        yield running


def _state(chromium: Any, site: Website, login: str) -> str:
    """Where the cookies of somebody signed in are kept: he signs in once, however many tests and processes look with his eyes."""
    kept = site.directory / f"signed-in-{login}.json"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            context = chromium.new_context()
            # Staff have letters in their names, citizens their number.
            address = site.url + ("/login/" if login.isdigit() else "/work/login/")
            shown = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', context.request.get(address).text())
            assert shown is not None, address
            form = {"csrfmiddlewaretoken": shown.group(1), "login": login, "password": PASSWORD}
            answer = context.request.post(address, form=form, headers={"Referer": address}, max_redirects=0)
            assert answer.status == 302, (login, answer.status)
            kept.write_text(json.dumps(context.storage_state()))
            context.close()
    return str(kept)


def _watch(visit: Visit) -> None:
    """Console errors (a broken content policy among them), failing scripts, and anything asked of another machine."""
    page, host = visit.page, urlsplit(visit.url).netloc

    def said(message: Any) -> None:
        # A form sent back with its errors answers 422, a page that is none 404: to the browser these are failed loads.
        if message.type in {"error", "warning"} and not re.search("status of 4(04|22)", message.text):
            visit.problems.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: visit.problems.append(str(error)))

    def asked(request: Any) -> None:
        where = urlsplit(request.url)
        if where.scheme in {"http", "https"} and where.netloc != host:
            visit.problems.append(f"asked for {request.url}")

    page.on("request", asked)


@pytest.fixture
def visit(chromium: Any, site: Website) -> Iterator[Callable[..., Visit]]:
    """`visit(width=1280, cookies={"mode": "elder"}, script=True)` opens a new person's browser; its problems fail the test.

    `who` is somebody of the demo cast (a login) who is signed in already.
    """
    opened: list[tuple[Any, Visit]] = []

    def begin(*, width: int = 1280, cookies: dict[str, str] | None = None, script: bool = True, who: str = "") -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            java_script_enabled=script,
            storage_state=_state(chromium, site, who) if who else None,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": name, "value": text, "url": site.url} for name, text in (cookies or {}).items()])
        made = Visit(context.new_page(), site.url)
        _watch(made)
        opened.append((context, made))
        return made

    yield begin
    for context, _ in opened:
        context.close()
    assert not [problem for _, made in opened for problem in made.problems]
