"""What people look for in vain is counted, never who they are; the catalogue team of the region answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import SearchMiss
from bancheng.registers.catalog.services import misses
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, TOWN, World, staff


def counted() -> dict[str, int]:
    return dict(SearchMiss.objects.values_list("text", "times"))


def test_the_same_words_count_as_one_however_they_are_typed(world: World):
    for q in ("火星簽證", "火星签证", " 火星签证 "):
        assert services.note_miss(q=q, region=COUNTY)
    services.note_miss(q="火星签证", region=OTHER_COUNTY)
    row = SearchMiss.objects.get(region_code=COUNTY)
    assert (row.text, row.times, row.asked) == ("火星签证", 3, "火星签证")
    assert SearchMiss.objects.count() == 2


@pytest.mark.parametrize(
    "q",
    [
        *(
            "411323199001010016",
            "41132319900101001X 社保",
            "４１１３２３１９９００１０１００１６",
            "身份证 411323 19900101 0016",
        ),
        *("13800138000", "138-0013-8000", "1 3 8 0 0 1 3 8 0 0 0", "电话0377-69662345", "①③⑧⓪⓪①③⑧"),
        *("٣٤٥٦٧٨٩", "一三八零零一三八零零零", "zhang.san@example.com", "ｚｓ＠example"),
        *("", "   ", "卡", "！？", "我叫" + "某" * 40, "\0", "\ud800"),
    ],
)
def test_what_may_be_personal_or_says_nothing_is_never_stored(world: World, q: str):
    assert not services.note_miss(q=q, region=COUNTY)
    assert not SearchMiss.objects.exists()


@pytest.mark.parametrize("q", ["12345热线", "A5 驾照", "二手车过户", "3C认证"])
def test_a_few_digits_are_words_like_others(world: World, q: str):
    assert services.note_miss(q=q, region=COUNTY)


def test_nobody_can_fill_the_table_in_a_day(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(misses, "MOST_NEW_A_DAY", 3)
    for number in "甲乙丙丁戊":
        services.note_miss(q=f"找不到的{number}", region=COUNTY)
    assert len(counted()) == 3
    assert services.note_miss(q="找不到的甲", region=COUNTY) and counted()["找不到的甲"] == 2


def test_staff_see_what_was_asked_in_their_region_most_frequent_first(world: World):
    for region, q, times in ((COUNTY, "甲类", 1), (TOWN, "乙类", 3), (OTHER_COUNTY, "丙类", 5), ("", "丁类", 2)):
        for _ in range(times):
            services.note_miss(q=q, region=region)
    county = staff("catalog.view", region=COUNTY)
    assert [row.text for row in selectors.misses(county)] == ["乙类", "甲类"]
    assert [row.text for row in selectors.misses(PLATFORM)] == ["丙类", "乙类", "丁类", "甲类"]
    assert list(selectors.misses(staff("cases.view", region=COUNTY))) == []
    elsewhere = SearchMiss.objects.get(text="丙类")
    with pytest.raises(AccessDenied):
        selectors.miss(county, elsewhere.pk)


def test_pages_of_the_list_follow_each_other(world: World):
    for number in range(7):
        for _ in range(number % 3 + 1):
            services.note_miss(q=f"词{'甲乙丙丁戊己庚'[number]}", region=COUNTY)
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        page = selectors.misses_page(PLATFORM, after=cursor, size=2)
        seen += [row.text for row in page.rows]
        cursor = page.next_cursor
    assert cursor == "" and seen == [row.text for row in selectors.misses(PLATFORM)] and len(seen) == 7
    assert selectors.misses_page(PLATFORM, after="garbled").rows[0].text == seen[0]


def test_an_answer_is_kept_with_who_gave_it(world: World):
    services.note_miss(q="火星签证", region=COUNTY)
    row = SearchMiss.objects.get()
    with pytest.raises(Refused, match="怎样处理"):
        services.settle_miss(pk=row.pk, remark=" ", by=PLATFORM)
    with pytest.raises(Refused, match="证件号码"):
        services.settle_miss(pk=row.pk, remark="已电话13800138000告知", by=PLATFORM)
    with pytest.raises(AccessDenied):
        services.settle_miss(pk=row.pk, remark="不属于本地", by=staff("searches.edit", region=OTHER_COUNTY))
    services.settle_miss(pk=row.pk, remark="不属于本地", by=staff("searches.edit", region=COUNTY))
    assert list(selectors.misses(PLATFORM)) == []
    (settled,) = selectors.misses(PLATFORM, state="settled")
    assert settled.remark == "不属于本地" and settled.settled_by
    with pytest.raises(Refused, match="没有这条记录"):
        services.settle_miss(pk=10**9, remark="不属于本地", by=PLATFORM)


def test_what_came_once_and_never_again_is_forgotten(world: World):
    for q in ("只有一次", "来过两次", "来过两次", "今天一次"):
        services.note_miss(q=q, region=COUNTY)
    old = law.today() - timedelta(days=91)
    SearchMiss.objects.exclude(text="今天一次").update(last_on=old)
    assert services.sweep_misses() == 1
    assert set(counted()) == {"来过两次", "今天一次"}
