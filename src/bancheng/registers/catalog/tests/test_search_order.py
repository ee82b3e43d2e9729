"""Which of many comes first: the title, the audience, how much it is used, how near it is; on every database alike."""

from __future__ import annotations

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.tests.sample import COUNTY, TOWN, World, body, published
from bancheng.registers.catalog.tests.searching import CARD, contribute, titles
from bancheng.registers.catalog.types import SearchDocument, SearchQuery

CITY, PROVINCE = "411300000000", "410000000000"


def ids(q: str, **more: object) -> list[int]:
    return [hit.item_id for hit in selectors.find(SearchQuery(q=q, **more)).results]  # type: ignore[arg-type]


def enter(*documents: tuple[int, str, str, int, str]) -> None:
    services.index_entries(
        kind="item",
        documents=[
            SearchDocument(
                key=str(number),
                title=title,
                region_code=region,
                weight=weight,
                audience=audience,
                card=CARD | {"item_id": number},
            )
            for number, title, region, weight, audience in documents
        ],
    )


def test_the_order_is_title_then_weight_then_region_and_does_not_waver(world: World):
    documents = [
        SearchDocument(key="1", title="补领户口簿", region_code=COUNTY, card=CARD | {"item_id": 1}),
        SearchDocument(key="2", title="户口簿补领", region_code="410000000000", weight=5, card=CARD | {"item_id": 2}),
        SearchDocument(key="3", title="户口簿补领", region_code=TOWN, weight=5, card=CARD | {"item_id": 3}),
        SearchDocument(key="4", title="户口簿补领", region_code=COUNTY, weight=5, card=CARD | {"item_id": 4}),
        SearchDocument(key="5", title="户口簿", region_code=COUNTY, card=CARD | {"item_id": 5}),
        SearchDocument(
            key="6", title="户口迁移", words=("户口簿",), region_code=COUNTY, weight=99, card=CARD | {"item_id": 6}
        ),
        SearchDocument(key="7", title="户口簿补领", region_code=COUNTY, weight=9, card=CARD | {"item_id": 7}),
    ]
    services.index_entries(kind="item", documents=documents)
    found = selectors.find(SearchQuery(q="户口簿", region=COUNTY))
    assert [hit.item_id for hit in found.results] == [5, 7, 4, 3, 2, 1, 6]


def test_audience_narrows_and_puts_its_own_first(world: World):
    both = body(audience=["1", "2"])
    published(world.market, "甲证", guide=both, weight=9)
    published(world.market, "乙证", guide=body(audience=["1"]))
    published(world.market, "丙证", guide=body(audience=["2", "6"]))
    assert titles("证", audience="person") == ["乙证", "甲证"]
    assert titles("证", audience="legal") == ["丙证", "甲证"]


def test_of_items_with_the_very_name_the_nearest_comes_first_however_much_another_is_used(world: World):
    enter(
        (1, "户口簿补领", PROVINCE, 90, "person"),
        (2, "户口簿补领", CITY, 80, "person"),
        (3, "户口簿补领", COUNTY, 0, "person"),
        (4, "户口簿补领", TOWN, 70, "person"),
        (5, "户口簿补领换领", COUNTY, 99, "person"),
    )
    assert ids("户口簿补领", region=COUNTY) == [3, 4, 2, 1, 5]
    assert ids("户口簿补领", region=TOWN)[0] == 4
    assert ids("户口簿补领") == [1, 2, 4, 3, 5]


def test_a_name_comes_first_to_the_letter_and_however_long_it_is(world: World):
    long = "、".join(f"第{number}种水上水下施工作业" for number in range(12))
    names = (
        *("伤残待遇申领（津贴、护理费）", "伤残待遇申领（津贴，护理费）", "伤残待遇申领（津贴 护理费）"),
        *(f"{long}审批", f"{long}变更", f"{long}换证"),
    )
    contribute(names)
    for name in names:
        assert len(name) <= 200 and titles(name)[0] == name


def test_who_is_logged_in_sees_his_own_kind_first_and_the_others_still(world: World):
    enter(
        (1, "登记甲", COUNTY, 9, "legal"),
        (2, "登记乙", COUNTY, 0, "person"),
        (3, "登记丙", COUNTY, 5, "both"),
        (4, "登记", COUNTY, 0, "legal"),
    )
    assert ids("登记") == [4, 1, 3, 2]
    assert ids("登记", leaning="person") == [4, 2, 3, 1]
    assert ids("登记", leaning="legal") == [4, 1, 3, 2]
    assert ids("登记", leaning="<b>") == [4, 1, 3, 2]


def test_pages_over_equal_names_of_many_regions_have_neither_gap_nor_repetition(world: World):
    contribute(("户口迁移",) * 12)
    contribute(("户口迁移",) * 12, first=13, region=PROVINCE)
    seen: list[int] = []
    cursor = ""
    for _ in range(6):
        page = selectors.find(SearchQuery(q="户口迁移", region=COUNTY, size=5, after=cursor))
        seen += [hit.item_id for hit in page.results]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 24 and set(seen[:12]) == set(range(1, 13))
