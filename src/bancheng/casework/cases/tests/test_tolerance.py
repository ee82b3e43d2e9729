"""容缺受理: what may lack, told at once, signed, accepted with the same clock, made up, or lapsed into a draft for a human."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.cases import papers, promised, selectors, services
from bancheng.casework.cases.models import DraftDecision, SignedScan, Tolerance
from bancheng.casework.cases.services import FormRefused, Upload
from bancheng.casework.cases.tests.stage import PDF, PLAN, STAGES, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import Kind, open_file
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import MaterialType
from bancheng.registers.documents import contents
from bancheng.registers.documents.models import Document
from bancheng.registers.duties.models import Duty
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.messages.models import Message

RULES = material("M0002", "营业执照", necessity="tolerable")
LIST = material("M0001", "食品经营许可申请书", necessity="tolerable")
CONDITIONS = [{"text": "有与经营规模相适应的场所"}, {"text": "上墙公示管理制度", "secondary": True}]
SHORT = [stage for stage in STAGES if stage["key"] != "inspect"]
SHORT = [{**stage, "after": ["review"]} if stage["key"] == "decide" else stage for stage in SHORT]
DUE = date(2026, 11, 25)
SIGNED = PDF + b"%signed"


def case(stage: Stage, *lines: Any) -> str:
    """A file with its main material, and without those that may come later."""
    owed = [PLAN, *(lines or (RULES,))]
    item = stage.item(f"容缺事项{len(owed)}", materials=owed, requirements=CONDITIONS, stages=SHORT)
    return stage.file(item).number


def offered(stage: Stage, number: str, *, due_on: date = DUE, **more: Any) -> None:
    given = {"lines": [Gap(2, "补交加盖公章的制度")]} | more
    services.offer_tolerance(number, by=stage.staff("clerk"), due_on=due_on, **given)


def signed(stage: Stage, number: str) -> str:
    who = stage.citizen()
    return services.sign_tolerance(number, by=who, name="王小满", confirmed=True)


def accepted(stage: Stage) -> str:
    number = case(stage)
    offered(stage, number)
    signed(stage, number)
    services.accept_tolerant(number, by=stage.staff("clerk"))
    return number


def brought(stage: Stage, number: str, content: bytes = PDF + b"%late") -> None:
    services.add_file(number, line=2, stream=BytesIO(content), name="制度.pdf", by=stage.citizen())


def scanned(number: str, by: Any, kind: Kind = Kind.PDF) -> Upload:
    """What a scanner brings to the window; `kind` as the store would find it."""
    made = services.receive_upload(number, stream=BytesIO(SIGNED), name="承诺书.pdf", by=by)
    return replace(made, stored=replace(made.stored, kind=kind))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.demand("APP-13")
def test_only_what_the_guide_marks_may_lack_and_no_main_material_or_basic_condition(stage: Stage) -> None:
    number, clerk = case(stage), stage.staff("clerk")
    assert refusal(lambda: offered(stage, number, lines=[Gap(1, "以后再交")])) == "cases.main_material"
    assert refusal(lambda: offered(stage, number, conditions=[Gap(1, "以后再有")])) == "cases.main_condition"
    assert refusal(lambda: offered(stage, number, lines=[Gap(9, "清单以外")])) == "cases.unlisted_material"
    services.check_material(number, line=1, result="bad", note="看不清", by=clerk)
    with pytest.raises(Refused) as unfit:
        offered(stage, number)
    assert unfit.value.code == "cases.materials_unfit" and "经营场所布局图" in unfit.value.sentence
    services.check_material(number, line=1, result="ok", by=clerk)
    stage.row(number).materials.filter(line=1).update(given="")
    with pytest.raises(Refused) as missing:
        offered(stage, number)
    assert missing.value.code == "cases.main_missing" and "经营场所布局图" in missing.value.sentence
    stage.row(number).materials.filter(line=1).update(given="uploaded")
    offered(stage, number, conditions=[Gap(2, "开业前上墙")])
    assert refusal(lambda: services.accept_tolerant(number, by=clerk)) == "cases.tolerance_unsigned"
    signed(stage, number)
    services.accept_tolerant(number, by=clerk)
    assert stage.row(number).state == "accepted" and stage.row(number).tolerated


def test_what_lacks_keeps_a_plain_acceptance_from_happening_but_not_what_the_window_found_needless(
    stage: Stage,
) -> None:
    number, clerk = case(stage), stage.staff("clerk")
    assert refusal(lambda: services.accept(number, by=clerk)) == "cases.materials_lacking"
    services.check_material(number, line=2, result="exempt", note="本情形不需要", by=clerk)
    services.accept(number, by=clerk)
    assert not stage.row(number).tolerated


@pytest.mark.demand("APP-14")
def test_without_a_signed_promise_the_button_is_disabled_and_the_signed_file_is_stored(stage: Stage) -> None:
    number, clerk = case(stage), stage.staff("clerk")

    def button() -> Any:
        return next((one for one in stage.seen(number, clerk).verbs if one.verb == "accept_tolerant"), None)

    assert button() is None
    offered(stage, number)
    assert button().reason == "申请人还没有签署容缺受理承诺书。"
    assert refusal(lambda: services.accept_tolerant(number, by=clerk)) == "cases.tolerance_unsigned"
    citizen = stage.citizen()
    sign = lambda **more: services.sign_tolerance(number, by=citizen, **{"name": "王小满", "confirmed": True} | more)  # noqa: E731
    assert refusal(lambda: sign(name="王大满")) == "cases.signer"
    assert refusal(lambda: sign(confirmed=False)) == "cases.not_confirmed"
    paper = sign()
    assert refusal(sign) == "cases.signed"
    drain()
    stored = Document.objects.get(number=paper)
    assert (stored.kind, stored.state) == ("cases.tolerance", "ready")
    own = selectors.paper_file(citizen, paper)
    with own.open() as stream:
        assert stream.read(5) == b"%PDF-"
    promise = Tolerance.objects.get()
    assert len(promise.digest) == 64 and promise.signed_how == "online"
    assert stage.seen(number, clerk).tolerance.paper == paper and button().reason == ""


def test_the_digest_is_that_of_the_very_words(stage: Stage) -> None:
    number = case(stage)
    offered(stage, number)
    signed(stage, number)
    first = Tolerance.objects.get().digest
    offered(stage, number, lines=[Gap(2, "补交两份")])
    assert Tolerance.objects.get().digest == "" and Tolerance.objects.get().signed_at is None
    signed(stage, number)
    assert Tolerance.objects.get().digest != first
    offered(stage, number)
    signed(stage, number)
    assert Tolerance.objects.get().digest == first


def test_nobody_signs_words_that_he_has_not_read(stage: Stage) -> None:
    number, citizen = case(stage), stage.citizen()
    offered(stage, number)
    read = selectors.own_case(citizen, number).tolerance.words  # type: ignore[union-attr]
    offered(stage, number, lines=[Gap(2, "补交两份")])
    sign = lambda words: services.sign_tolerance(number, by=citizen, name="王小满", confirmed=True, words=words)  # noqa: E731
    assert refusal(lambda: sign(read)) == refusal(lambda: sign("")) == "cases.moved_on"
    assert Tolerance.objects.get().signed_at is None
    sign(stage.seen(number).tolerance.words)
    assert Tolerance.objects.get().digest == stage.seen(number).tolerance.words != read


def test_the_same_words_told_twice_keep_the_signature_and_are_told_once(stage: Stage) -> None:
    number = case(stage)
    offered(stage, number)
    paper = signed(stage, number)
    offered(stage, number)
    assert Tolerance.objects.get().paper == paper
    told = [line.verb for line in selectors.trace(stage.staff("supervisor"), number).lines]
    assert told.count("offer_tolerance") == 1


def test_at_the_window_the_clerk_says_how_he_knows_the_signer_and_keeps_what_was_signed(stage: Stage) -> None:
    number, clerk = case(stage), stage.staff("clerk")
    offered(stage, number)

    def sign(method: str = "id_card", scan: Any = None) -> str:
        return services.sign_tolerance(number, by=clerk, name="王小满", confirmed=True, method=method, scan=scan)

    assert refusal(lambda: sign("")) == "cases.method"
    assert refusal(sign) == "cases.scan_missing"
    assert refusal(lambda: sign(scan=scanned(number, clerk, Kind.DOCX))) == "cases.scan_kind"
    paper = sign(scan=scanned(number, clerk))
    promise = stage.seen(number).tolerance
    assert promise.signed_how == "窗口当面签署"
    kept = SignedScan.objects.get()
    assert (kept.paper, kept.key) == (paper, promise.scan)
    shown = selectors.staff_file(clerk, number, promise.scan)
    with open_file(shown.digest) as stream:
        assert stream.read() == SIGNED
    assert selectors.own_file(stage.citizen(), number, promise.scan).digest == kept.digest
    entry = next(
        line for line in selectors.trace(stage.staff("supervisor"), number).lines if line.verb == "sign_tolerance"
    )
    assert ("签字件摘要", kept.digest) in entry.facts
    other = case(stage)
    with pytest.raises(AccessDenied):
        selectors.staff_file(clerk, other, promise.scan)
    with pytest.raises(AccessDenied):
        services.sign_tolerance(number, by=stage.staff("reviewer"), name="王小满", confirmed=True, method="id_card")


@pytest.mark.demand("APP-15")
def test_one_notice_tells_materials_deadline_and_consequence_at_the_instant_of_acceptance(stage: Stage) -> None:
    number = case(stage)
    assert refusal(lambda: offered(stage, number, lines=[])) == "cases.no_gaps"
    assert refusal(lambda: offered(stage, number, lines=[Gap(2, "  ")])) == "cases.no_gaps"
    assert refusal(lambda: offered(stage, number, consequence=" ")) == "cases.no_consequence"
    offered(stage, number)
    signed(stage, number)
    paper = services.accept_tolerant(number, by=stage.staff("clerk"))
    made = Document.objects.get(number=paper)
    content = contents.opened(made.kind, made.data, token=made.token)
    row = stage.row(number)
    assert content.to_come == (papers.Line("营业执照", "补交加盖公章的制度"),)
    assert content.come_by == DUE and content.consequence.startswith("逾期未补齐的")
    assert row.tolerance.accepted_at == row.accepted_at
    assert content.told_at == row.accepted_at
    drain()
    assert Document.objects.get(number=paper).state == "ready"
    assert "请在 11月25日 前补齐" in Message.objects.get(template__key="cases.accepted").body


def test_two_things_that_lack_are_told_at_once_or_not_at_all(stage: Stage) -> None:
    number = case(stage, RULES, LIST)
    with pytest.raises(Refused) as refused:
        offered(stage, number)
    assert refused.value.code == "cases.not_told_at_once" and "食品经营许可申请书" in refused.value.sentence
    offered(stage, number, lines=[Gap(2, "补交"), Gap(3, "补交")])


def test_the_last_day_lies_between_the_next_working_day_and_the_promised_day(stage: Stage) -> None:
    number = case(stage)
    plain = stage.accepted(by=stage.citizen("李秀英", 2))
    last = stage.row(plain).due_on
    for wrong in (date(2026, 11, 20), date(2026, 11, 22), date(last.year, last.month, last.day + 1)):
        assert refusal(lambda day=wrong: offered(stage, number, due_on=day)) == "cases.tolerance_due"
    offered(stage, number, due_on=date(2026, 11, 23))
    offered(stage, number, due_on=last)


@pytest.mark.demand("APP-16")
def test_the_clock_is_that_of_any_case_and_the_reviewer_sees_the_mark(stage: Stage) -> None:
    number = accepted(stage)
    plain = stage.accepted(by=stage.citizen("李秀英", 2))
    row, other = stage.row(number), stage.row(plain)
    assert (row.clock, row.due_on, row.due_at, row.statutory_due_on) == (
        other.clock,
        other.due_on,
        other.due_at,
        other.statutory_due_on,
    )
    reviewer = stage.staff("reviewer")
    assert {line.case.number: line.case.tolerated for line in selectors.inbox(reviewer).rows} == {
        number: True,
        plain: False,
    }
    assert services.verify_clocks().faults == ()
    assert stage.agree(number, "review")


def test_what_is_made_up_closes_the_promise_and_the_reviewer_hears_of_it(stage: Stage) -> None:
    number, citizen = accepted(stage), stage.citizen()
    with pytest.raises(FormRefused) as refused:
        services.make_up(number, by=citizen)
    assert refused.value.problems[0].key == "2"
    assert refusal(lambda: services.add_file(number, line=1, stream=BytesIO(PDF), name="x.pdf", by=citizen)) == (
        "cases.not_asked"
    )
    stage.agree(number, "review")
    grant = lambda: services.decide(number, by=stage.staff("approver"), outcome="granted")  # noqa: E731
    assert refusal(grant) == "cases.tolerance_open"
    brought(stage, number)
    assert "make_up" in selectors.own_case(citizen, number).verbs
    services.make_up(number, by=citizen)
    assert Duty.objects.get().state == "done"
    assert "make_up" not in selectors.own_case(citizen, number).verbs
    assert refusal(lambda: services.make_up(number, by=citizen)) == "cases.nothing_owed"
    assert refusal(lambda: brought(stage, number, PDF + b"%again")) == "cases.submitted"
    drain()
    assert Message.objects.filter(template__key="cases.tolerance_made_up").exists()
    grant()
    assert stage.row(number).outcome == "granted"


def test_a_file_may_be_taken_back_until_it_is_handed_in(stage: Stage) -> None:
    number, citizen = accepted(stage), stage.citizen()
    brought(stage, number)
    file = selectors.own_case(citizen, number).materials[1].files[0].key
    services.remove_file(number, file=file, by=citizen)
    with pytest.raises(FormRefused):
        services.make_up(number, by=citizen)


def test_a_secondary_condition_is_made_up_in_words(stage: Stage) -> None:
    number, citizen = case(stage), stage.citizen()
    offered(stage, number, conditions=[Gap(2, "开业前上墙")])
    signed(stage, number)
    services.accept_tolerant(number, by=stage.staff("clerk"))
    brought(stage, number)
    with pytest.raises(FormRefused) as refused:
        services.make_up(number, by=citizen)
    assert [problem.key for problem in refused.value.problems] == ["0"]
    services.make_up(number, by=citizen, words="制度已经上墙")
    assert stage.seen(number).tolerance.made_up_at is not None


def test_the_applicant_is_reminded_three_days_one_day_and_on_the_last_day_each_once(
    stage: Stage, move: Callable[..., None]
) -> None:
    accepted(stage)
    told = []
    for day in (20, 21, 22, 23, 24, 24, 25, 26):
        move(date(2026, 11, day), 10)
        promised.remind()
        told.append(Message.objects.filter(template__key="cases.tolerance_near").count())
    assert told == [0, 0, 1, 1, 2, 2, 3, 3]


@pytest.mark.demand("APP-17")
def test_after_the_last_day_a_draft_refusal_with_its_reason_waits_and_only_a_human_issues_it(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, approver = accepted(stage), stage.staff("approver")
    move(date(2026, 11, 25), 23)
    services.watch()
    assert not DraftDecision.objects.exists()
    move(date(2026, 11, 26), 0)
    services.watch()
    services.watch()
    drain()
    proposed = stage.seen(number).proposed
    assert proposed.outcome == "refused"
    assert "营业执照" in proposed.reason and "2026年11月25日" in proposed.reason
    assert stage.row(number).state == "accepted" and stage.row(number).decided_at is None
    assert Message.objects.filter(template__key="cases.tolerance_lapsed", account__staff__name="孙立新").count() == 1
    assert (
        refusal(lambda: services.decide(number, by=approver, outcome="refused", reason=" ")) == "cases.reason_missing"
    )
    services.decide(number, by=approver, outcome="refused", reason=proposed.reason)
    assert stage.seen(number).proposed is None
    draft = DraftDecision.objects.get()
    assert draft.settled_at is not None and draft.settled_by == "孙立新"
    assert stage.row(number).decision.reason == proposed.reason


def test_made_up_late_the_draft_stands_until_the_approver_chooses(stage: Stage, move: Callable[..., None]) -> None:
    number, approver = accepted(stage), stage.staff("approver")
    move(date(2026, 11, 26))
    services.watch()
    brought(stage, number)
    services.make_up(number, by=stage.citizen())
    seen = stage.seen(number)
    assert seen.proposed is not None and seen.tolerance.late
    reason = seen.proposed.reason
    # What came has to be looked at, also by who wants to refuse.
    assert (
        refusal(lambda: services.decide(number, by=approver, outcome="refused", reason=reason)) == "cases.review_open"
    )
    stage.agree(number, "review")
    services.decide(number, by=approver, outcome="granted")
    trace = selectors.trace(stage.staff("supervisor"), number).lines
    facts = dict(next(line for line in trace if line.verb == "decide").facts)
    assert facts["与拟作决定一致"] == "否"


def test_a_case_that_ends_otherwise_is_owed_nothing_more(stage: Stage, move: Callable[..., None]) -> None:
    number = accepted(stage)
    stage.agree(number, "review")
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="场所不符合条件。")
    services.watch()
    assert Duty.objects.get().state == "done"
    move(date(2026, 11, 26))
    services.watch()
    assert not DraftDecision.objects.exists()


def test_a_stranger_finds_no_promise_to_sign(stage: Stage) -> None:
    number = case(stage)
    offered(stage, number)
    with pytest.raises(AccessDenied) as unseen:
        services.sign_tolerance(number, by=stage.citizen("李秀英", 2), name="李秀英", confirmed=True)
    assert not unseen.value.visible


def through_an_agent(stage: Stage) -> tuple[str, Actor]:
    """A case that 李秀英 filed for 王小满, with the mandate among its papers."""
    MaterialType.objects.create(code="M0206", name="授权委托书", kind="other")
    agent, owed = stage.citizen("李秀英", 2), [PLAN, RULES, material("M0206", "授权委托书")]
    item = stage.item("代办事项", materials=owed, requirements=CONDITIONS, stages=SHORT)
    key = services.start(item_id=item, by=agent, answers={"shop_kind": "shop"})
    services.save_fields(key, by=agent, values={"person_name": "王小满", "has_staff": "no"})
    told = {"principal_name": "王小满", "principal_id_number": id_number("41132319900101001")}
    services.set_applicant(key, by=agent, capacity="agent", principal_phone="13800000077", **told)
    for line in (1, 3):
        services.add_file(key, line=line, stream=BytesIO(PDF), name="材料.pdf", by=agent)
    number = services.submit(key, by=agent, declared=True).number
    offered(stage, number)
    return number, agent


def test_an_agent_promises_only_by_a_mandate_that_the_window_found_fit(stage: Stage) -> None:
    number, agent = through_an_agent(stage)
    clerk = stage.staff("clerk")
    sign = lambda: services.sign_tolerance(number, by=agent, name="李秀英", confirmed=True)  # noqa: E731
    assert refusal(sign) == "cases.no_mandate"
    services.check_material(number, line=3, result="bad", note="没有写明权限", by=clerk)
    assert refusal(sign) == "cases.no_mandate"
    services.check_material(number, line=3, result="ok", by=clerk)
    assert sign()


def test_before_a_clerk_an_agent_shows_his_mandate_and_the_principal_himself_needs_none(stage: Stage) -> None:
    number, _ = through_an_agent(stage)
    clerk = stage.staff("clerk")

    def sign(name: str, method: str) -> str:
        scan = scanned(number, clerk)
        return services.sign_tolerance(number, by=clerk, name=name, confirmed=True, method=method, scan=scan)

    assert refusal(lambda: sign("李秀英", "id_card")) == "cases.no_mandate"
    assert sign("李秀英", "mandate")
    offered(stage, number, lines=[Gap(2, "补交两份")])
    assert sign("王小满", "id_card")
