"""What is published later reaches drafts, which are told, and leaves what runs as it was filed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.course import one_organ, states, told
from bancheng.casework.bundles.tests.running import SHORT, Running
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import PLAN, at
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM, body, republish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def renew_the_sign(running: Running) -> None:
    """Another guide of the sign, that asks for a second paper, and another version of the bundle with it."""
    item = ImplementationItem.objects.get(pk=running.items["sign"])
    plain = {"questions": [], "stages": SHORT, "fields": [{"element": "person_name"}, {"element": "has_staff"}]}
    form = {**PLAN, "code": "M0001", "name": "店招效果图"}
    republish(item, body(**plain, materials=[PLAN, form], promised={"unit": "workday", "n": 3}))
    written = selectors.written(running.bundle).body
    services.save_draft(running.bundle, body=written, by=PLATFORM)
    services.publish(running.bundle, by=PLATFORM)
    running.bundle.refresh_from_db()


def test_a_running_bundle_keeps_the_guides_it_was_filed_under() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    before = running.case(key, "sign").guide_version_id
    renew_the_sign(running)
    running.decide(key, "shop")
    assert running.case(key, "sign").guide_version_id == before
    assert states(running, key)["food"] == "open"
    assert selectors.running_bundle(citizen, key).version == 1


def test_a_draft_of_the_old_version_is_told_and_moved_with_what_was_filled_in() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    renew_the_sign(running)
    assert selectors.draft(citizen, key).changed
    with pytest.raises(Refused, match="有了新版本") as refused:
        services.submit(key, by=citizen, declared=True)
    assert refused.value.code == "bundles.changed"
    services.refresh(key, by=citizen)
    draft = selectors.draft(citizen, key)
    assert not draft.changed and draft.version == 2
    assert [(one.part, one.key) for one in draft.problems] == [("material", "M0001")]
    kept = draft.field("person_name")
    plan = draft.material("M0005")
    assert kept is not None and kept.value == citizen.name
    assert plan is not None and not plan.view.missing and len(plan.lines) == 3
    assert Case.objects.filter(part_of=key).count() == 3
    services.refresh(key, by=citizen)


def test_a_draft_whose_member_was_cancelled_cannot_be_handed_in() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    cancel(running, "sign")
    draft = selectors.draft(citizen, key)
    assert "店招设置" in draft.gone and not draft.ready
    with pytest.raises((Refused, FormRefused)):
        services.submit(key, by=citizen, declared=True)
    assert running.row(key).state == "draft"
    assert not Case.objects.filter(part_of=key).exclude(state="draft").exists()


def test_what_was_handed_in_before_a_member_was_cancelled_is_decided() -> None:
    running = one_organ()
    key = running.filed()
    cancel(running, "sign")
    running.decide(key, "sign")
    assert states(running, key)["sign"] == "granted"


def test_a_held_member_that_was_cancelled_meanwhile_stops_with_its_reason_and_keeps_the_others_going() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    cancel(running, "food")
    running.decide(key, "shop")
    running.decide(key, "sign")
    part = next(one for one in selectors.running_bundle(citizen, key).parts if one.key == "food")
    assert part.state == "stopped" and "已于" in part.why and "取消" in part.why
    (body,) = told(citizen, "bundles.part_stopped")
    assert "食品许可" in body and "取消" in body
    assert told(citizen, "bundles.part_refused") == [], "nobody can apply for it again"
    assert "食品许可”还在等" not in "".join(told(citizen, "bundles.part_granted"))
    with pytest.raises(Refused, match="不能重新申请"):
        services.refile(key, member="food", by=citizen)
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")


def test_a_bundle_that_was_withdrawn_is_not_begun_and_its_drafts_say_so() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key, filed = running.begin(citizen), running.filed(running.stage.citizen("李秀英", 2))
    services.withdraw(running.bundle, reason="政策调整", by=PLATFORM)
    assert selectors.draft(citizen, key).gone
    with pytest.raises(Refused) as refused:
        services.submit(key, by=citizen, declared=True)
    assert refused.value.code == "bundles.gone"
    with pytest.raises(Refused, match="现在不能办理"):
        services.begin(region="411323000000", key="catering", by=running.stage.citizen("赵六", 3))
    # What runs is finished under the version it holds to.
    running.decide(filed, "shop")
    assert states(running, filed)["food"] == "open"


def cancel(running: Running, member: str) -> None:
    """取消: the item is not offered any more."""
    item = ImplementationItem.objects.get(pk=running.items[member])
    catalog.cancel_item(item=item, on=today(), reason="国务院决定取消", by=PLATFORM)
