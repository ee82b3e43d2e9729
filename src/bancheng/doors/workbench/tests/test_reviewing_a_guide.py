"""送审 on the screen: the author hands over, the reviewer sees all on one page, publishes or returns it with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, account_of, text
from bancheng.doors.workbench.tests.drafting import stored, url
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import Submission
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, make_item, published
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
VAGUE = "承诺时限没有写明依据，请补上文件"


def page(name: str, item: Any) -> str:
    return reverse(f"workbench:{name}", args=[item.pk])


def second_version(desk: Desk, **changes: Any) -> tuple[Client, Any]:
    """The editor's browser, and an item in use whose next version he has written."""
    editor, item = desk.browser("catalog_editor"), published(desk.world.market).item
    by = identity.actor_of(account_of(desk.staff("catalog_editor")))
    services.save_draft(item=item, body=body(**changes), revision=0, by=by)
    return editor, item


def submitted(desk: Desk, **changes: Any) -> tuple[Client, Any]:
    """The same, handed over already."""
    editor, item = second_version(desk, **changes)
    asked = editor.get(page("guide-submit", item))
    assert editor.post(page("guide-submit", item), shown(asked) | {"note": "缩短时限"}).status_code == 302
    return editor, item


def test_who_may_write_but_not_publish_submits_from_the_section_he_writes(desk: Desk) -> None:
    editor, item = second_version(desk)
    section = editor.get(url(item, "time"))
    assert 'value="submit"' in text(section) and 'value="publish"' not in text(section)
    onward = editor.post(url(item, "time"), shown(section) | {"promised_n": "9", "go": "submit"}, follow=True)
    assert onward.redirect_chain[-1][0] == page("guide-submit", item) and "送审第 2 版" in text(onward)
    assert "承诺办结时限" in text(onward), "he sees what the reviewer will see"
    reviewer = desk.browser("catalog_reviewer")
    done = editor.post(page("guide-submit", item), shown(onward) | {"note": "按文件缩短"}, follow=True)
    assert "第 2 版已送审，1 位审核人员收到了消息" in text(done) and "待审核" in text(done)
    assert "按文件缩短" in text(reviewer.get("/work/inbox/"))
    assert "1 份办事指南等审核" in text(reviewer.get("/work/")) and "等审核" not in text(editor.get("/work/"))
    assert "食品经营许可" in text(reviewer.get("/work/items/?submitted=1"))


def test_where_nobody_may_publish_the_author_is_told_so(desk: Desk) -> None:
    editor, item = second_version(desk)
    done = editor.post(page("guide-submit", item), shown(editor.get(page("guide-submit", item))), follow=True)
    assert "还没有别的审核人员" in text(done)


def test_a_draft_with_errors_is_not_submitted_and_each_leads_to_its_place(desk: Desk) -> None:
    editor, item = desk.browser("catalog_editor"), make_item(desk.world.market)
    faulty = body(fees={"charged": False})
    services.save_draft(item=item, body=faulty, revision=0, by=PLATFORM, keep_incomplete=True)
    asked = editor.get(page("guide-submit", item))
    answer = editor.post(page("guide-submit", item), shown(asked))
    assert answer.status_code == 422 and url(item, "fees") in text(answer)
    assert not Submission.objects.exists()
    unwritten = make_item(desk.world.water, "用水报装")
    assert "还没有草稿" in text(editor.get(page("guide-submit", unwritten)))
    assert editor.post(page("guide-submit", unwritten), {"revision": "0", "act": "submit"}).status_code == 422


def test_the_reviewer_sees_on_one_page_what_changed_what_was_found_and_whom_it_concerns(desk: Desk) -> None:
    _, item = submitted(desk, promised={"unit": "workday", "n": 9})
    reviewer = desk.browser("catalog_reviewer")
    assert page("guide-publish", item) in text(reviewer.get(page("item", item)))
    seen = text(reviewer.get(page("guide-publish", item)))
    for said in (
        "缩短时限",
        "周敏",
        "要素齐全，没有错误",
        "逐项对比",
        "承诺办结时限",
        "少 6 个工作日",
        "影响谁",
        "退回修改",
    ):
        assert said in seen, said
    assert "<pre" in seen and "15" in seen and "9" in seen
    assert url(item, "basic") not in seen, "who may not write is offered no way to the editor"
    assert page("guide-drop", item) not in seen
    done = reviewer.post(page("guide-publish", item), shown(reviewer.get(page("guide-publish", item))), follow=True)
    assert "第 2 版已发布" in text(done) and "待审核" not in text(done)
    assert selectors.guide(item.pk).version == 2


def test_a_draft_is_returned_with_a_reason_that_its_author_sees_until_he_submits_again(desk: Desk) -> None:
    editor, item = submitted(desk)
    reviewer = desk.browser("catalog_reviewer")
    back = shown(reviewer.get(page("guide-publish", item)), form="returning")
    silent = reviewer.post(page("guide-publish", item), back | {"reason": "  "})
    assert silent.status_code == 422 and "请填写退回原因" in text(silent)
    done = reviewer.post(page("guide-publish", item), back | {"reason": VAGUE}, follow=True)
    assert "已退回修改" in text(done) and "待审核" not in text(done)
    for place in (page("item", item), url(item, "time"), reverse("workbench:material", args=[item.pk, 0])):
        assert VAGUE in text(editor.get(place)), place
    assert VAGUE in text(editor.get("/work/inbox/"))
    again = reviewer.post(page("guide-publish", item), back | {"reason": "再退一次"})
    assert again.status_code == 422 and "没有在审核" in text(again)
    editor.post(page("guide-submit", item), shown(editor.get(page("guide-submit", item))))
    assert VAGUE not in text(editor.get(url(item, "time"))) and "正在等审核" in text(editor.get(url(item, "time")))


