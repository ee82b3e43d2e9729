"""Every page a case passes, with something on it: nothing for axe-core to find, nothing out of the window, in every way of reading."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.conftest import Visit
from tests.browser.reading import CITIZEN_LOGIN, MODES, WIDTHS
from tests.starters.website import Website, environment

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
Addresses = dict[str, str]
ROOT = Path(__file__).resolve().parents[2]
WIDE = 1366
DESKS = {
    "xixiaclerk": (
        "todo/",
        "todo/reports/",
        "cases/",
        "cases/{filed}/",
        "cases/{filed}/accept/",
        "cases/{filed}/supplement/",
        "cases/{filed}/not-accept/",
        "cases/{filed}/tolerance/",
        "cases/{filed}/materials/4/check/",
        "cases/{filed}/papers/",
        "cases/{filed}/originals/",
        "cases/{filed}/verify/",
        "cases/{filed}/pre-review/",
        "cases/{talked}/talks/",
        "cases/{supplemented}/",
        "cases/{tolerated}/",
        "parcels/",
        "parcels/take/",
    ),
    "xixiareviewer": (
        "cases/{accepted}/review/",
        "cases/{accepted}/alike/",
        "cases/{accepted}/procedure/",
        "cases/{accepted}/consult/",
        "cases/{consulted}/",
        "cases/{suspended}/",
        "cases/{suspended}/procedure/end/",
    ),
    "xixiaapprover": (
        "cases/{withdrawing}/",
        "cases/{withdrawing}/withdrawal/consent/",
        "cases/{withdrawing}/withdrawal/decline/",
        "cases/{reviewed}/decide/",
        "cases/{decided}/",
        "cases/{decided}/revoke/",
        "cases/{decided}/correct/",
        "grants/",
        "grants/give/",
        "grants/routes/",
        "grants/routes/set/",
    ),
    "xixiaexaminer": ("consultations/", "cases/{consulted}/answer/"),
    "xixiarepresentative": ("", "inquiries/"),
    "xixiachief": ("commitments/", "commitments/{check}/", "commitments/{check}/outcome/", "commitments/credit/"),
    "xixiawindow": ("assist/", "assist/{help}/", "intake/"),
    "xixiafinance": ("bills/", "bills/{bill}/", "bills/{bill}/refund/", "bills/callbacks/", "reconciliation/", "fees/"),
    "xixiasupervisor": (
        "supervision/",
        "supervision/findings/",
        "supervision/cases/{refused}/",
        "supervision/deviations/",
        "responsibility/",
    ),
    "xixiaresult": ("results/",),
}
"""Who sits where, and the addresses below /work/."""
OWN = {
    "shopkeeper": (
        "/space/cases/",
        "/space/cases/{talked_key}/",
        "/space/cases/{talked_key}/talks/",
        "/space/cases/{supplemented_key}/",
        "/space/cases/{tolerated_key}/",
        "/space/cases/{tolerated_key}/promise/",
        "/space/cases/{accepted_key}/withdraw/ask/",
        "/space/cases/{withdrawing_key}/",
        "/space/cases/{suspended_key}/",
        "/space/cases/{decided_key}/",
        "/space/cases/{refused_key}/",
        "/my/channels/",
    ),
    "payer": ("/my/bills/", "/my/bills/{bill}/", "/paying-online/"),
}
SHOPKEEPER = CITIZEN_LOGIN[0]
LOGINS = {"shopkeeper": SHOPKEEPER, "payer": "411323199605060006"}
MAIN = {
    "xixiaclerk": "/work/todo/",
    "xixiareviewer": "/work/cases/{accepted}/review/",
    SHOPKEEPER: "/space/cases/{supplemented_key}/",
}
"""Where staff spend their day, and what a citizen has to read most closely: looked at in every mode."""


@pytest.fixture(scope="session")
def made(site: Website) -> Addresses:
    """The cases, made once in the product's own database, however many processes test."""
    kept = site.directory / "made.json"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            settings = {"DJANGO_SETTINGS_MODULE": "bancheng.project.settings", "PYTHONPATH": str(ROOT)}
            program = [sys.executable, "-m", "tests.browser.made"]
            told = subprocess.run(
                program, cwd=ROOT, env=environment(site.directory) | settings, capture_output=True, text=True
            )
            assert not told.returncode, told.stderr
            kept.write_text(told.stdout.splitlines()[-1])
    found: Addresses = json.loads(kept.read_text())
    return found


@pytest.mark.parametrize("login", DESKS)
def test_staff_can_read_the_pages_of_a_case(visit: Open, made: Addresses, login: str) -> None:
    assert not visit(who=login).wrong([f"/work/{path.format(**made)}" for path in DESKS[login]], WIDE)


@pytest.mark.parametrize("who", OWN)
def test_citizens_can_read_the_pages_of_their_cases(visit: Open, made: Addresses, who: str) -> None:
    assert not visit(who=LOGINS[who]).wrong([path.format(**made) for path in OWN[who]], WIDE)


@pytest.mark.parametrize("mode", ["elder", "contrast"])
@pytest.mark.parametrize("login", MAIN)
def test_who_sees_badly_can_read_what_he_has_to_do(visit: Open, made: Addresses, login: str, mode: str) -> None:
    assert not visit(cookies=MODES[mode], who=login).wrong([MAIN[login].format(**made)], WIDE)


def test_staff_choose_contrast_and_script_on_any_page_and_come_back_to_it(visit: Open) -> None:
    seen = visit(width=WIDTHS["phone"], who="xixiaclerk")
    page = seen.open("/work/todo/?view=all")
    seen.follow(page.get_by_role("button", name="高对比度").click)
    seen.follow(page.get_by_role("button", name="繁體").click)
    assert page.url.endswith("/work/todo/?view=all")
    assert page.locator("html[data-contrast=high][lang=zh-Hant]").count() == 1
    seen.follow(page.get_by_role("button", name="標準顏色").click)
    assert page.locator("html[data-contrast]").count() == 0


def test_a_number_typed_at_the_top_opens_its_case(visit: Open, made: Addresses) -> None:
    page = (seen := visit(width=WIDE, who="xixiaclerk")).open("/work/")
    page.keyboard.press("/")
    page.keyboard.type(made["accepted"])
    seen.follow(lambda: page.keyboard.press("Enter"))
    assert page.url.endswith(f"/work/cases/{made['accepted']}/")


def test_a_paper_that_is_turned_lies_over_nothing_else(visit: Open, made: Addresses) -> None:
    page = visit(width=WIDE, who="xixiareviewer").open(f"/work/cases/{made['accepted']}/review/")
    page.keyboard.press("r")
    below = "one => one.parentElement.querySelector('figcaption').getBoundingClientRect().top"
    paper = page.locator(".papers .file iframe").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box and box["y"] + box["height"] <= paper.evaluate(below) + 1
