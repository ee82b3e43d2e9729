"""One file on one page at the window: situation, form, materials; received, accepted, told once, or not accepted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.casework.cases.models import Case, SupplementNotice
from bancheng.doors.workbench.tests.cast import PASSWORD, text
from bancheng.doors.workbench.tests.window import PNG, Window, food_guide
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog.tests.sample import PLATFORM, TOWN, published, republish
from bancheng.registers.documents.models import Document
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
NEXT_TOWN = "411323102000"
HTMX = {"HX-Request": "true", "HX-Target": "file"}


def picture(name: str = "申请书.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def upload(window: Window, key: str, line: int = 1, **more: Any) -> Any:
    return window.clerk.post(f"/work/intake/{key}/materials/{line}/", {"act": "upload", "files": picture(), **more})


def test_a_simple_case_is_received_and_accepted_from_one_page(window: Window) -> None:
    key = window.begun()
    window.hand_in(key)
    answer = window.clerk.post(f"/work/intake/{key}/submit/", window.typed(declared="yes", then="accept"))
    case = Case.objects.get(key=key)
    assert answer.status_code == 302 and answer.headers["Location"] == f"/work/cases/{case.number}/papers/"
    assert case.state == "accepted" and case.channel == "window" and case.due_on is not None
    page = text(window.clerk.get(answer.headers["Location"]))
    assert "受理通知书" in page and "正在制作" in page
    drain()
    made = text(window.clerk.get(answer.headers["Location"]))
    assert "收件凭证" in made and "受理通知书" in made and "正在制作" not in made


def test_papers_are_printed_when_they_are_made(window: Window) -> None:
    case = window.received()
    window.clerk.post(f"/work/cases/{case.number}/accept/", {"version": case.version})
    drain()
    page = text(window.clerk.get(f"/work/cases/{case.number}/papers/"))
    assert "正在制作" not in page
    number = Document.objects.get(title="受理通知书").number
    answer = window.clerk.get(f"/work/papers/{number}/")
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")
    other = window.desk.browser("clerk", number="Water", organisation_id=window.desk.world.water.pk)
    assert other.get(f"/work/papers/{number}/").status_code == 404


def test_an_answer_opens_what_it_asks_for_and_nothing_typed_is_lost(window: Window) -> None:
    key = window.begun()
    page = f"/work/intake/{key}/"
    assert "经营面积" not in text(window.clerk.get(page))
    sent = window.typed(**{"a.shop_kind": "diner", "f.person_name": "王小满"})
    part = text(window.clerk.post(page, sent, headers=HTMX))
    assert "经营面积" in part and 'value="王小满"' in part and "<html" not in part
    plain = window.clerk.post(page, sent)
    assert plain.status_code == 302 and "经营面积" in text(window.clerk.get(page))


def test_what_does_not_fit_comes_back_beside_its_field(window: Window) -> None:
    key = window.begun()
    sent = window.typed(**{"a.shop_kind": "diner", "a.business_area": "很大"})
    answer = window.clerk.post(f"/work/intake/{key}/", sent)
    assert answer.status_code == 422 and 'href="#c-a-business_area"' in text(answer)
    sent = window.typed(**{"f.person_name": "王" * 80})
    answer = window.clerk.post(f"/work/intake/{key}/", sent)
    assert answer.status_code == 422 and "王" * 80 in text(answer) and 'href="#c-f-person_name"' in text(answer)


@pytest.mark.parametrize("sent_to", ["", "submit/"])
def test_what_was_typed_when_the_session_ended_is_there_after_the_login(window: Window, sent_to: str) -> None:
    page = f"/work/intake/{window.begun()}/"
    mark = re.search(r'name="form-of" value="([^"]+)"', text(window.clerk.get(page)))
    assert mark
    window.clerk.logout()
    sent = window.typed(**{"form-of": mark.group(1), "f.person_name": "王小满的新名字"})
    away = window.clerk.post(page + sent_to, sent)
    assert away.status_code == 302 and away.headers["Location"].startswith("/work/login/")
    login = {"login": "clerk", "password": PASSWORD, "next": page + sent_to}
    back = window.clerk.post("/work/login/", login)
    shown = text(window.clerk.get(back.headers["Location"]))
    assert "王小满的新名字" in shown and 'value="shop" selected' in shown
    assert "王小满的新名字" not in text(window.clerk.get(page))


def test_what_is_missing_is_listed_with_links_and_the_file_stays_a_draft(window: Window) -> None:
    key = window.begun()
    answer = window.clerk.post(f"/work/intake/{key}/submit/", {"a.shop_kind": "shop"})
    page = text(answer)
    assert answer.status_code == 422 and Case.objects.get(key=key).state == "draft"
    for place in ("#c-f-person_name", "#m1", "#m2"):
        assert f'href="{place}"' in page


def test_without_the_declaration_nothing_is_received(window: Window) -> None:
    key = window.begun()
    window.hand_in(key)
    answer = window.clerk.post(f"/work/intake/{key}/submit/", window.typed())
    assert answer.status_code == 422 and 'href="#declared"' in text(answer)


def test_a_scan_is_uploaded_looked_at_and_taken_back(window: Window) -> None:
    key = window.begun()
    answer = upload(window, key)
    assert answer.headers["Location"] == f"/work/intake/{key}/?line=1#m1"
    page = text(window.clerk.get(f"/work/intake/{key}/?line=1"))
    assert "申请书.png" in page and "签名完整，内容与登记的一致" in page
    file = Case.objects.get(key=key).materials.get(line=1).files.get()
    seen = window.clerk.get(f"/work/cases/{key}/files/{file.key}/")
    assert seen.status_code == 200 and b"".join(seen.streaming_content) == PNG
    assert window.clerk.get(f"/work/cases/{key}/files/{'0' * 32}/").status_code == 404
    other = window.desk.browser("clerk", number="Water", organisation_id=window.desk.world.water.pk)
    assert other.get(f"/work/cases/{key}/files/{file.key}/").status_code == 404
    window.clerk.post(f"/work/intake/{key}/materials/1/", {"act": "remove", "file": file.key})
    assert "申请书.png" not in text(window.clerk.get(f"/work/intake/{key}/"))


@pytest.mark.parametrize(
    "sent",
    [{"act": "upload"}, {"act": "licence", "licence": "别人的"}, {"act": "reuse", "file": "0" * 32}, {"act": "remove"}],
)
def test_a_material_that_cannot_be_taken_so_is_told(window: Window, sent: dict[str, str]) -> None:
    key = window.begun()
    answer = window.clerk.post(f"/work/intake/{key}/materials/1/", sent, follow=True)
    assert answer.status_code == 200 and "notice--bad" in text(answer)


def test_a_line_or_an_act_that_is_not_there_breaks_nothing(window: Window) -> None:
    key = window.begun()
    assert window.clerk.post(f"/work/intake/{key}/materials/99/", {"act": "paper"}).status_code == 302
    assert window.clerk.post(f"/work/intake/{key}/materials/1/", {"act": "burn"}).status_code == 404
    assert window.clerk.get(f"/work/intake/{key}/materials/1/").status_code == 404
    assert window.clerk.get("/work/intake/0123456789abcdef0123456789abcdef/").status_code == 404
    assert window.clerk.get("/work/intake/nobody/").status_code == 404


def test_a_file_that_is_none_is_refused_with_what_to_do(window: Window) -> None:
    key = window.begun()
    bad = SimpleUploadedFile("申请书.png", b"MZ\x90\x00not a picture", content_type="image/png")
    answer = upload(window, key, files=bad)
    page = text(window.clerk.get(answer.headers["Location"]))
    assert "notice--bad" in page and not Case.objects.get(key=key).materials.filter(given="uploaded").exists()


def test_the_guide_republished_meanwhile_is_told_before_the_file_is_received(window: Window) -> None:
    key = window.begun()
    window.hand_in(key)
    republish(window.guide.item, food_guide(summary="换了说法。", notes=["新的注意事项"]))
    page = text(window.clerk.get(f"/work/intake/{key}/"))
    assert "指南从第 1 版换成了第 2 版" in page
    refused = window.clerk.post(f"/work/intake/{key}/submit/", window.typed(declared="yes"))
    assert refused.status_code == 422
    window.clerk.post(f"/work/intake/{key}/refresh/")
    taken = window.clerk.post(f"/work/intake/{key}/submit/", window.typed(declared="yes"))
    assert taken.status_code == 302 and Case.objects.get(key=key).number


def test_a_double_click_receives_one_case(window: Window) -> None:
    key = window.begun()
    window.hand_in(key)
    sent = window.typed(declared="yes")
    first = window.clerk.post(f"/work/intake/{key}/submit/", sent)
    second = window.clerk.post(f"/work/intake/{key}/submit/", sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Case.objects.exclude(number=None).count() == 1


def test_a_draft_is_deleted_after_a_question(window: Window) -> None:
    key = window.begun()
    assert window.clerk.post(f"/work/intake/{key}/discard/").status_code == 200
    assert Case.objects.filter(key=key).exists()
    assert window.clerk.post(f"/work/intake/{key}/discard/", {"confirm": "yes"}).status_code == 302
    assert not Case.objects.filter(key=key).exists()


def test_a_unfit_material_holds_acceptance_up_until_it_is_told(window: Window) -> None:
    case = window.received()
    desk = f"/work/cases/{case.number}/accept/"
    check = f"/work/cases/{case.number}/materials/1/check/"
    assert window.clerk.get(check).status_code == 200
    window.clerk.post(check, {"result": "bad", "note": "没有签名"})
    page = text(window.clerk.get(desk))
    assert "还有 1 份不合格" in page and "没有签名" in page
    refused = window.clerk.post(desk, {"version": Case.objects.get(pk=case.pk).version})
    assert refused.status_code == 422 and Case.objects.get(pk=case.pk).state == "submitted"
    gaps = text(window.clerk.get(f"/work/cases/{case.number}/supplement/"))
    assert "没有签名" in gaps and 'value="1" checked' in gaps


@pytest.mark.demand("CAT-23")
def test_only_materials_of_the_guide_can_be_asked_for(window: Window) -> None:
    case = window.received()
    page = f"/work/cases/{case.number}/supplement/"
    shown = text(window.clerk.get(page))
    assert shown.count('name="line"') == 2
    sent = {"version": case.version, "line": "9", "gap-9": "请提交户口簿", "confirm": "yes"}
    answer = window.clerk.post(page, sent)
    assert answer.status_code == 422 and "不得要求提供清单以外的材料" in text(answer)
    assert not SupplementNotice.objects.exists()
    trace = journal.entries_of(Subject("cases.case", case.key)).filter(verb="request_supplement").get()
    assert trace.refused and trace.actor_key == "staff:clerk"


def test_a_one_off_notice_is_confirmed_numbered_and_its_supplement_is_taken_at_the_window(window: Window) -> None:
    case = window.received()
    page = f"/work/cases/{case.number}/supplement/"
    sent = {"version": case.version, "line": "1", "gap-1": "缺少签名，请补签。"}
    asked = window.clerk.post(page, sent)
    assert asked.status_code == 200 and "请核对" in text(asked) and not SupplementNotice.objects.exists()
    answer = window.clerk.post(page, {**sent, "confirm": "yes"})
    notice = SupplementNotice.objects.get()
    assert answer.headers["Location"] == f"/work/cases/{case.number}/papers/" and notice.paper
    assert notice.paper in text(window.clerk.get(answer.headers["Location"]))
    back = text(window.clerk.get(f"/work/intake/{case.number}/"))
    assert "缺少签名，请补签。" in back and "收下补正材料" in back
    early = window.clerk.post(f"/work/intake/{case.number}/submit/", {"declared": "yes"})
    assert early.status_code == 422
    upload(window, case.number)
    taken = window.clerk.post(f"/work/intake/{case.number}/submit/", {"declared": "yes"})
    assert taken.headers["Location"] == f"/work/cases/{case.number}/accept/"
    assert Case.objects.get(pk=case.pk).state == "submitted"


@pytest.mark.parametrize(
    "sent", [{}, {"line": "1"}, {"line": "x", "gap-x": "缺"}, {"line": "1", "gap-1": " "}, {"line": "²"}]
)
def test_a_notice_without_gaps_or_words_is_not_written(window: Window, sent: dict[str, str]) -> None:
    case = window.received()
    answer = window.clerk.post(
        f"/work/cases/{case.number}/supplement/", {"version": case.version, "confirm": "yes", **sent}
    )
    assert answer.status_code == 422 and not SupplementNotice.objects.exists()


def test_not_accepted_names_the_reason_and_the_right_office_in_a_numbered_paper(window: Window) -> None:
    case = window.received()
    page = f"/work/cases/{case.number}/not-accept/"
    assert window.desk.world.water.name in text(window.clerk.get(page))
    assert window.clerk.post(page, {"version": case.version}).status_code == 422
    sent = {"version": case.version, "ground": "not_competent", "reason": "不属于本机关职权"}
    unnamed = window.clerk.post(page, {**sent, "confirm": "yes"})
    assert unnamed.status_code == 422 and "请写明应当向哪个行政机关申请" in text(unnamed)
    sent["right_office"] = "西峡县自来水公司"
    assert "请核对" in text(window.clerk.post(page, sent))
    assert Case.objects.get(pk=case.pk).state == "submitted"
    answer = window.clerk.post(page, {**sent, "confirm": "yes"})
    assert answer.status_code == 302 and Case.objects.get(pk=case.pk).state == "not_accepted"
    assert Document.objects.filter(title__contains="不予受理").count() == 1


def test_two_clerks_on_one_case_one_wins_and_the_other_is_told_by_whom(window: Window) -> None:
    case = window.received()
    market = window.desk.world.market.pk
    colleague = window.desk.browser("clerk", number="Second", organisation_id=market)
    for client in (window.clerk, colleague):
        assert client.get(f"/work/cases/{case.number}/accept/").status_code == 200
    assert window.clerk.post(f"/work/cases/{case.number}/accept/", {"version": case.version}).status_code == 302
    sent = {"version": case.version, "ground": "not_needed", "reason": "不属于本机关职权", "confirm": "yes"}
    late = colleague.post(f"/work/cases/{case.number}/not-accept/", sent)
    assert late.status_code == 409
    page = text(late)
    assert "周敏" in page and "受理" in page and "不属于本机关职权" in page and f"/work/cases/{case.number}/" in page
    assert Case.objects.get(pk=case.pk).state == "accepted"


def test_a_clerk_of_another_organ_finds_nothing(window: Window) -> None:
    case = window.received()
    draft = window.begun(confirm="yes")
    other = window.desk.browser("clerk", number="Water", organisation_id=window.desk.world.water.pk)
    for page in ("accept", "supplement", "not-accept", "papers", "materials/1/check"):
        assert other.get(f"/work/cases/{case.number}/{page}/").status_code == 404, page
        assert other.post(f"/work/cases/{case.number}/{page}/", {"version": "1"}).status_code == 404, page
    for page in ("", "applicant/", "discard/"):
        assert other.get(f"/work/intake/{draft}/{page}").status_code == 404, page
    for page in ("", "submit/", "discard/", "refresh/"):
        assert other.post(f"/work/intake/{draft}/{page}", {"confirm": "yes"}).status_code == 404, page
    assert Case.objects.filter(key=draft).exists()


@pytest.mark.demand("SEC-16")
def test_a_town_officer_takes_in_and_sees_what_is_of_his_town_only(window: Window) -> None:
    officer = window.desk.browser("town_officer", region=TOWN, organ=window.desk.world.town)
    of_the_county = window.received()
    handle = window.comes(officer)
    assert "食品经营许可" not in text(officer.get(f"/work/intake/at/{handle}/", {"q": "食品"}))
    assert officer.post(f"/work/intake/at/{handle}/start/", {"item": window.item}).status_code == 404
    own = Window(window.desk, published(window.desk.world.town, "宅基地审批", guide=food_guide()), officer)
    of_the_town, draft = own.received(), own.begun(confirm="yes")
    organisations.create_region(code=NEXT_TOWN, name="桑坪镇", by=PLATFORM)
    neighbour = window.desk.browser("town_officer", number="Neighbour", region=NEXT_TOWN)
    mine, next_door = f"/work/cases/{of_the_town.number}/accept/", f"/work/cases/{of_the_county.number}/accept/"
    assert [officer.get(page).status_code for page in (mine, next_door)] == [200, 404]
    for page in (mine, f"/work/intake/{draft}/", f"/work/cases/{of_the_town.number}/papers/"):
        assert neighbour.get(page).status_code == 404, page


def test_the_page_of_a_file_costs_few_statements(window: Window, django_assert_max_num_queries: Any) -> None:
    key = window.begun()
    window.clerk.get(f"/work/intake/{key}/")
    with django_assert_max_num_queries(30):
        window.clerk.get(f"/work/intake/{key}/")


def test_the_cursor_stands_at_the_first_empty_field_but_not_where_something_is_wrong(window: Window) -> None:
    key = window.begun()
    page = text(window.clerk.get(f"/work/intake/{key}/"))
    assert page.count("autofocus") == 1 and re.search(r"<select[^>]* autofocus[^>]*name=\"a\.shop_kind\"", page)
    wrong = window.clerk.post(f"/work/intake/{key}/submit/", window.typed())
    assert wrong.status_code == 422 and " autofocus" not in text(wrong)
