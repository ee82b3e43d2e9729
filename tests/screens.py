"""`make screens`: pictures of the main pages in three modes and two widths, into screens/ (ignored by git).

python tests/screens.py [part of a page's name …]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 - the folder of this script is not the one to import from
from tests.browser.reading import (  # noqa: E402
    CITIZEN_LOGIN,
    DESKS,
    MAIN,
    MODES,
    OTHERS,
    OWN,
    PASSWORD,
    WIDTHS,
    sign_in,
)
from tests.starters.website import ARGUMENTS, NoWebsite, browser_path, prepare, website  # noqa: E402

FOLDER = ROOT / "screens"
WORK = {
    "desk": "/work/",
    "work-items": "/work/items/",
    "work-organisations": "/work/organisations/",
    "work-calendar": "/work/calendar/",
    "work-jobs": "/work/jobs/",
    "work-journal": "/work/journal/",
}


def pages(wanted: list[str]) -> dict[str, str]:
    """Name → address of what is to be drawn; "guide…" are found on the way."""
    all_pages = {**MAIN, **OTHERS, "guide": "guide", "question": "guide materials/", "paper": "guide print/"}
    all_pages |= {
        "apply": "apply",
        "space": "/my/",
        "profile": "/my/profile/",
        "firms": "/my/organisations/",
        **OWN,
        **WORK,
    }
    all_pages |= {name: path for name, (_, path) in DESKS.items()}
    return {name: path for name, path in all_pages.items() if not wanted or any(word in name for word in wanted)}


def draw(page: Any, url: str, name: str, path: str, file: Path) -> str:
    """One picture; "" or what was wrong."""
    if not path.startswith("/"):
        page.goto(url + "/items/?q=食品经营许可（新办）")
        guide = page.locator(".hits a").first.get_attribute("href")
        path = guide.replace("/guide/", "/apply/") if path == "apply" else guide + path.removeprefix("guide").strip()
    answer = page.goto(url + path)
    page.screenshot(path=str(file), full_page=True)
    return "" if answer.status in {200, 404} else f"{name}: {answer.status}"


def looks(browser: Any, url: str) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """For each mode and width a name, and a function from who looks (`kind_of`) to a window in which he is signed in."""
    for mode, cookies in MODES.items():
        for width, pixels in WIDTHS.items():
            opened: dict[str, Any] = {}

            def window(kind: str, cookies: dict[str, str] = cookies, pixels: int = pixels, opened: Any = opened) -> Any:
                if kind not in opened:
                    context = browser.new_context(viewport={"width": pixels, "height": 900}, locale="zh-CN")
                    context.add_cookies([{"name": key, "value": text, "url": url} for key, text in cookies.items()])
                    opened[kind] = context.new_page()
                    if kind:
                        opened[kind].goto(url + ("/login/" if kind == "citizen" else "/work/login/"))
                        sign_in(opened[kind], CITIZEN_LOGIN if kind == "citizen" else (kind, PASSWORD))
                return opened[kind]

            yield f"{mode}-{width}", window


def kind_of(name: str, path: str) -> str:
    """Who looks at the page: a login of the staff, citizen, or "" for a stranger."""
    if path.startswith("/work/"):
        return DESKS[name][0] if name in DESKS else "admin"
    return "citizen" if path.startswith(("/my/", "/space/")) else ""


def main(wanted: list[str]) -> int:
    path = browser_path()
    if not path:
        sys.stderr.write("找不到 Chromium。请安装，或者用 BANCHENG_BROWSER 指明它的位置。\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    chosen, problems, started = pages(wanted), [], time.monotonic()
    total, done = len(chosen) * len(MODES) * len(WIDTHS), 0
    with tempfile.TemporaryDirectory(prefix="bancheng-screens-") as place, sync_playwright() as runner:
        sys.stdout.write("准备演示数据 …\n")
        prepare(Path(place), "xixia-2018")
        with website(Path(place)) as site:
            browser = runner.chromium.launch(executable_path=path, args=ARGUMENTS)
            for look, window in looks(browser, site.url):
                for name, address in chosen.items():
                    wrong = draw(window(kind_of(name, address)), site.url, name, address, FOLDER / f"{name}-{look}.png")
                    problems += [f"{look} {wrong}"] if wrong else []
                    done += 1
                    sys.stdout.write(f"\r{done}/{total} {name}-{look}".ljust(60))
                    sys.stdout.flush()
            browser.close()
    sys.stdout.write(f"\n{total} 张图片在 {FOLDER.name}/，用时 {time.monotonic() - started:.0f} 秒。\n")
    for problem in problems:
        sys.stdout.write(f"打不开：{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NoWebsite as error:
        sys.exit(f"办成没有启动：\n{error}")
