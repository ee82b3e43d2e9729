"""首问负责 on its pages: whoever enters it answers for it; a colleague takes it over by his own click."""

from __future__ import annotations

import re

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text

pytestmark = pytest.mark.django_db
LIST = "/work/inquiries/"


@pytest.fixture
def two(desk: Desk):
    """Clerks of two organs, each seeing his own only."""
    market, water = desk.world.market, desk.world.water
    first = desk.browser("clerk", number="First", organisation_id=market.pk)
    return first, desk.browser("clerk", number="Second", organ=water, organisation_id=water.pk)


def asked(browser, **more) -> str:
    sent = {"question": "开小餐馆要先办哪个证？", "channel": "window", "name": "王小满", "phone": "13800000001"}
    answer = browser.post(LIST + "open/", {**sent, **more})
    assert answer.status_code == 302, text(answer)
    return answer.url


@pytest.mark.demand("FLW-14")
def test_it_is_handed_over_only_when_the_other_clicks_accept(two) -> None:
    first, second = two
    page = asked(first)
    assert second.get(page).status_code == 404
    sent = first.post(page + "transfer/", {"to": "second", "reason": "属于供水的事"}, follow=True)
    assert "已请对方接收" in text(sent) and first.get(page).context["inquiry"].mine
    assert "请您接收" in text(second.get(page)) and "138****0001" in text(second.get(page))
    assert second.get(page + "answer/").status_code == 403
    assert "1 件等您接收" in text(second.get(LIST))
    assert "接收后由您负责答复" in text(second.get(page + "take/"))
    assert "现在由您负责答复" in text(second.post(page + "take/", {"confirm": "yes"}, follow=True))
    assert "13800000001" in text(second.get(page))
    assert first.get(page).status_code == 404, "it is of another unit now"
    done = second.post(page + "answer/", {"words": "先办营业执照"}, follow=True)
    assert "答复已登记" in text(done) and "先办营业执照" in text(done)
    assert "已办结" in text(second.post(page + "close/", {"confirm": "yes"}, follow=True))


def test_an_answer_given_at_once_is_entered_with_the_question(two) -> None:
    first, _second = two
    page = asked(first, words="先办营业执照，再来窗口")
    shown = first.get(page)
    assert shown.context["line"].state == "answered" and "再来窗口" in text(shown)
    assert first.get(page + "transfer/").status_code == 200
    assert first.post(page + "transfer/", {"to": "second", "reason": "再问"}).status_code == 422


def test_one_that_is_not_taken_comes_back_with_its_reason(two) -> None:
    first, second = two
    page = asked(first)
    first.post(page + "transfer/", {"to": "second", "reason": "属于供水的事"})
    assert second.post(page + "decline/", {"reason": ""}).status_code == 422
    assert "没有接收" in text(second.post(page + "decline/", {"reason": "不归我们管"}, follow=True))
    assert second.get(page).status_code == 404
    assert "不归我们管" in text(first.get(page))
    first.post(page + "transfer/", {"to": "second", "reason": "再请看看"})
    assert "已收回" in text(first.post(page + "take-back/", {"confirm": "yes"}, follow=True))
    assert first.post(page + "take-back/", {"confirm": "yes"}).status_code == 404


def test_what_is_wrong_is_said_beside_its_field(two) -> None:
    first, _second = two
    for wrong, sentence in (
        ({"question": ""}, "请填写问了什么"),
        ({"channel": "dream"}, "请从列表中选择怎样来问的"),
        ({"phone": "12"}, "手机号码"),
        ({"name": "王1"}, "姓名中不能有"),
    ):
        sent = {"question": "问", "channel": "phone", **wrong}
        answer = first.post(LIST + "open/", sent)
        assert answer.status_code == 422 and sentence in text(answer), wrong
    page = asked(first)
    assert "没有找到可以接收咨询的这位同事" in text(first.post(page + "transfer/", {"to": "nobody", "reason": "请"}))


def test_the_list_has_tabs_words_days_and_a_file(two, desk: Desk) -> None:
    first, _second = two
    page = asked(first)
    key = int(re.findall(r"\d+", page)[-1])
    shown = first.get(LIST, {"view": "mine"})
    assert [row.id for row in shown.context["rows"]] == [key]
    assert not first.get(LIST, {"q": "护照"}).context["rows"]
    assert not first.get(LIST, {"until": "2026-11-19"}).context["rows"]
    assert first.get(LIST, {"view": "nonsense", "since": "never", "after": "x"}).context["rows"]
    csv = b"".join(first.get(LIST + "export/csv/").streaming_content).decode()
    assert "开小餐馆" in csv and "13800000001" not in csv
    watcher = desk.browser("supervisor")
    assert "登记咨询" not in text(watcher.get(LIST)) and watcher.get(LIST + "open/").status_code == 403
    assert first.get("/work/inquiries/999999/").status_code == 404


def waiting(browser) -> str:
    """What the rail counts beside 首问负责; "" where nothing waits."""
    rail = re.search(r'href="/work/inquiries/".*?</a>', text(browser.get("/work/")), re.S)
    assert rail is not None
    counted = re.search(r">(\d+)\D*$", re.sub(r"<svg.*?</svg>", "", rail[0], flags=re.S).removesuffix("</a>"))
    return counted[1] if counted else ""


def test_the_rail_counts_what_one_answers_for_and_what_is_offered_to_him(two) -> None:
    first, second = two
    assert waiting(first) == waiting(second) == ""
    page = asked(first)
    asked(first, question="水表怎么装？")
    assert (waiting(first), waiting(second)) == ("2", "")
    first.post(page + "transfer/", {"to": "second", "reason": "属于供水的事"})
    assert (waiting(first), waiting(second)) == ("2", "1")
    second.post(page + "take/", {"confirm": "yes"})
    assert (waiting(first), waiting(second)) == ("1", "1")
    second.post(page + "answer/", {"words": "先办营业执照"})
    assert (waiting(first), waiting(second)) == ("1", "")
