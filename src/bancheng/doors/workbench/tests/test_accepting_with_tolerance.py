"""容缺受理 at the window: the page tells at once, the button waits for the signature, the mark goes on, the draft is filled in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case, SignedScan, Tolerance
from bancheng.doors.workbench.tests.cases_cast import PHOTO, Story, picture
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.catalog.models import Element
from bancheng.registers.catalog.tests.sample import body, published
from bancheng.registers.organisations import selectors as organisations

pytestmark = pytest.mark.django_db
STAGES = [
    {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk"},
    {"key": "review", "name": "材料审查", "kind": "review", "post": "reviewer", "days": 2, "after": ["accept"]},
    {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "days": 1, "after": ["review"]},
    {"key": "deliver", "name": "出件", "kind": "deliver", "post": "result_desk", "days": 0, "after": ["decide"]},
]


@pytest.fixture
def lacking(desk: Desk) -> Story:
    """An item whose only paper may come later."""
    Element.objects.create(code="delivery_method", label="结果怎样领取", kind="text")
    guide = body(
        stages=STAGES,
        materials=[{**PHOTO, "necessity": "tolerable"}],
        questions=body()["questions"][:1],
        fields=[{"element": "person_name"}, {"element": "delivery_method"}],
    )
    return Story(desk, published(desk.world.market, "容缺事项", guide=guide).item_id)


def at(number: str, end: str) -> str:
    return f"/work/cases/{number}/{end}/"


def last_day() -> str:
    return organisations.calendar().add_workdays(today(), 3).isoformat()


def offer(number: str, **more: Any) -> dict[str, Any]:
    row = Case.objects.get(number=number)
    return {
        "act": "offer",
        "version": row.version,
        "line": "1",
        "gap-1": "请补交门头照片",
        "due_on": last_day(),
        "consequence": "逾期未补齐的，依法作出不予批准决定。",
        **more,
    }


def accepted(lacking: Story) -> str:
    number, clerk = lacking.file(), lacking.browser("clerk")
    assert clerk.post(at(number, "tolerance"), offer(number)).status_code == 302
    version = Case.objects.get(number=number).version
    signed = {"act": "sign", "version": version, "name": "王小满", "method": "id_card", "confirmed": "on"}
    signed["words"] = clerk.get(at(number, "tolerance")).context["promise"].words
    for scan in ({}, {"scan": SimpleUploadedFile("承诺书.png", b"not a picture", content_type="image/png")}):
        answer = clerk.post(at(number, "tolerance"), {**signed, **scan})
        assert answer.status_code == 422 and answer.context["sign"].errors["scan"]
    scan = {"scan": SimpleUploadedFile("承诺书.png", picture(), content_type="image/png")}
    stale = clerk.post(at(number, "tolerance"), {**signed, **scan, "words": "0" * 64})
    assert stale.status_code == 422 and "请看过现在的内容" in text(stale)
    scan = {"scan": SimpleUploadedFile("承诺书.png", picture(), content_type="image/png")}
    assert clerk.post(at(number, "tolerance"), {**signed, **scan}).status_code == 302
    answer = clerk.post(at(number, "tolerance"), {"act": "accept", "version": version}, follow=True)
    assert "已容缺受理。" in text(answer) and Case.objects.get(number=number).tolerated
    return number


def test_the_desk_leads_to_the_page_and_accepts_nothing_that_lacks(lacking: Story) -> None:
    number, clerk = lacking.file(), lacking.browser("clerk")
    page = text(clerk.get(at(number, "accept")))
    assert at(number, "tolerance") in page and "还有 1 份可以容缺的没有交" in page
    answer = clerk.post(at(number, "accept"), {"version": Case.objects.get(number=number).version})
    assert answer.status_code == 422 and "容缺受理" in text(answer)


@pytest.mark.demand("APP-14", "APP-15")
def test_three_contents_are_told_on_one_page_and_the_button_waits_for_the_signature(lacking: Story) -> None:
    number, clerk = lacking.file(), lacking.browser("clerk")
    page = text(clerk.get(at(number, "tolerance")))
    assert "disabled" in page and "申请人签署承诺书以后才能容缺受理" in page
    for wrong in ({"gap-1": " "}, {"line": ""}, {"due_on": today().isoformat()}, {"consequence": ""}, {"line": "\x00"}):
        assert clerk.post(at(number, "tolerance"), offer(number, **wrong)).status_code == 422
    assert not Tolerance.objects.exists()
    answer = clerk.post(at(number, "tolerance"), offer(number), follow=True)
    assert "请补交门头照片" in text(answer) and "还没有签署" in text(answer)
    version = Case.objects.get(number=number).version
    refused = clerk.post(at(number, "tolerance"), {"act": "accept", "version": version})
    assert refused.status_code == 422 and "申请人还没有签署" in text(refused)
    unnamed = {"act": "sign", "version": version, "name": "李四", "method": "id_card", "confirmed": "on"}
    assert clerk.post(at(number, "tolerance"), unnamed).status_code == 422


def test_who_was_overtaken_sees_the_page_before_he_accepts(lacking: Story) -> None:
    number, clerk = lacking.file(), lacking.browser("clerk")
    assert clerk.post(at(number, "tolerance"), offer(number)).status_code == 302
    page = clerk.get(at(number, "tolerance"))
    scan = SimpleUploadedFile("承诺书.png", picture(), content_type="image/png")
    signed = {"act": "sign", "version": page.context["accept"]["version"].value(), "name": "王小满", "scan": scan}
    signed |= {"method": "id_card", "confirmed": "on", "words": page.context["promise"].words}
    assert clerk.post(at(number, "tolerance"), signed).status_code == 302
    stale = Case.objects.get(number=number).version
    services.urge(number, by=lacking.actor("supervisor"))
    Case.objects.filter(number=number).update(version=stale + 1)
    answer = clerk.post(at(number, "tolerance"), {"act": "accept", "version": stale})
    assert answer.status_code == 409 and "带着我填的继续办" in text(answer)
    again = dict(answer.context["again"])
    assert again["again"] and again["act"] == "accept"
    shown = clerk.post(at(number, "tolerance"), again)
    assert shown.status_code == 200 and Case.objects.get(number=number).state == "submitted"
    given = {"act": "accept", "version": shown.context["accept"]["version"].value()}
    assert clerk.post(at(number, "tolerance"), given).status_code == 302
    assert Case.objects.get(number=number).tolerated


def test_the_mark_is_seen_in_lists_and_on_the_page_and_the_window_takes_what_comes(lacking: Story) -> None:
    number, reviewer, clerk = accepted(lacking), lacking.browser("reviewer"), lacking.browser("clerk")
    scan = SignedScan.objects.get()
    assert f"/work/cases/{number}/files/{scan.key}/" in text(reviewer.get(f"/work/cases/{number}/"))
    assert reviewer.get(f"/work/cases/{number}/files/{scan.key}/")["Content-Type"] == "image/png"
    for path in ("/work/todo/", "/work/cases/", f"/work/cases/{number}/"):
        assert "容缺</span>" in text(reviewer.get(path)), path
    version = Case.objects.get(number=number).version
    nothing = clerk.post(at(number, "make-up"), {"version": version})
    assert nothing.status_code == 422 and "请补交" in text(nothing)
    photo = SimpleUploadedFile("门头.png", picture(), content_type="image/png")
    answer = clerk.post(at(number, "make-up"), {"version": version, "files-1": photo}, follow=True)
    assert "已经补齐" in text(answer)
    assert clerk.get(at(number, "make-up")).status_code == 403


@pytest.mark.demand("APP-17")
def test_the_draft_refusal_is_filled_in_and_is_not_issued_without_its_reason(lacking: Story, time_machine: Any) -> None:
    number = accepted(lacking)
    due = Tolerance.objects.get().due_at
    time_machine.move_to(due + timedelta(hours=9))
    services.watch()
    drain()
    approver = lacking.browser("approver")
    assert "拟不予决定，等待审批" in text(approver.get(f"/work/cases/{number}/"))
    page = approver.get(at(number, "decide"))
    form = page.context["form"]
    assert form["outcome"].value() == "refused" and "经营场所照片" in form["reason"].value()
    given = {field.html_name: field.value() or "" for field in form}
    assert approver.post(at(number, "decide"), {**given, "reason": " ", "confirm": "yes"}).status_code == 422
    assert Case.objects.get(number=number).decided_at is None
    assert approver.post(at(number, "decide"), {**given, "confirm": "yes"}).status_code == 302
    made = selectors.staff_case(lacking.actor("approver"), number)
    assert made.decision is not None and made.decision.outcome == "refused" and made.proposed is None
