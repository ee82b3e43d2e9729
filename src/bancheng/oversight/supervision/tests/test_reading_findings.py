"""Who sees which findings, how they are counted, and how one ends."""

from __future__ import annotations

import pytest

from bancheng.frontline.ratings.tests.sample import clerk
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.law import Refused
from bancheng.oversight.supervision import selectors, services
from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.tests.sample import tell
from bancheng.registers.catalog.tests.sample import CITY, COUNTY, OTHER_COUNTY, PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests.cast import actor, verbs
from bancheng.registers.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(watch):
    """Three findings here, one in the other county."""
    tell(watch.passed(), watch.passed("statutory"), watch.late_step())
    organ = watch.world.elsewhere
    tell(watch.passed(case="e" * 32, number="其他", organisation=organ.pk, region=OTHER_COUNTY))
    return watch


def rules_of(page) -> list[str]:
    return [one.rule for one in page.rows]


def test_a_supervisor_sees_the_findings_of_his_region_newest_first(rows, django_assert_num_queries):
    who = rows.who
    with django_assert_num_queries(1):
        page = selectors.findings(who)
    assert rules_of(page) == ["step_overdue", "statutory_overdue", "case_overdue"]
    assert {one.region_name for one in page.rows} == {"西峡县"}
    assert rules_of(selectors.findings(actor(rows.stranger))) == ["case_overdue"]
    assert len(selectors.findings(PLATFORM).rows) == 4


def test_those_of_one_case_are_found_by_its_key_and_by_its_number(rows, django_assert_num_queries):
    who = rows.who
    with django_assert_num_queries(1):
        found = selectors.findings_of(who, rows.case.number)
    assert [one.rule for one in found] == ["case_overdue", "statutory_overdue", "step_overdue"]
    assert selectors.findings_of(who, rows.case.key) == found
    assert selectors.findings_of(who, "\x00") == ()


def test_a_grant_for_one_organisation_shows_that_ones_only(rows):
    other = Organisation.objects.exclude(pk=rows.world.organ.pk).get(region=COUNTY)
    limited = clerk(rows.world.organ, number="s3")
    identity.grant_role(staff=limited, role="supervisor", region=COUNTY, organisation_id=other.pk, by=PLATFORM)
    assert selectors.findings(actor(limited)).rows == ()
    assert selectors.findings_of(actor(limited), rows.case.key) == ()


def test_who_may_not_supervise_is_told_so_and_sees_nothing(rows):
    plain = actor(clerk(rows.world.organ, "clerk", "reviewer", number="c1"))
    key = Finding.objects.first().pk
    for ask in (selectors.findings, selectors.counts):
        with pytest.raises(AccessDenied) as denied:
            ask(plain)
        assert denied.value.visible
    with pytest.raises(AccessDenied) as denied:
        selectors.finding(plain, key)
    assert not denied.value.visible
    assert selectors.findings_of(plain, rows.case.key) == ()
    assert selectors.findings_of(rows.world.him, rows.case.key) == ()


def test_findings_are_narrowed_and_paged(rows):
    first = selectors.findings(PLATFORM, size=3)
    second = selectors.findings(PLATFORM, size=3, after=first.next_cursor)
    assert (len(first.rows), len(second.rows), second.next_cursor) == (3, 1, "")
    assert not {one.id for one in first.rows} & {one.id for one in second.rows}
    assert rules_of(selectors.findings(PLATFORM, rule="statutory_overdue")) == ["statutory_overdue"]
    assert rules_of(selectors.findings(PLATFORM, organisation=rows.world.elsewhere.pk)) == ["case_overdue"]
    assert len(selectors.findings(PLATFORM, region=CITY).rows) == 3
    for strange in ("x", "-1", "9" * 40, "１２", "\x00"):
        assert len(selectors.findings(PLATFORM, after=strange).rows) == 4
    assert selectors.findings(PLATFORM, region="\x00", rule="nothing").rows == ()


def test_counts_by_rule_and_by_organisation_agree_with_the_lists(rows, django_assert_num_queries):
    with django_assert_num_queries(2):
        counts = selectors.counts(PLATFORM)
    assert counts.total == 4
    assert counts.by_rule["case_overdue"] == 2
    assert counts.by_rule["bad_rating"] == 0
    assert [(name, n) for _, name, n in counts.by_organisation] == [
        ("西峡县市场监督管理局", 3),
        ("新密市市场监督管理局", 1),
    ]
    assert selectors.counts(rows.who).total == 3


def test_a_finding_is_closed_once_with_its_conclusion(rows):
    who = rows.who
    one = selectors.findings(who, rule="case_overdue").rows[0]
    with pytest.raises(Refused) as refused:
        services.close(one.id, conclusion=" \x00 ", by=who)
    assert refused.value.code == "supervision.conclusion"
    with pytest.raises(Refused):
        services.close(one.id, conclusion="长" * 2001, by=who)
    services.close(one.id, conclusion="已约谈，当日办结。", by=who)
    view = selectors.finding(who, one.id)
    assert (view.state, view.closed_by, view.conclusion) == ("closed", who.name, "已约谈，当日办结。")
    assert verbs(Subject("supervision.finding", str(one.id))) == ["find", "close_finding"]
    with pytest.raises(Refused) as refused:
        services.close(one.id, conclusion="再办一次", by=who)
    assert refused.value.code == "supervision.closed"
    assert len(selectors.findings(who, open_only=True).rows) == 2
    assert (selectors.counts(who).total, selectors.counts(who, open_only=False).total) == (2, 3)


def test_a_finding_out_of_scope_cannot_be_closed_and_reads_like_none(rows):
    one = selectors.findings(rows.who).rows[0]
    for key in (one.id, 999_999):
        with pytest.raises(AccessDenied) as denied:
            services.close(key, conclusion="办结", by=actor(rows.stranger))
        assert not denied.value.visible
        with pytest.raises(AccessDenied) as denied:
            selectors.finding(actor(rows.stranger), key)
        assert not denied.value.visible
