"""Who stops an item, a matter or a version says why, in one line that any database can keep; nothing is cut off silently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM, World, published

Act = Callable[[Any, str], Any]


def _cancel(version: GuideVersion, reason: str) -> Any:
    return services.cancel_item(item=version.item, on=today(), reason=reason, by=PLATFORM)


def _suspend(version: GuideVersion, reason: str) -> Any:
    return services.suspend_item(item=version.item, reason=reason, by=PLATFORM)


def _resume(version: GuideVersion, reason: str) -> Any:
    services.suspend_item(item=version.item, reason="系统升级", by=PLATFORM)
    return services.resume_item(item=version.item, reason=reason, by=PLATFORM)


def _withdraw(version: GuideVersion, reason: str) -> Any:
    return services.withdraw(version=version, reason=reason, by=PLATFORM)


def _cancel_matter(version: GuideVersion, reason: str) -> Any:
    basic = services.create_basic_item(name="无人办理的事项", item_type="01", province="41", by=PLATFORM)
    return services.cancel_basic_item(basic=basic, on=today(), reason=reason, by=PLATFORM)


ACTS: dict[str, tuple[Act, str]] = {
    "cancel": (_cancel, "item.reason"),
    "suspend": (_suspend, "item.reason"),
    "resume": (_resume, "item.reason"),
    "withdraw": (_withdraw, "guide.reason"),
    "cancel_matter": (_cancel_matter, "basic.reason"),
}
UNFIT = {"empty": "", "blank": " \u3000\t", "long": "因" * 201, "nul": "因\x00", "lines": "因\n果", "half": "因\ud800"}


@pytest.mark.parametrize("reason", UNFIT.values(), ids=UNFIT)
@pytest.mark.parametrize("act", ACTS)
def test_a_reason_that_is_blank_too_long_or_unprintable_is_refused(world: World, act: str, reason: str):
    do, code = ACTS[act]
    version = published(world.market)
    with pytest.raises(Refused) as refused:
        do(version, reason)
    assert refused.value.code == code and "200" in str(refused.value)
    row = ImplementationItem.objects.get(pk=version.item_id)
    assert row.cancelled_on is None and row.state == ("suspended" if act == "resume" else "published")
    assert not BasicItem.objects.filter(state="cancelled").exists()
    assert GuideVersion.objects.get(pk=version.pk).state == "published"


@pytest.mark.parametrize("act", ACTS)
def test_a_reason_of_full_length_is_kept_whole_without_its_outer_spaces(world: World, act: str):
    do, _code = ACTS[act]
    do(published(world.market), f" {'因' * 200} ")
    assert Entry.objects.order_by("-pk").filter(facts__reason="因" * 200).exists()
