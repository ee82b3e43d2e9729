"""Statutory terms agree with their articles; promises are compared with them in like units only."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from bancheng.ground.law import (
    CORRECTION_NOTICE,
    DECISION,
    HEARING_REQUEST,
    INSTANT,
    RENEWAL,
    NoStatutoryTerm,
    OtherProcedure,
    SpecialProcedure,
    Term,
    TermUnit,
    like,
    pauses_statutory_clock,
    procedure,
    promise_is_shorter,
    statutory,
    行政许可法,
)
from bancheng.ground.law.terms import STATUTORY

CSV = Path(__file__).parents[2].parent / "shared" / "data" / "special_procedures.csv"

# key, days, article, the words of the article that give the days
TABLE = [
    ("correction_notice", 5, "第三十二条", "应当当场或者在五日内一次告知申请人需要补正的全部内容"),
    ("decision", 20, "第四十二条", "自受理行政许可申请之日起二十日内作出行政许可决定"),
    ("extension", 10, "第四十二条", "经本行政机关负责人批准，可以延长十日"),
    ("joint_decision", 45, "第四十二条", "办理的时间不得超过四十五日"),
    ("joint_extension", 15, "第四十二条", "经本级人民政府负责人批准，可以延长十五日"),
    ("first_review", 20, "第四十三条", "自其受理行政许可申请之日起二十日内审查完毕"),
    ("delivery", 10, "第四十四条", "自作出决定之日起十日内向申请人颁发、送达行政许可证件"),
    ("hearing_request", 5, "第四十七条", "在被告知听证权利之日起五日内提出听证申请"),
    ("hearing_organise", 20, "第四十七条", "行政机关应当在二十日内组织听证"),
    ("hearing_notice", 7, "第四十八条", "行政机关应当于举行听证的七日前"),
    ("renewal", 30, "第五十条", "在该行政许可有效期届满三十日前"),
]


@pytest.mark.parametrize(("key", "days", "article", "words"), TABLE)
def test_a_term_says_what_its_article_says(key: str, days: int, article: str, words: str) -> None:
    term = statutory(key, on=date(2026, 11, 22))
    assert (term.n, term.article) == (days, 行政许可法(article))
    assert 行政许可法(article).says(words)


def test_the_table_above_names_every_term() -> None:
    assert {row[0] for row in TABLE} == set(STATUTORY)


def test_periods_of_the_organ_are_working_days_and_those_of_the_applicant_are_marked_as_a_reading() -> None:
    assert 行政许可法("第八十二条").says("行政机关实施行政许可的期限以工作日计算，不含法定节假日")
    unsettled = {key for key, versions in STATUTORY.items() if not versions[-1].settled}
    assert unsettled == {"hearing_request", "renewal"}
    assert {versions[-1].unit for key, versions in STATUTORY.items() if key != "renewal"} == {TermUnit.WORKDAY}
    assert (HEARING_REQUEST.unit, RENEWAL.unit) == (TermUnit.WORKDAY, TermUnit.DAY)


def test_before_the_law_was_in_force_there_is_no_term() -> None:
    assert statutory("decision", on=date(2004, 7, 1)) == DECISION
    with pytest.raises(NoStatutoryTerm):
        statutory("decision", on=date(2004, 6, 30))
    with pytest.raises(NoStatutoryTerm):
        statutory("no_such_term", on=date(2026, 1, 1))


def test_the_version_in_force_on_the_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    revised = Term(15, article=DECISION.article, valid_from=date(2030, 1, 1))
    monkeypatch.setattr("bancheng.ground.law.terms.STATUTORY", {"decision": (revised, DECISION)})
    assert statutory("decision", on=date(2029, 12, 31)).n == 20
    assert statutory("decision", on=date(2030, 1, 1)).n == 15


D, W, M, Y = TermUnit.DAY, TermUnit.WORKDAY, TermUnit.MONTH, TermUnit.YEAR


@pytest.mark.parametrize(
    ("promised", "statutory_term", "answer"),
    [
        (Term(15), Term(20), True),
        (Term(20), Term(20), False),
        (Term(21), Term(20), False),
        (Term(5, D), Term(20, D), True),
        (Term(5, W), Term(20, D), None),
        (Term(5, D), Term(20, W), None),
        (Term(1, M), Term(30, D), None),
        (Term(11, M), Term(1, Y), True),
        (Term(12, M), Term(1, Y), False),
        (INSTANT, Term(20), True),
        (INSTANT, Term(3, M), True),
        (Term(0), Term(1), True),
        (INSTANT, INSTANT, True),
        (Term(1), INSTANT, False),
        (Term(5), None, None),
        (INSTANT, None, None),
    ],
)
def test_a_promise_must_be_strictly_shorter_in_like_units(
    promised: Term, statutory_term: Term | None, answer: bool | None
) -> None:
    assert promise_is_shorter(promised, statutory_term) is answer


def test_units_are_alike_both_ways() -> None:
    assert all(like(a, b) == like(b, a) for a in TermUnit for b in TermUnit)
    assert not like(W, D)


def test_terms_read_as_sentences() -> None:
    assert [term.label for term in (CORRECTION_NOTICE, Term(30, D), Term(3, M), Term(0), INSTANT)] == [
        "5 个工作日",
        "30 个自然日",
        "3 个月",
        "即办",
        "即办",
    ]


def test_impossible_terms_are_refused() -> None:
    with pytest.raises(ValueError, match="负数"):
        Term(-1)
    with pytest.raises(ValueError, match="即办"):
        Term(1, TermUnit.INSTANT)


def test_the_eight_procedures_are_the_list_of_article_45_and_no_other() -> None:
    listed = "、".join(kind.label for kind in SpecialProcedure)
    assert 行政许可法("第四十五条").says(f"依法需要{listed.replace('、专家评审', '和专家评审')}的")
    assert all(pauses_statutory_clock(kind) for kind in SpecialProcedure)


@pytest.mark.parametrize("kind", OtherProcedure)
def test_no_other_procedure_stops_the_clock(kind: OtherProcedure) -> None:
    assert not pauses_statutory_clock(kind)
    assert not pauses_statutory_clock(kind, cited="  ")


def test_another_law_may_stop_the_clock_but_an_extension_never_does() -> None:
    assert pauses_statutory_clock(OtherProcedure.ASSESSMENT, cited="《环境影响评价法》第二十二条")
    assert not pauses_statutory_clock(OtherProcedure.EXTENSION, cited="《行政许可法》第四十二条")


def test_a_procedure_is_found_by_its_code() -> None:
    assert procedure("PS") is SpecialProcedure.EXPERT_REVIEW
    assert procedure("XC") is OtherProcedure.SITE_INSPECTION
    with pytest.raises(ValueError, match="没有这种特别程序"):
        procedure("ZZ")


def test_the_codes_are_those_of_the_reference_table() -> None:
    if not CSV.exists():
        pytest.skip("the reference table is not at hand")
    rows = list(csv.DictReader(CSV.open(encoding="utf-8-sig")))
    assert {row["code"] for row in rows} == {kind.value for kind in (*SpecialProcedure, *OtherProcedure)}
    for row in rows:
        kind = procedure(row["code"])
        assert row["name"].startswith(kind.label[:2])
        assert pauses_statutory_clock(kind) is (row["suspends_clock"] == "Y")
