"""综合受理 begins with a person: known by number, checked by a method that is recorded, never shown by number again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.intake.visits import LASTS, SALT
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.window import ID_NUMBER, OTHER_ID, Window
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import now
from bancheng.registers.catalog.tests.sample import body, published
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db
USCC = "92411323MA9000001K"


def test_who_is_not_registered_is_asked_for_his_name_and_then_entered_without_an_account(window: Window) -> None:
    asked = window.clerk.post("/work/intake/", {"id_number": ID_NUMBER, "method": "id_card"})
    assert asked.status_code == 422 and "请对照证件填写姓名" in text(asked)
    assert not NaturalPerson.objects.exists()
    handle = window.comes()
    page = text(window.clerk.get(f"/work/intake/at/{handle}/"))
    made = NaturalPerson.objects.get()
    assert made.id_masked in page and "王小满" in page and "138****0001" in page
    assert ID_NUMBER not in page and ID_NUMBER not in handle
    assert "核对居民身份证原件" in page


def test_a_registered_person_needs_his_number_only(window: Window) -> None:
    citizens.person()
    handle = window.comes(name="", phone="")
    assert "王小满" in text(window.clerk.get(f"/work/intake/at/{handle}/"))


def test_a_name_that_does_not_fit_is_refused_without_telling_the_right_one(window: Window) -> None:
    citizens.person("李秀英")
    sent = {"id_number": ID_NUMBER, "method": "id_card", "name": "王小满"}
    answer = window.clerk.post("/work/intake/", sent)
    assert answer.status_code == 422
    assert "姓名与身份号码不一致" in text(answer) and "李秀英" not in text(answer)


@pytest.mark.parametrize("typed", ["411323199003070019", "１１０１０１", "' OR 1=1 --", "\x00", "长" * 500, ""])
def test_what_is_no_number_is_told(window: Window, typed: str) -> None:
    answer = window.clerk.post("/work/intake/", {"id_number": typed, "method": "id_card", "name": "王小满"})
    assert answer.status_code == 422


def test_without_a_method_of_checking_nobody_is_served(window: Window) -> None:
    for method in ("", "by_eye"):
        answer = window.clerk.post("/work/intake/", {"id_number": ID_NUMBER, "method": method, "name": "王小满"})
        assert answer.status_code == 422
    assert not NaturalPerson.objects.exists()


def test_the_method_of_checking_is_recorded_with_the_case_and_in_the_journal(window: Window) -> None:
    key = window.begun(window.comes(method="id_reader"))
    assert Case.objects.get(key=key).identity_method == "id_reader"
    person = NaturalPerson.objects.get()
    entry = Entry.objects.filter(stream__kind="identity.person", stream__key=str(person.pk)).first()
    assert entry is not None and entry.facts["method"] == "身份证阅读器"


def test_a_handle_is_of_one_clerk_and_of_one_hour(window: Window, time_machine: Any) -> None:
    handle = window.comes()
    colleague = window.desk.browser("clerk", number="Second", organisation_id=window.desk.world.market.pk)
    assert colleague.get(f"/work/intake/at/{handle}/").status_code == 404
    assert window.clerk.get(f"/work/intake/at/{handle}x/").status_code == 404
    time_machine.move_to(now() + LASTS + timedelta(seconds=1))
    late = window.clerk.get(f"/work/intake/at/{handle}/")
    assert late.status_code == 422 and "请回到“综合受理”重新核验" in text(late)
    assert SALT not in text(late)


def test_items_are_found_by_pinyin_initials_and_only_those_of_the_desks_organ(window: Window) -> None:
    published(window.desk.world.water, "食品用水报装")
    handle = window.comes()
    page = f"/work/intake/at/{handle}/"
    for words in ("spjy", "食品"):
        found = text(window.clerk.get(page, {"q": words}, headers={"HX-Request": "true", "HX-Target": "items"}))
        assert "食品经营许可" in found and "食品用水报装" not in found
        assert "<html" not in found
    assert "您的窗口没有这个事项" in text(window.clerk.get(page, {"q": "食品用水"}))
    county = window.desk.browser("clerk", number="Whole")
    assert "食品用水报装" in text(county.get(f"/work/intake/at/{window.comes(county)}/", {"q": "食品用水"}))


def test_items_are_found_by_the_words_people_say_and_only_those_of_the_desks_organ(window: Window) -> None:
    for organ in (window.desk.world.market, window.desk.world.water):
        published(organ, f"{organ.name}社会保障卡申领", guide=body(keywords=["社保卡"]))
    page = f"/work/intake/at/{window.comes()}/"
    found = text(window.clerk.get(page, {"q": "社保卡"}, headers={"HX-Request": "true", "HX-Target": "items"}))
    assert f"{window.desk.world.market.name}社会保障卡" in found
    assert f"{window.desk.world.water.name}社会保障卡" not in found


def test_an_item_of_another_organ_cannot_be_begun(window: Window) -> None:
    other = published(window.desk.world.water, "报装用水")
    handle = window.comes()
    answer = window.clerk.post(f"/work/intake/at/{handle}/start/", {"item": other.item_id})
    assert answer.status_code == 404 and not Case.objects.exists()
    for item in ("", "x", "9" * 30, "-1", "999999"):
        assert window.clerk.post(f"/work/intake/at/{handle}/start/", {"item": item}).status_code == 404


def test_a_firm_is_acted_for_by_its_operator(window: Window) -> None:
    handle = window.comes()
    page = f"/work/intake/at/{handle}/for/"
    assert window.clerk.post(page, {"capacity": "operator"}).status_code == 422
    unknown = window.clerk.post(page, {"capacity": "operator", "uscc": USCC})
    assert unknown.status_code == 422
    sent = {"capacity": "operator", "uscc": USCC, "firm_name": "西峡县白羽面馆", "firm_kind": "6"}
    answer = window.clerk.post(page, sent)
    assert answer.status_code == 302, text(answer)
    shown = text(window.clerk.get(answer.headers["Location"]))
    assert "西峡县白羽面馆" in shown and "单位经办人办理" in shown
    case = Case.objects.get(key=window.begun(answer.headers["Location"].split("/")[4]))
    assert case.legal_person is not None and case.applicant is None and case.capacity == "operator"


def test_a_principal_who_is_not_here_is_the_applicant_and_the_agent_files(window: Window) -> None:
    page = f"/work/intake/at/{window.comes()}/for/"
    assert window.clerk.post(page, {"capacity": "agent"}).status_code == 422
    sent = {"capacity": "agent", "principal_name": "李秀英", "principal_id_number": OTHER_ID}
    answer = window.clerk.post(page, sent)
    assert answer.status_code == 302 and OTHER_ID not in answer.headers["Location"]
    case = Case.objects.get(key=window.begun(answer.headers["Location"].split("/")[4]))
    assert case.applicant_name == "李秀英" and case.filer.name == "王小满" and case.capacity == "agent"


def test_a_draft_is_found_again_to_be_gone_on_with(window: Window) -> None:
    handle = window.comes()
    key = window.begun(handle)
    page = text(window.clerk.get(f"/work/intake/at/{handle}/"))
    assert f"/work/intake/{key}/" in page and "接着办" in page


def test_a_second_application_for_the_same_item_is_asked_about(window: Window) -> None:
    first = window.received()
    handle = window.comes()
    assert first.number in text(window.clerk.get(f"/work/intake/at/{handle}/"))
    again = window.clerk.post(f"/work/intake/at/{handle}/start/", {"item": window.item})
    assert again.status_code == 200 and "可能重复申请" in text(again) and first.number in text(again)
    assert Case.objects.count() == 1
    key = window.begun(handle, confirm="yes")
    assert Case.objects.count() == 2
    assert first.number in text(window.clerk.get(f"/work/intake/{key}/"))


def test_whoever_takes_nothing_in_has_no_window(window: Window) -> None:
    for role in ("reviewer", "approver", "result_desk"):
        client = window.desk.browser(role)
        assert client.get("/work/intake/").status_code == 403
        assert client.post("/work/intake/", {"id_number": ID_NUMBER}).status_code == 403
