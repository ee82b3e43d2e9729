"""我的办件: the list, one case as it goes its way, its papers, and what an applicant may do with it. For nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.tests.applying import PDF
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.test_acting_for_a_firm import FIRM, HELPER, add, register_firm
from bancheng.doors.portal.tests.test_few_statements import statements
from bancheng.doors.portal.tests.walking import Walk, browser_of, citizen, staff, walk
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.ground.law import now
from bancheng.registers.documents import selectors as documents

STRANGER = ("李秀英", "41132319520202002", "13900005678")


@pytest.fixture
def way(city: City) -> Walk:
    return walk(city)


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


@pytest.fixture
def mine(me: Any) -> Client:
    return browser_of(me)


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_an_empty_list_leads_to_what_can_be_done(mine: Client) -> None:
    page = text(mine, "/space/cases/")
    assert "您还没有办过事" in page and "去看看能办什么" in page
    for part in ("draft", "open", "done", "nonsense", "\x00"):
        assert text(mine, f"/space/cases/?part={part}")


def test_the_list_tells_drafts_open_and_done_with_counts(mine: Client, me: Any, way: Walk) -> None:
    by = citizen(me)
    draft, filed = way.draft(by), way.file(by)
    page = text(mine, "/space/cases/")
    assert f"/applications/{draft}/" in page and "接着填" in page
    assert f"/space/cases/{filed.key}/" in page and filed.number in page and "审查中" in page
    counts = dict(re.findall(r'\?part=(\w+)"[^>]*>[^<]+<span class="num">(\d+)', page))
    assert counts == {"draft": "1", "open": "1", "done": "0"}
    assert filed.number not in text(mine, "/space/cases/?part=draft")
    assert draft not in text(mine, "/space/cases/?part=open")


def test_a_long_list_comes_in_pages(mine: Client, me: Any, way: Walk) -> None:
    by = citizen(me)
    drafts = [way.draft(by) for _ in range(22)]
    first = text(mine, "/space/cases/")
    assert [key for key in drafts if key in first] == drafts[2:]
    further = re.search(r'href="(\?part=all&amp;after=\d+)"', first)
    assert further is not None
    second = text(mine, "/space/cases/" + further.group(1).replace("&amp;", "&"))
    assert [key for key in drafts if key in second] == drafts[:2]
    assert "回到最新" in second and "更早的办件" not in second


def test_a_new_case_says_by_when_he_hears_of_us(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    page = text(mine, f"/space/cases/{filed.key}/")
    assert "您现在不用做什么" in page and "告诉您是否受理" in page
    assert "还剩 <b" in page and "受理时限 5 个工作日（《行政许可法》第三十二条）" in page
    assert filed.number in page and filed.query_code in page
    assert "经营布局图" in page and "布局图.pdf" in page and "王小满" in page
    assert "撤回申请" in page and "催办" in page
    assert filed.query_code in text(mine, f"/space/cases/{filed.number}/")


def test_the_bar_shows_what_has_happened_and_what_comes_next(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    way.accept(filed.key)
    page = main(text(mine, f"/space/cases/{filed.key}/"))
    stops = re.findall(r'<li class="(\w+)"[^>]*><span class="steps__dot.*?<h3>(.*?)</h3>', page, re.S)
    assert stops[:3] == [("done", "提交申请"), ("done", "受理"), ("now", "审查")]
    assert {place for place, _label in stops[3:]} == {"wait"}
    assert page.count('aria-current="step"') == 1 and "周敏" in page


@pytest.mark.demand("APP-25")
def test_each_step_shows_at_once(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    address = f"/space/cases/{filed.key}/"
    assert "受理时限" in text(mine, address)
    way.accept(filed.key)
    assert "承诺办结时限" in text(mine, address)
    way.review(filed.key)
    assert "材料审查" in text(mine, address)
    way.decide(filed.key)
    assert "已经作出决定，正在送达" in text(mine, address)
    drain()
    assert "已办结" in text(mine, address)


def test_what_is_missing_is_told_with_the_way_to_mend_it(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    way.ask(filed.key)
    page = text(mine, f"/space/cases/{filed.key}/")
    assert "请您做一件事：补正材料" in page and "请标明更衣区的位置" in page and "时间停着" in page
    assert f"/applications/{filed.key}/supplement/" in page
    assert "待补正" in text(mine, "/space/cases/") and "去补正" in text(mine, "/space/cases/")


def test_the_message_about_what_is_missing_is_one_sentence_and_leads_to_the_case(
    mine: Client, me: Any, way: Walk
) -> None:
    filed = way.file(citizen(me))
    services.request_supplement(filed.key, by=staff("xixiaclerk"), gaps=[Gap(line=1, sentence="缺少签名，请补签。")])
    drain()
    found = re.search(r'href="(/my/messages/\d+/)">请补正材料', text(mine, "/my/"))
    assert found is not None
    page = main(text(mine, found.group(1)))
    assert "缺少签名，请补签。请在“我的办件”补交" in page
    assert f'href="/space/cases/{filed.key}/"' in page


def test_what_is_handed_in_later_does_not_move_the_day_of_the_application(
    me: Any, way: Walk, time_machine: Any
) -> None:
    first = now()
    time_machine.move_to(first, tick=False)
    filed = way.file(citizen(me))
    way.ask(filed.key)
    time_machine.move_to(first + timedelta(days=2), tick=False)
    services.add_file(filed.key, line=1, stream=BytesIO(PDF + b"\n"), name="布局图二.pdf", by=citizen(me))
    services.supplement(filed.key, by=citizen(me), declared=True)
    bar = main(text(browser_of(me), f"/space/cases/{filed.key}/")).split("<h3>提交申请</h3>")[1]
    shown = bar[: bar.index("</li>")]
    assert f"{first:%Y}年{first.month}月{first.day}日" in shown and f"{first:%H:%M}" in shown


def test_a_refusal_is_shown_with_reason_and_remedies(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    way.finish(filed.key, outcome="refused", reason="场所与厕所相邻，不符合卫生要求")
    page = text(mine, f"/space/cases/{filed.key}/")
    assert "未通过" in page and "场所与厕所相邻" in page and "不服怎么办" in page and "行政复议" in page


def test_a_closed_case_asks_for_a_rating_until_it_is_given(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    way.finish(filed.key)
    page = text(mine, f"/space/cases/{filed.key}/")
    link = re.search(r'href="(/rate/[^"]+/)"', page)
    assert link is not None and "已办结" in page
    mine.post(link.group(1) + "?grade=5", {"words": "快"})
    after = text(mine, f"/space/cases/{filed.key}/")
    assert "去评价" not in after and "已经办成" in after


def test_papers_are_there_once_they_are_made(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    page = text(mine, f"/space/cases/{filed.key}/")
    assert "收件凭证" in page and "正在生成" in page and "刷新" in page
    way.accept(filed.key)
    assert "受理通知书<span" in text(mine, f"/space/cases/{filed.key}/")
    number = way.own(citizen(me), filed.key).papers[0].number
    waiting = mine.get(f"/space/papers/{number}/")
    assert waiting.status_code == 202 and "文书正在生成" in waiting.content.decode()
    drain()
    assert "正在生成" not in text(mine, f"/space/cases/{filed.key}/")
    answer = mine.get(f"/space/papers/{number}/")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_a_paper_is_verified_by_its_code_and_by_its_own_bytes(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    way.accept(filed.key)
    drain()
    papers = documents.documents_of(Subject("cases.case", filed.key))
    paper = next(one for one in papers if one.title == "受理通知书")
    page = Client().get(f"/verify/{paper.token}/").content.decode()
    assert "查到这份文书" in page and paper.number in page and "王小满" not in page
    content = b"".join(mine.get(f"/space/papers/{paper.number}/").streaming_content)  # type: ignore[attr-defined]
    for data, sentence in ((content, "文件真实，一字未改"), (content + b"\n", "不能采信")):
        file = SimpleUploadedFile("受理通知书.pdf", data, content_type="application/pdf")
        assert sentence in Client().post("/verify/", {"file": file, "by_file": "1"}).content.decode()


def test_a_stranger_finds_nothing_of_it(me: Any, register: Callable[..., Any], way: Walk) -> None:
    filed = way.file(citizen(me))
    drain()
    stranger = browser_of(register(*STRANGER))
    number = way.own(citizen(me), filed.key).papers[0].number
    for path in (f"cases/{filed.key}/", f"cases/{filed.number}/", f"cases/{filed.key}/withdraw/", f"papers/{number}/"):
        assert stranger.get(f"/space/{path}").status_code == 404, path
    for verb in ("urge", "withdraw"):
        assert stranger.post(f"/space/cases/{filed.key}/{verb}/", {"reason": "x"}).status_code == 404
    assert filed.number not in text(stranger, "/space/cases/")
    assert Client().get(f"/space/cases/{filed.key}/").status_code == 302
    assert way.own(citizen(me), filed.key).line.state == "submitted"


@pytest.mark.parametrize("key", ["x", "0" * 32, "9" * 24, "a" * 500, "-1", "_"])
def test_an_address_that_names_no_case_is_not_there(mine: Client, way: Walk, key: str) -> None:
    mine.raise_request_exception = False
    for path in ("", "withdraw/", "urge/"):
        assert mine.get(f"/space/cases/{key}/{path}").status_code == 404
    assert mine.get(f"/space/papers/{key}%00/").status_code == 404


def test_whoever_acts_for_the_firm_sees_its_case_and_no_longer_than_that(
    mine: Client, me: Any, register: Callable[..., Any], way: Walk
) -> None:
    register_firm(mine)
    filed = way.file(citizen(me), uscc=FIRM)
    drain()
    helper = browser_of(register("赵助手", HELPER, "13900005678"))
    assert helper.get(f"/space/cases/{filed.key}/").status_code == 404
    add(mine)
    assert "西峡县小满面馆" in text(helper, f"/space/cases/{filed.key}/")
    number = way.own(citizen(me), filed.key).papers[0].number
    assert helper.get(f"/space/papers/{number}/").status_code == 200
    page = text(mine, f"/my/organisations/{FIRM}/")
    operator = re.search(r'name="operator" value="(\d+)"', page)
    assert operator is not None
    mine.post(f"/my/organisations/{FIRM}/end/", {"operator": operator.group(1)})
    assert helper.get(f"/space/cases/{filed.key}/").status_code == 404


def test_withdrawing_asks_first_and_is_done_once(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    address = f"/space/cases/{filed.key}/withdraw/"
    page = text(mine, address)
    assert "要撤回这件申请吗" in page and "不能恢复" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None and way.own(citizen(me), filed.key).line.state == "submitted"
    answer = mine.post(address, {"reason": "不开店了", "version": version.group(1)}, follow=True)
    assert "申请已经撤回" in answer.content.decode() and "已撤回" in answer.content.decode()
    again = mine.post(address, {"version": version.group(1)}, follow=True)
    assert "现在不能撤回" in again.content.decode()


def test_who_withdraws_from_an_old_page_is_told_what_changed(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    version = way.own(citizen(me), filed.key).line.version
    way.ask(filed.key)
    answer = mine.post(f"/space/cases/{filed.key}/withdraw/", {"version": version, "reason": "不开店了"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "一次性告知补正" in page and "不开店了" in page
    assert way.own(citizen(me), filed.key).line.state == "supplement_requested"


def test_urging_works_once_a_day(mine: Client, me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    address = f"/space/cases/{filed.key}/urge/"
    assert mine.get(address).status_code == 302
    assert "已经催办" in mine.post(address, follow=True).content.decode()
    assert "今天已经催办过" in mine.post(address, follow=True).content.decode()


def test_every_verb_needs_the_token_of_its_page(me: Any, way: Walk) -> None:
    filed = way.file(citizen(me))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(me, backend="bancheng.registers.identity.backends.AccountBackend")
    for verb in ("urge", "withdraw"):
        assert strict.post(f"/space/cases/{filed.key}/{verb}/").status_code == 403


def test_staff_are_sent_to_their_desk(browser: Client, way: Walk) -> None:
    browser.post("/login/", {"login": "xixiaclerk", "password": "Bancheng-2024!"})
    assert browser.get("/space/cases/").status_code == 403
    assert browser.get("/space/papers/x/").status_code == 403


def test_the_list_and_the_page_take_few_statements(mine: Client, me: Any, way: Walk) -> None:
    by = citizen(me)
    filed = way.file(by)
    few = statements(mine, "/space/cases/")
    way.file(by)
    way.draft(by)
    # Three of them count the bundles, which stand in the same list.
    assert statements(mine, "/space/cases/") == few <= 13
    assert statements(mine, f"/space/cases/{filed.key}/") <= 15
    way.finish(filed.key)
    assert statements(mine, f"/space/cases/{filed.key}/") <= 17


def test_what_a_window_took_in_for_him_is_in_his_list(mine: Client, me: Any, way: Walk) -> None:
    key = services.start_at_window(
        item_id=way.item, person_id=me.person.pk, by=staff("xixiaclerk"), identity_method="id_card"
    )
    assert key in text(mine, "/space/cases/?part=draft")
