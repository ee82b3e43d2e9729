"""Whatever is sent to the forms of the catalogue and of its lists, the answer is a page, never an error of the program."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk
from bancheng.ground.law import today
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ItemReview
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, TOWN, published
from bancheng.registers.lists.tests.once_world import item, offices

pytestmark = pytest.mark.django_db

ID_NUMBER = "110101199003070011"
HOSTILE = (
    "",
    "a\x00b",
    "\ud7ff\u202e",
    "=1+1",
    "' OR 1=1 --",
    "长" * 9000,
    "-1",
    "9" * 40,
    "1999-01-01",
    "9999-12-31",
    "2026-02-30",
)
# fmt: off
FIELDS = (
    "on", "basis", "regions", "receivers", "closing", "notice", "reason", "name", "main_item", "list", "region",
    "code", "organ", "edition", "remark", "cancelled", "basics", "outcome", "organisation", "what", "material",
    "stamp", "all", "online", "one_trip", "plan", "improvement", "year", "number", "due_on", "units", "items",
    "note", "delivery", "lines", "kind", "department", "batch", "match", "confirm",
)
# fmt: on
SOUND = {
    "on": "2026-12-31",
    "basis": "新政办〔2026〕8号",
    "regions": TOWN,
    "reason": "依法",
    "name": "食品经营许可",
    "list": "powers",
    "region": COUNTY,
    "code": "QL-9",
    "edition": "2026",
    "remark": "调整",
    "outcome": "kept",
    "what": "both",
    "online": "yes",
    "one_trip": "yes",
    "plan": "优化",
    "improvement": "改好",
    "year": "2026",
    "number": "7",
    "due_on": "2026-12-31",
    "note": "改",
    "kind": "law",
    "batch": "2",
    "confirm": "yes",
    "lines": "1,2",
}


@pytest.fixture
def pages(desk: Desk) -> list[str]:
    """The address of every form, each over rows that are there and over rows that are not."""
    offices()
    basic = services.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=[BASIS], by=PLATFORM)
    own = published(desk.world.market, basic=basic).item
    key = item(desk.world.market, "用水登记")
    entry = services.enter_upstream(list="licences", code="1", name="甲", edition="1", region=COUNTY, by=PLATFORM)
    review = ItemReview.objects.create(item=own, source="basic", key="1", reason="调整", raised_at=own.updated_at)
    doubt = ItemReview.objects.create(
        item=own, source="suspicion", key="basic:1", reason="疑似", raised_at=own.updated_at
    )
    run = services.start_lint(region=COUNTY, by=PLATFORM)
    stall = published(desk.world.market, "摆摊登记").item
    later = today() + timedelta(days=30)
    change = services.record_change(kind="cancel", item=stall, on=later, basis="文", by=PLATFORM)
    plain = ("upstream-create", "lint", "once-batch-open", "once-inbox", "once-counts", "once-cross-add")
    addressed: tuple[tuple[str, tuple[Any, ...]], ...] = (
        *(("item-record", (own.pk, kind)) for kind in ("hand_down", "take_over", "cancel", "adjust")),
        *(("basic-change", (basic.code,)), ("basic-take-over", (basic.code,)), ("change-withdraw", (change.number,))),
        *((name, (entry.pk,)) for name in ("upstream-entry", "upstream-mark")),
        *(("review-close", (review.pk,)), ("lint-judge", (doubt.pk,)), ("lint-retire", (run.pk,))),
        *((name, (key,)) for name in ("once-confirm", "once-leave", "once-except")),
    )
    return [_url(name) for name in plain] + [_url(name, *args) for name, args in addressed]


def _url(name: str, *args: Any) -> str:
    return reverse(f"workbench:{name}", args=args)


@pytest.fixture
def everything(desk: Desk) -> Client:
    return desk.browser("administrator", number="Root", region=None)


def answered(client: Client, url: str, data: dict[str, Any]) -> None:
    status = client.post(url, data).status_code
    assert status in {200, 302, 403, 404, 422}, (url, status, data)


def test_every_form_takes_any_value_in_any_field(pages: list[str], everything: Client):
    for url in pages:
        answered(everything, url, {})
        for value in HOSTILE:
            answered(everything, url, dict.fromkeys(FIELDS, value))
        for value in ("a\x00b", "长" * 600, ID_NUMBER):
            words = ("basis", "reason", "name", "remark", "note", "plan", "improvement", "code", "notice", "department")
            answered(everything, url, SOUND | dict.fromkeys(words, value))
