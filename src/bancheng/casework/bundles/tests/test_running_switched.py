"""Answers that are changed: members go and come back with what was filled in for them, and nothing of them is handed in."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.tests.course import SIGN, states
from bancheng.casework.bundles.tests.running import REGISTRATION, SHORT, Running, build_running
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import PDF, PLAN, at, build_stage, material
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, republish
from bancheng.registers.identity import services as identity

pytestmark = pytest.mark.django_db
KIND = body()["questions"][0]
OWN = [{"element": "person_name"}, {"element": "has_staff"}, {"element": "business_area"}]
PICTURE = material("M0001", "店招效果图")


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def members(running: Running, *, when: str = "") -> list[dict[str, Any]]:
    """Those of the bundle; the sign only where somebody opens a shop."""
    labels = {"shop": "营业执照", "food": "食品许可", "sign": "店招"}
    conditions = {"sign": 'shop_kind == "shop"'} | dict.fromkeys(("shop", "food"), when)
    return [
        {"key": key, "item": running.items[key], "label": label, "when": conditions[key], "why": "开商店时"}
        for key, label in labels.items()
    ]


def publish(running: Running, **more: str) -> None:
    written = selectors.written(running.bundle).body
    changed = {"questions": [KIND], "members": members(running, **more)}
    services.save_draft(running.bundle, body=written | changed, by=PLATFORM)
    services.publish(running.bundle, by=PLATFORM)
    running.bundle.refresh_from_db()


def on_condition(**more: str) -> Running:
    """The sign has a field and a paper that no other member asks for."""
    stage = build_stage()
    stage.item(SIGN, questions=[], fields=OWN, materials=[PLAN, PICTURE], stages=SHORT)
    running = build_running(stage)
    publish(running, **more)
    return running


def filled(running: Running) -> str:
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    assert services.save_fields(key, by=citizen, values={"business_area": "66"}) == ()
    services.add_file(key, code="M0001", stream=BytesIO(PDF), name="效果图.pdf", by=citizen)
    return key


def test_what_was_filled_in_for_a_member_is_there_again_when_an_answer_calls_for_it_again() -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = filled(running)
    services.save_answers(key, by=citizen, answers={"shop_kind": "diner"})
    view = selectors.draft(citizen, key)
    assert [one.key for one in view.parts] == ["shop", "food"]
    assert view.field("business_area") is None and view.material("M0001") is None
    # What is filled in meanwhile holds for the member that stands aside too.
    services.save_fields(key, by=citizen, values={"has_staff": "yes"})
    services.add_file(key, code="M0005", stream=BytesIO(PDF + b"2"), name="布局图二.pdf", by=citizen)
    services.save_answers(key, by=citizen, answers={"shop_kind": "shop"})
    view = selectors.draft(citizen, key)
    assert [one.key for one in view.parts] == ["shop", "food", "sign"] and not view.problems
    area, picture = view.field("business_area"), view.material("M0001")
    assert area is not None and str(area.value) == "66"
    assert picture is not None and [one.name for one in picture.view.files] == ["效果图.pdf"]
    services.submit(key, by=citizen, declared=True)
    sign = running.case(key, "sign")
    assert sorted(sign.materials.get(code="M0005").files.values_list("name", flat=True)) == [
        "布局图.pdf",
        "布局图二.pdf",
    ]
    assert running.part(key, "sign").attempt == 1


def test_a_member_that_stands_aside_is_not_handed_in_and_nothing_of_it_is_kept() -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = filled(running)
    services.save_answers(key, by=citizen, answers={"shop_kind": "diner"})
    services.submit(key, by=citizen, declared=True)
    assert states(running, key) == {"shop": "open", "food": "held"}
    assert Case.objects.filter(part_of=key).count() == 2


def test_answers_that_call_for_no_member_at_all_hand_nothing_in() -> None:
    running = on_condition(when='shop_kind == "shop"')
    citizen = running.stage.citizen()
    key = filled(running)
    services.save_answers(key, by=citizen, answers={"shop_kind": "diner"})
    assert not selectors.draft(citizen, key).ready
    with pytest.raises(FormRefused) as refused:
        services.submit(key, by=citizen, declared=True)
    assert ["没有需要办理的事项" in one.sentence for one in refused.value.problems] == [True]
    assert running.row(key).state == "draft" and Case.objects.filter(part_of=key).count() == 3


def test_a_newer_version_leaves_the_numbers_of_its_members_as_those_of_a_first_attempt() -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = filled(running)
    item = ImplementationItem.objects.get(pk=running.items["food"])
    republish(
        item, body(stages=SHORT, materials=[PLAN, REGISTRATION], questions=[KIND], promised={"unit": "workday", "n": 4})
    )
    publish(running)
    services.refresh(key, by=citizen)
    assert set(running.row(key).parts.values_list("attempt", "current")) == {(1, True)}
    services.submit(key, by=citizen, declared=True)
    numbers = Case.objects.filter(part_of=key).exclude(number=None).order_by("number").values_list("number", flat=True)
    assert [number.rpartition("-")[2] for number in numbers] == ["01", "03"]
    running.decide(key, "shop")
    assert (running.case(key, "food").number or "").endswith("-02")


def test_who_may_no_longer_act_for_a_firm_begins_his_own_and_nothing_of_the_firms_is_in_it() -> None:
    running = on_condition()
    owner, helper = running.stage.citizen(), running.stage.person("李秀英", 2)
    firm = identity.register_legal_person(
        uscc="91350100M000100Y43", name="西峡县小满餐饮有限公司", representative=running.stage.person(), by=owner
    )
    held = identity.add_operator(legal_person=firm, person=helper, until=None, by=owner)
    by = running.stage.actor(helper)
    key = running.begin(by)
    services.set_applicant(key, by=by, capacity="operator", uscc=firm.uscc)
    services.save_fields(key, by=by, values={"person_name": "小满餐饮"})
    identity.end_operator(operator=held, by=owner)
    by = running.stage.actor(helper)
    own = services.begin(region=COUNTY, key="catering", by=by)
    view = selectors.draft(by, own)
    name = view.field("person_name")
    assert own != key and view.applicant_name == "李秀英" and name is not None and not name.value
    assert not BundleCase.objects.filter(key=key).exists() and not Case.objects.filter(part_of=key).exists()


def test_whoever_has_many_running_begins_no_further_one_though_he_confirms_it(monkeypatch: pytest.MonkeyPatch) -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = filled(running)
    services.submit(key, by=citizen, declared=True)
    monkeypatch.setattr("bancheng.casework.bundles.services.beginning.MOST_RUNNING", 1)
    with pytest.raises(Refused) as refused:
        services.begin(region=COUNTY, key="catering", by=citizen, again=True)
    assert refused.value.code == "bundles.too_many"


def test_what_is_done_to_running_members_is_not_done_to_those_of_a_draft() -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = filled(running)
    acts: list[Any] = [
        lambda: services.take_back(key, by=citizen),
        lambda: services.drop_member(key, member="sign", reason="不要了", by=citizen),
        lambda: services.resubmit(key, member="sign", by=citizen, declared=True),
        lambda: services.refile(key, member="sign", by=citizen),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "bundles.not_submitted"
    assert states(running, key) == {"shop": "held", "food": "held", "sign": "held"}
    assert set(running.row(key).parts.values_list("ready", flat=True)) == {False}


def test_a_file_handed_in_for_one_member_reaches_a_further_one_though_a_register_answered_for_another() -> None:
    running = on_condition()
    citizen = running.stage.citizen()
    key = services.begin(region=COUNTY, key="catering", by=citizen)
    services.save_answers(key, by=citizen, answers={"shop_kind": "diner"})
    services.add_file(key, code="M0005", stream=BytesIO(PDF), name="布局图.pdf", by=citizen)
    looked_up = running.case(key, "food").materials.get(code="M0005")
    looked_up.files.all().delete()
    looked_up.given = "shared"
    looked_up.save()
    services.save_answers(key, by=citizen, answers={"shop_kind": "shop"})
    line = running.case(key, "sign").materials.get(code="M0005")
    assert [one.name for one in line.files.all()] == ["布局图.pdf"]
