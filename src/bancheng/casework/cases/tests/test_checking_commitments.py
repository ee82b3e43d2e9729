"""事后核查: drawn by risk, shared by the organs that approve, supervise and enforce, its outcome recorded once and shared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Commitment, CommitmentCheck, CreditRecord, DemoCredit
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.tests.committing import (
    Platform,
    committed_item,
    draft,
    enforcer,
    granted,
    signed,
    template,
)
from bancheng.casework.cases.tests.stage import PDF, STAGES, Stage
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.duties import selectors as duties
from bancheng.registers.duties.models import Duty
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import services as organisations


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def officer(stage: Stage, role: str = "reviewer") -> Actor:
    """Somebody of the organ that enforces."""
    return stage.staff(role, "韩卫国" if role == "reviewer" else "冯志强", organ=enforcer(stage))


def breached(stage: Stage, by: Actor | None = None) -> Commitment:
    kept = granted(stage)
    check = kept.checks.get(organisation=enforcer(stage))
    services.record_commitment_outcome(
        check.pk,
        by=by or officer(stage),
        result="breached",
        note="现场查见两名从业人员没有健康证明",
        evidence="2026年11月20日现场检查笔录第 3 号",
    )
    return Commitment.objects.get(pk=kept.pk)


@pytest.mark.demand("APP-21")
def test_high_risk_is_checked_in_every_case_by_all_departments_and_the_outcome_is_recorded(stage: Stage) -> None:
    reviewer, enforcing = stage.staff("reviewer"), officer(stage)
    kept = granted(stage)
    drain()
    assert kept.drawn and kept.rate == 100 and kept.due_on == date(2027, 1, 19)
    told = {(one.organisation.name, tuple(one.parts)) for one in CommitmentCheck.objects.all()}
    assert told == {
        ("西峡县市场监督管理局", ("approving", "supervising")),
        ("西峡县城市管理局", ("enforcing",)),
    }
    for who in (reviewer, enforcing):
        (duty,) = duties.open_duties(who, mine=True)
        assert duty.kind == "cases.commitment_check" and duty.due_on == date(2027, 1, 19)
        assert Message.objects.filter(account=who.account, template__key="cases.commitment_to_check").count() == 1
        (line,) = selectors.commitment_checks(who).lines
        assert line.number == kept.case.number and not line.late
    (check,) = (one for one in CommitmentCheck.objects.all() if "enforcing" in one.parts)
    services.record_commitment_outcome(check.pk, by=enforcing, result="fulfilled", note="现场核查，与承诺一致")
    done = Commitment.objects.get()
    assert (done.result, done.checked_name, done.barred_until) == ("fulfilled", "韩卫国", None)
    assert set(Duty.objects.values_list("state", flat=True)) == {"done"}
    assert selectors.commitment_checks(reviewer).lines == ()
    assert [one.result_label for one in selectors.commitment_checks(reviewer, part="fulfilled").lines] == ["已履行"]


@pytest.mark.demand("APP-21")
def test_low_risk_is_drawn_by_the_localitys_rate_and_the_draw_follows_from_the_number(stage: Stage) -> None:
    kept = granted(stage, "low")
    assert kept.rate == 10 and kept.draw == rules.ticket(kept.case.number)
    assert kept.drawn is (kept.draw < 1000) and kept.checks.exists() is kept.drawn
    assert kept.result == ("" if kept.drawn else "skipped")
    facts = Entry.objects.get(verb="decide").facts
    assert (facts["check_draw"], facts["check_rate"]) == (kept.draw, 10)


@pytest.mark.demand("APP-21")
@pytest.mark.parametrize(("rate", "drawn"), [(100, True), (1, False)])
def test_the_rate_is_a_rule_of_the_region_on_the_day_of_filing(
    stage: Stage, rate: int, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ticket", lambda _number: 5000)
    organisations.set_rule(
        key="cases.commitment_rate_low",
        region="411323000000",
        valid_from=date(2026, 11, 20),
        value=rate,
        basis="演示规定",
        by=PLATFORM,
    )
    kept = granted(stage, "low")
    assert (kept.rate, kept.drawn) == (rate, drawn)
    assert CommitmentCheck.objects.exists() is drawn and Duty.objects.exists() is drawn


def test_the_draw_spreads_and_is_the_same_whenever_it_is_made() -> None:
    lots = [rules.ticket(f"41132320261120{number:06d}0") for number in range(2000)]
    assert lots == [rules.ticket(f"41132320261120{number:06d}0") for number in range(2000)]
    assert 130 < sum(rules.drawn(lot, 10) for lot in lots) < 270
    assert all(rules.drawn(lot, 100) for lot in lots)


def test_a_refusal_is_not_checked(stage: Stage) -> None:
    who = stage.citizen()
    number = services.submit(signed(stage, committed_item(stage)), by=who, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="不符合条件。")
    kept = Commitment.objects.get()
    assert not kept.drawn and kept.rate is None
    assert not CommitmentCheck.objects.exists() and not CreditRecord.objects.exists()


def test_an_outcome_says_what_was_found_and_stands_once(stage: Stage) -> None:
    kept, who = granted(stage), officer(stage)
    check = kept.checks.get(organisation=enforcer(stage)).pk

    def record(**more: str) -> None:
        given = {"result": "breached", "note": "已核查", "evidence": "检查笔录"} | more
        services.record_commitment_outcome(check, by=who, **given)

    assert refusal(lambda: record(result="skipped")) == "cases.commitment_result"
    assert refusal(lambda: record(note=" ")) == "cases.commitment_note"
    assert refusal(lambda: record(evidence="\x00")) == "cases.commitment_evidence"
    assert refusal(lambda: record(note="长" * 501)) == "cases.too_long"
    record(evidence="王某 41132319900101123X 的笔录")
    done = Commitment.objects.get()
    assert "41132319900101123X" not in done.evidence
    assert refusal(lambda: record(result="fulfilled")) == "cases.commitment_checked"
    assert Entry.objects.filter(verb="check_commitment").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(evidence="")


def test_only_the_organs_that_share_it_see_it_and_only_reviewers_and_approvers_record_it(stage: Stage) -> None:
    kept = granted(stage)
    check = kept.checks.get(organisation=enforcer(stage)).pk
    clerk = officer(stage, "clerk")
    stranger = stage.staff("reviewer", "外地人", organ=stage.world.elsewhere)
    for who, visible in ((clerk, True), (stranger, False), (stage.citizen(), False)):
        with pytest.raises(AccessDenied) as denied:
            services.record_commitment_outcome(check, by=who, result="fulfilled", note="已核查")
        assert denied.value.visible is visible
    assert not selectors.commitment_check(clerk, check).may_record
    assert selectors.commitment_checks(stranger, part="").lines == ()
    with pytest.raises(AccessDenied):
        selectors.commitment_check(stranger, check)
    found = selectors.commitment_check(officer(stage), check)
    assert found.may_record and found.proven and not found.sees_case
    assert found.commitment.lines == ("从业人员健康证明",)


def test_a_breach_is_put_before_the_approver_and_bars_the_applicant_until_its_last_day(
    stage: Stage, move: Callable[..., None]
) -> None:
    approver, who = stage.staff("approver"), stage.citizen()
    kept = breached(stage)
    drain()
    assert kept.barred_until == date(2028, 11, 20)
    for account, key in ((approver.account, "cases.commitment_breached"), (who.account, "cases.commitment_broken")):
        message = Message.objects.get(account=account, template__key=key)
        assert "没有健康证明" in message.body
    own = selectors.own_case(who, kept.case.number).commitment
    assert own is not None and own.result == "breached"
    key = draft(stage, committed_item(stage))
    with pytest.raises(Refused) as refused:
        services.choose_commitment(key, by=who)
    assert refused.value.code == "cases.commitment_barred" and "2028年11月20日" in refused.value.sentence
    other = stage.citizen("李秀英", 2)
    services.sign_commitment(draft(stage, committed_item(stage), other), by=other, name="李秀英", confirmed=True)
    move(date(2028, 11, 20))
    assert refusal(lambda: services.choose_commitment(key, by=who)) == "cases.commitment_barred"
    move(date(2028, 11, 21))
    services.choose_commitment(key, by=who)


def test_a_breach_recorded_while_another_application_is_signed_stops_its_submission(stage: Stage) -> None:
    who = stage.citizen()
    kept = granted(stage)
    key = signed(stage, committed_item(stage))
    check = kept.checks.get(organisation=enforcer(stage)).pk
    services.record_commitment_outcome(check, by=officer(stage), result="breached", note="不实", evidence="笔录")
    assert refusal(lambda: services.submit(key, by=who, declared=True)) == "cases.form"
    (problem,) = selectors.draft(who, key).problems
    assert "未履行承诺的记录" in problem.sentence
    services.drop_commitment(key, by=who)
    assert [one.part for one in selectors.draft(who, key).problems] == ["material"]


def test_checks_are_found_by_state_risk_and_number_page_by_page(stage: Stage, move: Callable[..., None]) -> None:
    numbers = [granted(stage).case.number for _ in range(3)]
    who = officer(stage)
    first = selectors.commitment_checks(who, size=2)
    assert [one.number for one in first.lines] == [numbers[2], numbers[1]]
    assert [one.number for one in selectors.commitment_checks(who, size=2, after=first.after).lines] == [numbers[0]]
    assert [one.number for one in selectors.commitment_checks(who, q=str(numbers[1])).lines] == [numbers[1]]
    assert selectors.commitment_checks(who, risk="low").lines == ()
    assert selectors.commitment_checks(who, part="late").lines == ()
    move(date(2027, 1, 20))
    assert len(selectors.commitment_checks(who, part="late").lines) == 3
    assert selectors.commitment_checks(who, q="\x00%", after="x").lines == ()


@pytest.mark.demand("APP-22")
def test_a_breach_leaves_one_record_in_the_outbox_which_the_receiving_stub_acknowledges(stage: Stage) -> None:
    kept = breached(stage)
    waiting = CreditRecord.objects.get(about="outcome")
    assert (waiting.state, waiting.receipt) == ("waiting", "")
    drain()
    sent = {one.about: one for one in selectors.credit_records(stage.staff("approver")).lines}
    assert set(sent) == {"commitment", "outcome"} and {one.state for one in sent.values()} == {"sent"}
    assert sent["outcome"].receipt.startswith("XY") and sent["outcome"].result_label == "未履行"
    assert {one.reference: one.breached for one in DemoCredit.objects.all()} == {
        f"{kept.case.number}-commitment": False,
        f"{kept.case.number}-outcome": True,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditRecord.objects.create(commitment=kept, about="outcome", created_at=kept.signed_at)


@pytest.mark.demand("APP-22")
def test_what_is_shared_names_the_subject_and_neither_job_nor_journal_holds_his_number(
    stage: Stage, platform: Platform
) -> None:
    breached(stage)
    drain()
    first, second = platform.taken
    assert (first.about, first.result, second.about, second.result) == ("commitment", "", "outcome", "breached")
    assert first.kind == "person" and first.name == "王小满" and len(first.identifier) == 18
    assert first.identifier not in repr(first) and first.digest == Commitment.objects.get().digest
    kept = [*Job.objects.values_list("arguments", flat=True), *Entry.objects.values_list("facts", flat=True)]
    assert not any(first.identifier in str(one) for one in kept)


@pytest.mark.django_db(transaction=True)
def test_a_platform_that_is_down_is_told_later_and_nothing_is_lost(
    stage: Stage, platform: Platform, move: Callable[..., None]
) -> None:
    kept = granted(stage)
    platform.down = "连接超时"
    drain()
    record = CreditRecord.objects.get()
    assert (record.state, record.tries, record.error) == ("waiting", 1, "连接超时")
    platform.down = ""
    move(date(2026, 11, 23))
    drain()
    record.refresh_from_db()
    assert (record.state, record.tries, record.receipt, record.error) == ("sent", 2, "XY0001", "")
    assert [one.reference for one in platform.taken] == [f"{kept.case.number}-commitment"]


def test_a_record_that_was_given_up_is_sent_again_by_who_decides(stage: Stage, platform: Platform) -> None:
    granted(stage)
    approver = stage.staff("approver")
    record = CreditRecord.objects.get()
    assert refusal(lambda: services.send_credit_again(record.pk, by=approver)) == "cases.credit_not_failed"
    CreditRecord.objects.update(state="failed", tries=8, error="格式不对")
    with pytest.raises(AccessDenied):
        services.send_credit_again(record.pk, by=stage.staff("approver", "外地人", organ=stage.world.elsewhere))
    services.send_credit_again(record.pk, by=approver)
    drain()
    record.refresh_from_db()
    assert record.state == "sent" and record.tries == 9


def test_the_configuration_check_tells_how_the_credit_plug_stands(platform: Platform, settings: object) -> None:
    assert [(one.plug, one.state) for one in selectors.checks()] == [("credit", "ok")]
    platform.down = "证书已过期"
    assert [(one.state, one.sentence) for one in selectors.checks()] == [("fail", "证书已过期")]
    settings.BANCHENG_CREDIT = "nobody"  # type: ignore[attr-defined]
    (health,) = selectors.checks()
    assert health.state == "fail" and "BANCHENG_CREDIT" in health.sentence
    settings.BANCHENG_CREDIT, settings.BANCHENG_MODE = "demo", "production"  # type: ignore[attr-defined]
    assert [one.state for one in selectors.checks()] == ["fail"]


def test_where_the_guide_says_so_the_inspection_waits_for_the_check(stage: Stage) -> None:
    who, approver = stage.citizen(), stage.staff("approver")
    usual = {"stages": STAGES, "handling": "promised", "promised": {"unit": "workday", "n": 5}}
    item = committed_item(stage, commitment=template(inspect_afterwards=True), **usual)
    number = services.submit(signed(stage, item), by=who, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    assert "inspect" not in [key for key, _name, _place in stage.seen(number).stages]
    stage.agree(number, "review")
    services.decide(number, by=approver, outcome="granted")
    other = stage.citizen("李秀英", 2)
    plain = draft(stage, item, other)
    services.add_file(plain, line=2, stream=BytesIO(PDF), name="健康证明.pdf", by=other)
    number = services.submit(plain, by=other, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    stage.agree(number, "review")
    assert refusal(lambda: services.decide(number, by=approver, outcome="granted")) == "cases.review_open"
