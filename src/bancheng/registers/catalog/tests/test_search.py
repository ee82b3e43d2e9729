"""The search finds what a plain substring search would, in one order on every database, and nothing typed can hurt it."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import SearchEntry, Synonym
from bancheng.registers.catalog.search.fold import fold, fold_query
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, OTHER_COUNTY, TOWN, World, body, published
from bancheng.registers.catalog.tests.searching import CARD, TITLES, contribute, titles
from bancheng.registers.catalog.types import SearchDocument, SearchQuery


def truth(q: str) -> set[str]:
    """What a reader of every entry would find."""
    words = fold_query(q)
    return {entry.title for entry in SearchEntry.objects.all() if all(word in entry.text for word in words)}


@pytest.mark.parametrize(
    "q",
    [
        *(
            "食品",
            "食品经营许可",
            "经营",
            "许",
            "卡",
            "登记",
            "补领",
            "户口迁移",
            "（新办）",
            "食品 变更",
            "许可 经营",
            "3C",
            "𠮷祥",
            "𠮷",
        ),
        *("etc", "ＥＴＣ", "食品经营许可（新办）", "領", "經營許可", "社會保障卡"),
    ],
)
def test_results_are_those_of_a_substring_search(world: World, q: str):
    contribute(TITLES)
    found = selectors.find(SearchQuery(q=q, size=100))
    assert {hit.title for hit in found.results} == truth(q) != set()
    assert found.total == len(found.results) and not found.relaxed


@pytest.mark.demand("APP-26")
def test_simplified_and_traditional_find_the_same_and_titles_keep_their_script(world: World):
    contribute((*TITLES, "电子证照申领", "電子證照信息查詢", "电子营业执照下载"))
    simplified, traditional = (titles(q) for q in ("电子证照", "電子證照"))
    assert simplified == traditional
    assert set(simplified) == {"电子证照申领", "電子證照信息查詢"}


def test_random_pieces_of_titles_always_find_their_title(world: World):
    contribute(TITLES)
    dice = random.Random(20261122)
    for _ in range(60):
        title = dice.choice(TITLES)
        run = dice.choice(fold(title).split())
        start = dice.randrange(len(run))
        piece = run[start : dice.randrange(start + 1, len(run) + 1)]
        assert title in titles(piece), piece
        if not piece.isascii():
            assert set(titles(piece)) == truth(piece), piece


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("spjyxk", "食品经营许可（新办）"),
        ("shipinjingying", "食品经营许可（新办）"),
        ("shipinj", "食品经营许可（变更）"),
        ("SPJY", "食品经营许可（新办）"),
        ("yinhang", "银行账户备案"),
        ("hukouqianyi", "户口迁移"),
        ("hkqy", "户口迁移"),
        ("sfzbl", "居民身份证补领"),
    ],
)
def test_pinyin_and_initials_find_titles(world: World, q: str, title: str):
    contribute(TITLES)
    assert title in titles(q)
    assert "食品生产许可" not in titles(q) and "结婚登记" not in titles(q)


def test_pinyin_is_cut_at_syllables(world: World):
    contribute(("西安市民卡", "先进个人奖励", "县域经济统计"))
    assert set(titles("xian")) == {"西安市民卡", "先进个人奖励", "县域经济统计"}
    assert titles("xianshi") == ["西安市民卡"]
    assert titles("ianj") == []


def test_synonyms_lead_from_what_people_say_to_what_the_catalogue_says(world: World):
    contribute(TITLES)
    Synonym.objects.create(term="开饭店", means=["食品经营许可", "公共场所卫生许可"])
    Synonym.objects.create(term="社保卡", means=["社会保障卡"])
    found = selectors.find(SearchQuery(q="开饭店"))
    assert {hit.title for hit in found.results} == {
        "食品经营许可（新办）",
        "食品经营许可（变更）",
        "公共场所卫生许可",
    }
    assert found.expanded == ("食品经营许可", "公共场所卫生许可")
    assert titles("社保卡补领") == ["社会保障卡补领、换领"]
    assert len(titles("我想开饭店需要什么手续")) == 3
    assert titles("怎么办理身份证补领") == ["居民身份证补领"]


def test_where_nothing_holds_all_words_the_nearest_are_shown_and_said_to_be_near(world: World):
    contribute(TITLES)
    found = selectors.find(SearchQuery(q="食品经营许可证延续"))
    assert found.relaxed and found.results[0].title.startswith("食品经营许可")
    nothing = selectors.find(SearchQuery(q="火星移民签证"))
    assert nothing.results == () and nothing.total == 0


def test_a_region_finds_its_own_items_those_below_and_those_above(world: World):
    for organ in (world.market, world.town, world.elsewhere):
        published(organ, f"{organ.name}的事项")
    services.index_entries(
        kind="item",
        documents=[
            SearchDocument(key="999", title="全省事项", region_code="410000000000", card=CARD | {"item_id": 999})
        ],
    )
    assert set(titles("事项", region=COUNTY)) == {"西峡县市场监督管理局的事项", "丁河镇人民政府的事项", "全省事项"}
    assert set(titles("事项", region=OTHER_COUNTY)) == {"新密市市场监督管理局的事项", "全省事项"}
    assert set(titles("事项", region=TOWN)) == {"西峡县市场监督管理局的事项", "丁河镇人民政府的事项", "全省事项"}
    assert len(titles("事项", region="no such region")) == 4


def test_pages_follow_each_other_without_gap_or_repetition(world: World):
    contribute(tuple(f"许可第{number}号" for number in range(1, 58)))
    seen: list[int] = []
    cursor = ""
    for _ in range(20):
        page = selectors.find(SearchQuery(q="许可", size=10, after=cursor))
        seen += [hit.item_id for hit in page.results]
        assert page.total == 57
        cursor = page.next_cursor
        if not cursor:
            break
    everything = [hit.item_id for hit in selectors.find(SearchQuery(q="许可", size=100)).results]
    assert seen == everything and len(seen) == 57


def test_near_misses_are_paged_like_everything_else(world: World):
    contribute(tuple(f"食品经营许可第{number}号" for number in range(1, 26)))
    first = selectors.find(SearchQuery(q="食品经营许可证延续", size=10))
    second = selectors.find(SearchQuery(q="食品经营许可证延续", size=10, after=first.next_cursor))
    third = selectors.find(SearchQuery(q="食品经营许可证延续", size=10, after=second.next_cursor))
    assert first.relaxed and second.relaxed and third.next_cursor == ""
    seen = [hit.item_id for page in (first, second, third) for hit in page.results]
    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize(
    "cursor",
    ["x", "1.2.3", "a.b.c.d.e", "1.1.1.1.1' OR 1=1", "9" * 400, "1.1.1.1." + "9" * 40, "..." * 30, "٣.1.1.1.1"],
)
def test_a_garbled_cursor_begins_at_the_first_page(world: World, cursor: str):
    contribute(TITLES)
    assert titles("许可", after=cursor) == titles("许可")


@pytest.mark.parametrize(
    "q",
    [
        *(
            "' OR 1=1 --",
            '"',
            "%",
            "_",
            "\\",
            "食品' AND '1'='1",
            "<script>alert(1)</script>",
            "AND OR NOT NEAR",
            "*",
            "^食品",
        ),
        *(
            "(食品",
            "食品)",
            "!&|<->",
            "食品:*",
            "\0食品",
            "食品\0",
            "\ud800",
            "‮食品",
            "NULL",
            "{}[]",
            "食品;DROP TABLE x",
            "-1",
        ),
        *("🍜", "é", "İ", "ﬁ", "　", "\n\t", "..", "u98df", "b98df54c1"),
    ],
)
def test_nothing_that_is_typed_can_break_or_widen_the_search(world: World, q: str):
    contribute(TITLES)
    found = selectors.find(SearchQuery(q=q))
    assert found.total <= len(TITLES)
    selectors.suggest(q)


@pytest.mark.parametrize("value", ["\0", "\ud800", "x" * 100_000, "' OR 1=1", "<b>", "-1"])
def test_no_filter_and_no_key_can_break_a_page(world: World, value: str):
    contribute(TITLES)
    for name in ("region", "theme", "department", "nature", "audience", "item_type", "online", "after", "life_event"):
        selectors.find(SearchQuery(q="许可", **{name: value}))
        selectors.find(SearchQuery(**{name: value}))
    assert selectors.guide(value) is None and selectors.facet_words(value) == ()
    assert selectors.guide(0) is None and selectors.guide(2**70) is None


def test_a_query_of_ten_kilobytes_is_cut(world: World):
    contribute(TITLES)
    with CaptureQueriesContext(connection) as captured:
        selectors.find(SearchQuery(q="食品经营许可" * 2000))
        selectors.find(SearchQuery(q="a " * 5000))
    assert max(len(query["sql"]) for query in captured.captured_queries) < 40_000


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery(),
        SearchQuery(q="食品", region=COUNTY),
        SearchQuery(q="怎么办食品许可", region=COUNTY),
        SearchQuery(theme="licence", audience="person", nature="power", online="1"),
    ],
)
def test_a_page_of_results_takes_at_most_six_statements(world: World, query: SearchQuery):
    for number in range(12):
        published(world.market, f"食品许可{number}")
    with CaptureQueriesContext(connection) as captured:
        assert selectors.find(query).results
    assert len(captured) <= 6


def test_guessing_what_was_meant_takes_at_most_nine_statements(world: World):
    published(world.market, "食品经营许可")
    Synonym.objects.create(term="食品证", means=["食品经营许可"])
    for q in ("怎么办食品经营许可证延续", "石品证", "食品京营许可", "食品精英许克", "火星移民签证"):
        with CaptureQueriesContext(connection) as captured:
            selectors.find(SearchQuery(q=q, region=COUNTY))
        assert len(captured) <= 9


def test_the_guide_page_takes_at_most_three_statements(world: World):
    version = published(world.market)
    with CaptureQueriesContext(connection) as captured:
        selectors.guide(version.item_id)
    assert len(captured) <= 3


def test_facets_count_what_the_other_filters_leave(world: World):
    published(world.market, "甲证", guide=body(themes=["licence"]))
    in_person = {"channels": ["window"], "visits": 1, "visit_reason": "本人到场", "visit_basis": [BASIS]}
    published(world.market, "乙证", guide=body(themes=["licence", "utilities"], **in_person))
    published(world.water, "丙证", guide=body(themes=["utilities"]), item_type="20", nature="convenience")
    page = selectors.find(SearchQuery(q="证", region=COUNTY))
    themes = {count.code: (count.label, count.n) for count in page.facets["theme"]}
    assert themes == {"licence": ("准营准办", 2), "utilities": ("水电气热", 2)}
    assert {count.label: count.n for count in page.facets["department"]} == {
        "西峡县市场监督管理局": 2,
        "西峡县自来水公司": 1,
    }
    assert {count.label: count.n for count in page.facets["online"]} == {"可网上办理": 2}
    narrowed = selectors.find(SearchQuery(q="证", theme="licence", department=str(world.market.pk)))
    assert narrowed.total == 2
    assert [(count.code, count.chosen) for count in narrowed.facets["theme"]] == [
        ("licence", True),
        ("utilities", False),
    ]
    assert selectors.find(SearchQuery(theme="no_such")).total == 0
    words = selectors.facet_words("theme", region=COUNTY)
    assert [(word.code, word.n) for word in words] == [("licence", 2), ("utilities", 2)]
    assert [word.n for word in selectors.facet_words("department")] == [2, 1]


def test_highlighted_parts_join_to_the_title_and_mark_the_words(world: World):
    contribute(("食品经营许可（新办）",))
    for q, marked in (
        ("经营", ["经营"]),
        ("經營 新辦", ["经营", "新办"]),
        ("spjy", ["食品经营"]),
        ("jingyingxu", ["经营许"]),
        ("食品经营许可延续", ["食品经营许可"]),
    ):
        (hit,) = selectors.find(SearchQuery(q=q)).results
        assert "".join(part.text for part in hit.parts) == hit.title
        assert [part.text for part in hit.parts if part.hit] == marked


def test_suggestions_are_titles_and_blank_asks_for_none(world: World):
    contribute(TITLES)
    assert [s.item_id for s in selectors.suggest("户口")] == [11]
    assert selectors.suggest("") == () and selectors.suggest("   ") == ()
    assert selectors.suggest("火星移民签证") == ()


def test_hot_items_come_by_weight(world: World):
    published(world.market, "甲证", weight=1)
    published(world.market, "乙证", weight=30)
    assert [hit.title for hit in selectors.hot(region=COUNTY, size=5)] == ["乙证", "甲证"]


def test_an_entry_written_again_forgets_its_old_words(world: World):
    contribute(("结婚登记",))
    contribute(("离婚登记",))
    assert titles("结婚") == [] and titles("离婚") == ["离婚登记"]
    services.unlist_entries(kind="item", keys=["1"])
    assert titles("离婚") == []


def test_reindexing_changes_nothing(world: World):
    published(world.market, "甲证")
    before = list(SearchEntry.objects.values())
    assert services.reindex() == 1
    assert list(SearchEntry.objects.values()) == before
