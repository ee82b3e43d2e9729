"""A person keeps filters of a list under names of his own: in his order, for his eyes, without anybody's number in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account, KeptFilter
from bancheng.registers.identity.services import filters as room
from bancheng.registers.identity.services.sessions import account_subject
from bancheng.registers.identity.tests.cast import actor, county, id_number, person, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db) -> Actor:
    return actor(county().staff("xixia01"))


def keep(by: Actor, title: str = "待赋码", query: str = "coded=0", list: str = "items"):
    return services.keep_filter(list=list, title=title, query=query, by=by)


def titles(by: Actor, list: str = "items") -> list[str]:
    return [one.title for one in selectors.kept_filters(by, list)]


def code_of(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def test_what_is_kept_comes_back_in_one_order_without_empty_parts(clerk):
    made = keep(clerk, "  待赋码的  许可 ", "state=draft&q=%E8%AE%B8%E5%8F%AF&region=&coded=0")
    assert made.title == "待赋码的 许可" and made.query == "coded=0&q=%E8%AE%B8%E5%8F%AF&state=draft"
    assert selectors.kept_filters(clerk, "items") == (made,) and selectors.kept_filters(clerk, "todo") == ()
    assert selectors.kept_filter(clerk, made.id) == made and selectors.kept_filter(clerk, 2**70) is None


@pytest.mark.parametrize("title", ["", "  ", "名" * 21, "坏\x00名", "坏\ud800名", "张三 411323199001011234"])
def test_a_name_that_is_none_is_refused(clerk, title):
    assert code_of(lambda: keep(clerk, title)) == "identity.filter_title"
    made = keep(clerk)
    assert code_of(lambda: services.rename_filter(filter=made.id, title=title, by=clerk)) == "identity.filter_title"


def test_one_list_has_no_two_filters_of_one_name(clerk):
    first = keep(clerk)
    assert code_of(lambda: keep(clerk, query="state=draft")) == "identity.filter_taken"
    keep(clerk, list="todo")
    second = keep(clerk, "草稿", "draft=1")
    assert (
        code_of(lambda: services.rename_filter(filter=second.id, title="待赋码", by=clerk)) == "identity.filter_taken"
    )
    services.rename_filter(filter=first.id, title="待赋码", by=clerk)
    services.rename_filter(filter=second.id, title="有草稿", by=clerk)
    assert titles(clerk) == ["待赋码", "有草稿"]


@pytest.mark.parametrize("query", ["", "q=", "&&", "q=" + "x" * 1001, "a=1&" * 80, "q=" + "%E5" * 4000])
def test_nothing_and_too_much_are_not_kept(clerk, query):
    assert code_of(lambda: keep(clerk, query=query)) == "identity.filter_query"


@pytest.mark.parametrize("number", [id_number(), "13812345678", "１３８１２３４５６７８", "138-1234-5678"])
def test_personal_numbers_are_not_kept(clerk, number):
    assert code_of(lambda: keep(clerk, query=f"q={number}")) == "identity.filter_number"
    assert not KeptFilter.objects.exists()


def test_twenty_is_enough_for_one_list(clerk, monkeypatch):
    monkeypatch.setattr(room, "MOST", 2)
    keep(clerk, "一")
    keep(clerk, "二")
    assert code_of(lambda: keep(clerk, "三")) == "identity.filter_most"
    keep(clerk, "三", list="todo")


def test_they_are_moved_one_place_at_a_time_and_stop_at_the_ends(clerk):
    first, second, third = (keep(clerk, name) for name in ("一", "二", "三"))
    services.move_filter(filter=third.id, forward=True, by=clerk)
    assert titles(clerk) == ["一", "三", "二"]
    services.move_filter(filter=first.id, forward=True, by=clerk)
    services.move_filter(filter=second.id, forward=False, by=clerk)
    assert titles(clerk) == ["一", "三", "二"]
    services.drop_filter(filter=third.id, by=clerk)
    services.move_filter(filter=first.id, forward=False, by=clerk)
    assert titles(clerk) == ["二", "一"]
    keep(clerk, "四")
    assert titles(clerk) == ["二", "一", "四"]


def test_a_list_opens_with_one_filter_at_most(clerk):
    first, second = keep(clerk, "一"), keep(clerk, "二")
    services.open_with_filter(filter=first.id, by=clerk)
    services.open_with_filter(filter=second.id, by=clerk)
    assert [one.first for one in selectors.kept_filters(clerk, "items")] == [False, True]
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptFilter.objects.filter(pk=first.id).update(first=True)
    services.open_with_filter(filter=second.id, chosen=False, by=clerk)
    assert not any(one.first for one in selectors.kept_filters(clerk, "items"))


def test_nobody_reaches_the_filters_of_another(clerk):
    made, other = keep(clerk), replace(clerk, account=(clerk.account or 0) + 1000)
    citizen = actor(person())
    for stranger in (other, citizen):
        assert selectors.kept_filters(stranger, "items") == () and selectors.kept_filter(stranger, made.id) is None
    for attempt in (
        lambda: services.rename_filter(filter=made.id, title="我的", by=citizen),
        lambda: services.move_filter(filter=made.id, forward=True, by=citizen),
        lambda: services.open_with_filter(filter=made.id, by=citizen),
        lambda: services.drop_filter(filter=made.id, by=citizen),
        lambda: keep(citizen),
        lambda: services.drop_filter(filter=made.id + 1, by=clerk),
    ):
        with pytest.raises(AccessDenied):
            attempt()
    assert titles(clerk) == ["待赋码"]


def test_the_journal_tells_that_and_never_what_was_looked_for(clerk):
    made = keep(clerk, "王小满的件", "q=%E7%8E%8B%E5%B0%8F%E6%BB%A1")
    services.rename_filter(filter=made.id, title="他的件", by=clerk)
    services.drop_filter(filter=made.id, by=clerk)
    told = verbs(account_subject(Account.objects.get(pk=clerk.account)))
    assert told[-3:] == ["keep_filter", "rename_filter", "drop_filter"]
    facts = str(list(Entry.objects.filter(verb__endswith="_filter").values_list("facts", flat=True)))
    assert "小满" not in facts and "%E7" not in facts and "items" in facts