def test_saving_during_the_review_takes_the_draft_out_of_it_and_the_page_says_so_before(desk: Desk) -> None:
    editor, item = submitted(desk)
    reviewer = desk.browser("catalog_reviewer")
    looked_at = shown(reviewer.get(page("guide-publish", item)))
    back = shown(reviewer.get(page("guide-publish", item)), form="returning")
    section = editor.get(url(item, "time"))
    assert "保存任何修改都会撤回送审" in text(section)
    assert editor.post(url(item, "time"), shown(section) | {"promised_n": "8"}).status_code == 302
    assert "要重新送审" in text(reviewer.get("/work/inbox/"))
    assert "等审核" not in text(reviewer.get("/work/"))
    for sent in (looked_at, back | {"reason": VAGUE}):
        answer = reviewer.post(page("guide-publish", item), sent)
        assert answer.status_code in {409, 422}, "nothing is decided about what was not looked at"
    assert selectors.guide(item.pk).version == 1


def test_the_author_recalls_his_draft_after_a_question(desk: Desk) -> None:
    editor, item = submitted(desk)
    assert page("guide-recall", item) in text(editor.get(page("item", item)))
    assert "确认撤回" in text(editor.get(page("guide-recall", item)))
    done = editor.post(page("guide-recall", item), {"confirm": "yes"}, follow=True)
    assert "已撤回，可以继续修改" in text(done) and "待审核" not in text(done)
    late = editor.post(page("guide-recall", item), {"confirm": "yes"}, follow=True)
    assert "没有在审核" in text(late)


def test_who_may_both_write_and_publish_still_publishes_what_he_wrote(desk: Desk) -> None:
    item = make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    manager = desk.browser("service_officer")
    section = text(manager.get(url(item, "basic")))
    assert 'value="publish"' in section and 'value="submit"' not in section
    sent = shown(manager.get(page("guide-publish", item)))
    assert manager.post(page("guide-publish", item), sent).status_code == 302


def test_with_four_eyes_the_author_submits_and_another_publishes(desk: Desk) -> None:
    organisations.set_rule(key="catalog.four_eyes", region=COUNTY, value=True, valid_from=today(), by=PLATFORM)
    manager, item = desk.browser("service_officer"), published(desk.world.market).item
    section = manager.get(url(item, "time"))
    assert 'value="publish"' not in text(section) and 'value="submit"' in text(section)
    manager.post(url(item, "time"), shown(section) | {"promised_n": "9"})
    asked = manager.get(page("guide-publish", item))
    assert "请先送审" in text(asked) and "disabled" in text(asked)
    forced = manager.post(page("guide-publish", item), shown(asked))
    assert forced.status_code == 422 and "请先送审" in text(forced) and stored(item)["promised"]["n"] == 9
    manager.post(page("guide-submit", item), shown(manager.get(page("guide-submit", item))))
    own = manager.get(page("guide-publish", item))
    assert "须由另一人审核发布" in text(own) and 'id="returning"' not in text(own)
    other = desk.browser("service_officer", number="Second")
    done = other.post(page("guide-publish", item), shown(other.get(page("guide-publish", item))))
    assert done.status_code == 302 and selectors.guide(item.pk).version == 2


@pytest.mark.parametrize("role", ["town_officer", "catalog_reviewer"])
def test_who_may_not_write_neither_submits_nor_recalls(desk: Desk, role: str) -> None:
    _, item = submitted(desk)
    client = desk.browser(role, number="Other")
    for name in ("guide-submit", "guide-recall"):
        assert client.get(page(name, item)).status_code == 403
        assert client.post(page(name, item), {"confirm": "yes", "revision": "1"}).status_code == 403


def test_out_of_ones_scope_there_is_nothing_to_review(desk: Desk) -> None:
    _, item = submitted(desk)
    stranger = desk.browser("service_officer", number="Elsewhere", organ=desk.world.elsewhere, region="410183000000")
    for name in ("guide-submit", "guide-recall", "guide-publish"):
        assert stranger.get(page(name, item)).status_code == 404
        assert stranger.post(page(name, item), {"revision": "1", "act": "return", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "1e3"])
def test_forged_revisions_decide_nothing(desk: Desk, revision: str) -> None:
    editor, item = second_version(desk)
    assert editor.post(page("guide-submit", item), {"revision": revision, "note": "\x00"}).status_code == 422
    reviewer = desk.browser("catalog_reviewer")
    for sent in (
        {"effective_from": "2026-11-20"},
        {"act": "return", "reason": "x"},
        {"act": "return", "reason": "\x00"},
    ):
        assert reviewer.post(page("guide-publish", item), sent | {"revision": revision}).status_code in {409, 422}
    assert not Submission.objects.exists() and selectors.guide(item.pk).version == 1
