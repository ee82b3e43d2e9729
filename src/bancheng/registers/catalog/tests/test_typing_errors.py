"""One sign wrong, missing, doubled or swapped, or another sign of the same sound: the search asks back and shows what was meant."""

from __future__ import annotations

import pytest

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.models import Synonym
from bancheng.registers.catalog.search.fold import fold
from bancheng.registers.catalog.search.mistakes import corrections, vocabulary
from bancheng.registers.catalog.tests.sample import World
from bancheng.registers.catalog.tests.searching import TITLES, contribute, titles
from bancheng.registers.catalog.types import SearchPage, SearchQuery


def find(q: str) -> SearchPage:
    return selectors.find(SearchQuery(q=q))


@pytest.fixture
def words(world: World) -> World:
    contribute((*TITLES, "住房公积金提取", "个人住房公积金贷款"))
    Synonym.objects.create(term="社保卡", means=["社会保障卡"])
    Synonym.objects.create(term="公积金", means=["住房公积金"])
    Synonym.objects.create(term="医保", means=["基本医疗保险"])
    return world


@pytest.mark.parametrize(
    ("q", "meant", "title"),
    [
        ("社宝卡", "社保卡", "社会保障卡申领"),
        ("工积金", "公积金", "住房公积金提取"),
        ("我想办社宝卡", "社保卡", "社会保障卡申领"),
        ("社保保卡", "社保卡", "社会保障卡申领"),
        ("社卡", "", ""),
        ("社卡保", "社保卡", "社会保障卡申领"),
        ("公及金贷款", "公积金 贷款", "个人住房公积金贷款"),
        ("公鸡金", "公积金", "住房公积金提取"),
    ],
)
def test_a_known_word_with_one_error_is_recognised(words: World, q: str, meant: str, title: str):
    found = find(q)
    if not meant:
        assert found.meant == ()
        return
    assert found.meant[0] == meant and found.relaxed
    assert found.results[0].title == title or title in [hit.title for hit in found.results]
    assert find(meant).results and not find(meant).relaxed


@pytest.mark.parametrize(
    ("q", "meant", "title"),
    [
        ("银行账号备案", "银行账户备案", "银行账户备案"),  # wrong
        ("银行账户户备案", "银行账户备案", "银行账户备案"),  # doubled
        ("银行户备案", "银行账户备案", "银行账户备案"),  # missing
        ("银行户账备案", "银行账户备案", "银行账户备案"),  # swapped
        ("结昏登记", "结婚登记", "结婚登记"),  # by sound
        ("户口千移", "户口迁移", "户口迁移"),
        ("节婚登记", "结婚登记", "结婚登记"),  # at the beginning
        ("经营许克", "经营许可", "小餐饮经营许可"),
    ],
)
def test_a_title_with_one_error_is_recognised(world: World, q: str, meant: str, title: str):
    contribute(TITLES)
    found = find(q)
    assert found.meant[0] == meant and found.relaxed
    assert found.results[0].title == title
    assert any(part.hit for part in found.results[0].parts)


def test_what_is_written_rightly_is_never_asked_back(words: World):
    for q in ("社会保障卡", "社保卡", "结婚登记", "公积金", "3C 认证查询", "etc", "火星移民签证", "hkqy", ""):
        assert find(q).meant == ()


def test_a_right_word_is_not_taken_for_another(words: World):
    synonyms = {"社保卡": ("社会保障卡",), "医保": ("基本医疗保险",)}
    assert corrections(("医保卡",), vocabulary(synonyms)) == ()
    assert corrections((fold("社報卡"),), vocabulary(synonyms)) == (("社保卡",),)


def test_where_little_is_found_by_chance_the_likelier_word_is_offered(words: World):
    contribute(("电子证照目录",), words=("社宝卡",), first=900)
    found = find("社宝卡")
    assert [hit.title for hit in found.results] == ["电子证照目录"] and not found.relaxed
    assert found.meant == ("社保卡",)


def test_pages_of_a_guess_follow_each_other(world: World):
    contribute(tuple(f"结婚登记第{number}处" for number in range(1, 26)))
    seen: list[int] = []
    cursor = ""
    for _ in range(3):
        page = selectors.find(SearchQuery(q="结昏登记", size=10, after=cursor))
        seen += [hit.item_id for hit in page.results]
        assert page.total == 25
        cursor = page.next_cursor
    assert len(set(seen)) == len(seen) == 25 and cursor == ""


def test_nothing_is_offered_while_somebody_types(words: World):
    assert selectors.suggest("社宝卡") == () and titles("社宝卡")
