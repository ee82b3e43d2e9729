"""What goes wrong with a case leaves a finding, once, and the supervisors of its region are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from bancheng.frontline.ratings import services as ratings
from bancheng.frontline.ratings.models import Rating
from bancheng.frontline.ratings.tests.sample import clerk
from bancheng.ground.access import ANONYMOUS, Subject
from bancheng.ground.jobs import report_refusal
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, 行政许可法
from bancheng.oversight.supervision import selectors, services
from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.rules import RULES
from bancheng.oversight.supervision.tests.sample import DUE, tell, watch_of
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity.tests.cast import actor, verbs
from bancheng.registers.messages import selectors as inbox

pytestmark = pytest.mark.django_db


def found(watch) -> list[str]:
    return [one.rule for one in selectors.findings_of(watch.who, watch.case.key)]


def test_acceptance_by_silence_is_found_once_and_the_regions_supervisor_is_told(watch):
    tell(watch.deemed(), watch.deemed())
    (view,) = selectors.findings_of(watch.who, watch.case.key)
    assert (view.rule, view.responsible, view.state_label) == ("acceptance_by_silence", "受理岗", "待核查")
    assert (view.number, view.organisation_name) == (watch.case.number, "西峡县市场监督管理局")
    assert view.article == "《行政许可法》第三十二条"
    assert view.facts == (("视为受理日期", "2026-11-12"), ("承诺办结日期", "2026-12-03"))

    about = Subject("supervision.finding", str(view.id))
    assert verbs(about) == ["find"]
    (message,) = inbox.inbox(watch.officer.account).messages
    assert message.title == "监察发现：逾期未受理也未告知，视为受理"
    assert message.subject == Subject("cases.case", watch.case.key)
    assert watch.case.number in message.body
    assert inbox.unread_count(watch.stranger.account) == 0


def test_an_acceptance_in_time_is_no_finding(watch):
    tell(watch.deemed(deemed=False))
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("clock", "rule", "responsible"),
    [
        ("acceptance", "acceptance_by_silence", "受理岗"),
        ("decision", "case_overdue", "审查岗"),
        ("statutory", "statutory_overdue", "审查岗"),
    ],
)
def test_a_passed_deadline_names_the_rule_the_day_and_the_post_that_holds_the_work(watch, clock, rule, responsible):
    watch.open_stage()
    tell(watch.passed(clock), watch.passed(clock))
    (view,) = selectors.findings_of(watch.who, watch.case.key)
    assert (view.rule, view.due_on, view.responsible) == (rule, DUE, responsible)


def test_silence_told_by_the_clock_and_by_the_acceptance_is_one_finding(watch):
    tell(watch.passed("acceptance"), watch.deemed())
    assert found(watch) == ["acceptance_by_silence"]


def test_each_overdue_stage_is_a_finding_of_its_own(watch):
    tell(watch.late_step(1), watch.late_step(1), watch.late_step(2))
    views = selectors.findings_of(watch.who, watch.case.key)
    assert [(one.rule, one.facts, one.due_on) for one in views] == [("step_overdue", (("环节", "审查"),), DUE)] * 2
    assert [one.responsible for one in views] == ["审查岗"] * 2


@pytest.mark.demand("EVA-02")
def test_a_bad_rating_makes_the_case_abnormal_and_a_good_one_does_not(watch):
    good, bad = watch.world.invited(), watch.world.invited()
    ratings.rate(token=good.token, grade=3, by=ANONYMOUS)
    ratings.rate(token=bad.token, grade=2, indicators=["214", "209"], words="态度生硬", by=ANONYMOUS)
    tell()
    (view,) = selectors.findings(watch.who).rows
    assert (view.rule, view.case, view.number) == ("bad_rating", bad.case, bad.number)
    rating = Rating.objects.get(invitation__case=bad.case)
    assert view.facts == (("评价编号", str(rating.pk)), ("评价等级", "不满意"), ("评价指标", "209、214"))
    assert "态度生硬" not in str(Finding.objects.get().facts)


def refuse(watch, by, *, sentence="指南没有要求“房产证”，不能要求补正。", code="cases.unlisted_material", verb=None):
    refusal = Refused(code, sentence, 行政许可法("第三十一条"))
    subject = Subject("cases.case", watch.case.key)
    report_refusal(subject, verb or "request_supplement", by=by, refusal=refusal)


@pytest.mark.django_db(transaction=True)
def test_a_demand_outside_the_guide_is_found_with_who_tried_it(closed):
    watch = watch_of(closed)
    wrong = actor(clerk(watch.world.organ, "clerk", number="c9"))
    refuse(watch, wrong)
    refuse(watch, wrong)
    tell()
    (view,) = selectors.findings_of(watch.who, watch.case.key)
    assert (view.rule, view.responsible) == ("refused_unlisted_material", wrong.name)
    entry = journal.entries_of(Subject("cases.case", watch.case.key)).filter(refused=True).last()
    assert dict(view.facts) == {
        "被拒绝的操作": "一次性告知补正",
        "拒绝的理由": "指南没有要求“房产证”，不能要求补正。",
        "操作日志条目": str(entry.number),
    }
    refuse(watch, wrong, sentence="指南没有要求“租赁合同”，不能要求补正。")
    tell()
    assert found(watch) == ["refused_unlisted_material"] * 2


@pytest.mark.django_db(transaction=True)
def test_other_refusals_and_those_of_applicants_are_no_findings(closed):
    watch = watch_of(closed)
    staff = actor(clerk(watch.world.organ, "clerk", number="c9"))
    refuse(watch, watch.world.him)
    refuse(watch, staff, verb="add_file")
    refuse(watch, staff, code="cases.moved_on")
    refusal = Refused("cases.unlisted_material", "没有这份材料。")
    report_refusal(Subject("cases.case", "0" * 32), "request_supplement", by=staff, refusal=refusal)
    tell()
    assert not Finding.objects.exists()


def test_the_same_thing_is_one_row_in_the_database_too(watch):
    tell(watch.passed())
    row = Finding.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(
            rule=row.rule,
            case=row.case,
            number=row.number,
            item_name=row.item_name,
            organisation=row.organisation,
            region=row.region,
            found_at=row.found_at,
        )
    again = {"rule": row.rule, "case": row.case, "number": row.number, "item_name": row.item_name, "by": PLATFORM}
    assert not services.record(**again, organisation=row.organisation_id, region=row.region_id)


def test_an_organisation_that_does_not_exist_is_a_mistake_and_not_a_finding_made_before(watch):
    facts = {"rule": "case_overdue", "case": "a" * 32, "number": "x", "item_name": "x", "by": PLATFORM}
    with pytest.raises(KeyError):
        services.record(**(facts | {"rule": "unknown"}), organisation=watch.world.organ.pk, region="411323000000")
    with pytest.raises(ObjectDoesNotExist):
        services.record(**facts, organisation=999_999, region="411323000000")
    assert not Finding.objects.exists()


def test_the_gravest_rules_come_first_and_each_has_words():
    assert list(RULES)[:3] == ["acceptance_by_silence", "statutory_overdue", "case_overdue"]
    assert all(rule.label and rule.code == code for code, rule in RULES.items())
