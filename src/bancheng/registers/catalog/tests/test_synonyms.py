"""The table of synonyms is edited while the platform runs: whoever searches next finds by it."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.authority import SYNONYMS_SUBJECT
from bancheng.registers.catalog.models import SearchMiss, Synonym
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, staff
from bancheng.registers.catalog.tests.searching import TITLES, contribute, titles


def verbs() -> list[str]:
    return [entry.verb for entry in journal.entries_of(SYNONYMS_SUBJECT)]


def test_a_term_is_in_force_with_the_next_search_and_gone_with_the_one_after_its_removal(world: World):
    contribute(TITLES)
    assert titles("开饭馆") == []
    row = services.add_synonym(term="开饭馆", means=["食品经营许可"], by=PLATFORM)
    assert set(titles("开饭馆")) == {"食品经营许可（新办）", "食品经营许可（变更）"}
    services.edit_synonym(pk=row.pk, term="开饭馆", means=["公共场所卫生许可"], by=PLATFORM)
    assert titles("开饭馆") == ["公共场所卫生许可"]
    services.remove_synonym(pk=row.pk, by=PLATFORM)
    assert titles("开饭馆") == []
    assert verbs() == ["add_synonym", "edit_synonym", "remove_synonym"]


def test_saving_what_stands_already_leaves_no_trace(world: World):
    row = services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    services.edit_synonym(pk=row.pk, term="社保", means=["社会保险"], by=PLATFORM)
    assert verbs() == ["add_synonym"]


@pytest.mark.parametrize(
    ("term", "means", "code"),
    [
        ("", ["社会保险"], "synonym.term"),
        ("保", ["社会保险"], "synonym.term"),
        ("社保 卡", ["社会保障卡"], "synonym.term"),
        ("《》", ["社会保障卡"], "synonym.term"),
        ("社" * 41, ["社会保障卡"], "synonym.term"),
        ("社\0保", ["社会保障卡"], "synonym.term"),
        ("身份证41132319900101001X", ["居民身份证"], "synonym.term"),
        ("社保", [], "synonym.means"),
        ("社保", ["社保", "社保！"], "synonym.means"),
        ("社保", ["险" * 41], "synonym.means"),
        ("社保", [f"第{n}种保险" for n in range(9)], "synonym.means"),
        ("Ｅtc", ["电子收费"], "synonym.twice"),
        ("養老", ["养老保险"], "synonym.twice"),
    ],
)
def test_what_could_not_be_searched_for_is_refused(world: World, term: str, means: list[str], code: str):
    for standing in ("etc", "养老"):
        services.add_synonym(term=standing, means=["别的"], by=PLATFORM)
    with pytest.raises(Refused) as refusal:
        services.add_synonym(term=term, means=means, by=PLATFORM)
    assert refusal.value.code == code
    assert Synonym.objects.count() == 2


def test_a_county_does_not_change_the_words_of_everybody(world: World):
    row = services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    county = staff("searches.edit", region=COUNTY)
    for act in (
        lambda: services.add_synonym(term="医保", means=["医疗保险"], by=county),
        lambda: services.edit_synonym(pk=row.pk, term="社保", means=["医疗保险"], by=county),
        lambda: services.remove_synonym(pk=row.pk, by=county),
        lambda: services.upload_synonyms(content="常用说法,规范词\n医保,医疗保险\n".encode(), by=county),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert list(Synonym.objects.values_list("term", "means")) == [("社保", ["社会保险"])]


def test_a_file_adds_and_changes_and_tells_each_row_that_it_could_not_take(world: World):
    services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    services.add_synonym(term="低保", means=["最低生活保障"], by=PLATFORM)
    sheet = "常用说法,规范词\n社保,社会保险；社会保障\n低保,最低生活保障\n医保,基本医疗保险、医疗保障\n,空\n驾照,\n"
    told = services.upload_synonyms(content=sheet.encode("utf-8-sig"), by=PLATFORM)
    assert (told.added, told.changed, told.same, told.refused) == (1, 1, 1, 2)
    assert [line for line, _ in told.faults] == [5, 6]
    assert dict(Synonym.objects.values_list("term", "means")) == {
        "社保": ["社会保险", "社会保障"],
        "低保": ["最低生活保障"],
        "医保": ["基本医疗保险", "医疗保障"],
    }
    assert verbs()[-1] == "upload_synonyms" and verbs().count("upload_synonyms") == 1
    again = services.upload_synonyms(content=sheet.encode("gb18030"), by=PLATFORM)
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    assert verbs().count("upload_synonyms") == 1


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"PK\x03\x04 not a sheet", "常用说法\n社保\n".encode()]
)
def test_what_is_no_table_of_synonyms_is_refused(world: World, content: bytes):
    with pytest.raises(Refused):
        services.upload_synonyms(content=content, by=PLATFORM)
    assert not Synonym.objects.exists()


def test_a_search_in_vain_is_settled_by_the_synonym_that_answers_it(world: World):
    services.note_miss(q="开饭馆", region=COUNTY)
    services.note_miss(q="火星签证", region=COUNTY)
    services.add_synonym(term="开飯館", means=["食品经营许可"], by=PLATFORM)
    settled = dict(SearchMiss.objects.values_list("text", "remark"))
    assert settled == {"开饭馆": "已加同义词：食品经营许可", "火星签证": ""}


def test_words_are_found_in_the_table_by_what_is_said_and_by_what_is_meant(world: World):
    services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    services.add_synonym(term="低保", means=["最低生活保障"], by=PLATFORM)
    assert [row.term for row in selectors.synonyms("社会")] == ["社保"]
    assert [row.term for row in selectors.synonyms("保")] == ["低保", "社保"]
    assert list(selectors.synonyms("%")) == []
