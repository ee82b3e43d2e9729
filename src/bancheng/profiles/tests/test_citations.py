"""A citation of the shipped content names an article that its law has, or the law is known as not read."""

from __future__ import annotations

import pytest

from bancheng.ground.law import 优化营商环境条例, 行政许可法
from bancheng.profiles import citations, kept_lists
from bancheng.profiles.catalogue_reading import read_content
from bancheng.profiles.citations import Verdict
from bancheng.registers.catalog.lint.rules.bases import every_basis

CONTENT = read_content()
EACH = pytest.mark.parametrize("guide", CONTENT.guides, ids=lambda one: one.key)
LISTED = tuple((one.code, one.basis) for one in (*kept_lists.proofs(), *kept_lists.intermediaries()))
KNOWN = {Verdict.WITHIN, Verdict.UNREAD}


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("第十条", (10,)),
        ("第二十一条第一项", (21,)),
        ("第一百零五条第二项、第三项", (105,)),
        ("第十三条、第十六条", (13, 16)),
        ("第一千零七十六条", (1076,)),
        ("第一千二百六十条", (1260,)),
        ("附件二", ()),
    ],
)
def test_the_articles_of_a_citation_are_read(words: str, numbers: tuple[int, ...]) -> None:
    assert citations.articles(words) == numbers


def test_a_title_is_read_without_the_name_of_the_state_and_without_what_follows_it() -> None:
    assert citations.title("《中华人民共和国护照法》") == "护照法"
    assert citations.title("《公共租赁住房管理办法》（住房城乡建设部令第11号）") == "公共租赁住房管理办法"


def test_an_article_that_the_law_does_not_have_is_found() -> None:
    assert citations.verdict("《中华人民共和国护照法》", "第二十六条") == Verdict.WITHIN
    assert citations.verdict("《中华人民共和国护照法》", "第六条、第二十七条") == Verdict.BEYOND
    assert citations.verdict("《养老机构管理办法》（民政部令第66号）", "第九条") == Verdict.UNREAD
    assert citations.verdict("《没有这部法》", "第一条") == Verdict.UNKNOWN


@EACH
def test_every_article_that_a_guide_cites_lies_within_its_law(guide) -> None:
    cited = [(path, basis) for path, basis in every_basis(guide.body) if basis.article]
    wrong = [path for path, basis in cited if citations.verdict(basis.law, basis.article) not in KNOWN]
    assert wrong == [], "mend the article, or enter the law in profiles/catalogue/law_articles.yaml"


def test_every_article_that_a_list_cites_lies_within_its_law() -> None:
    cited = [(code, basis) for code, basis in LISTED if citations.articles(basis)]
    assert cited and [code for code, basis in cited if citations.verdict(basis, basis) not in KNOWN] == []


def test_the_table_holds_what_is_cited_and_nothing_else() -> None:
    table = citations.known_articles()
    used = {citations.title(basis.law) for guide in CONTENT.guides for _, basis in every_basis(guide.body)}
    used |= {citations.title(basis) for _, basis in LISTED}
    assert set(table.articles) | table.unread <= used
    assert table.unread.isdisjoint(table.articles)


def test_the_statutes_of_the_code_agree_with_the_table() -> None:
    table = citations.known_articles()
    for statute in (行政许可法, 优化营商环境条例):
        longest = max(number for words in statute.articles for number in citations.articles(words))
        assert longest <= table.articles[statute.short]


def test_most_citations_can_be_held_against_a_text() -> None:
    cited = [basis for guide in CONTENT.guides for _, basis in every_basis(guide.body) if basis.article]
    within = sum(citations.verdict(basis.law, basis.article) == Verdict.WITHIN for basis in cited)
    assert within / len(cited) > 0.75


@EACH
def test_no_stamp_is_asked_without_an_article(guide) -> None:
    stamped = [one for one in guide.body.materials if one.signature in {"seal", "both"}]
    bare = [
        one.name for one in stamped if "《" not in one.signature_note and not any(basis.article for basis in one.basis)
    ]
    assert bare == []


@EACH
def test_a_power_of_attorney_is_signed_or_sealed_never_both(guide) -> None:
    """民法典 art. 165: 由被代理人签名或者盖章."""
    assert {one.signature for one in guide.body.materials if one.name == "授权委托书"} <= {"signature"}
