"""After a decision only what is settled changes: a slip is corrected beside it, a wrong grant revoked with its licence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Correction, Revocation
from bancheng.casework.cases.rules.revoking import ARTICLE, GROUNDS
from bancheng.casework.cases.standing import subject_of
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import PLAN, STAGES, Stage
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import body, published
from bancheng.registers.documents import selectors as documents
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages.models import Message

WHY = "经查，申请人提交的食品安全管理人员证明系伪造。"
HEARD = "2026年11月18日听取了被许可人的陈述和申辩，其承认证明系伪造。"
GIVEN = {"ground": "2", "reason": WHY, "heard": HEARD, "no_harm": True}


def about(stage: Stage, number: str) -> Subject:
    """The case as papers and licences name it."""
    return subject_of(stage.row(number))


def test_a_slip_is_put_right_beside_the_decision_which_stays_as_it_is(stage: Stage) -> None:
    number = stage.closed()
    before = stage.seen(number).decision
    assert before is not None
    paper = services.correct(
        number, by=stage.staff("approver"), wrong="申请符合", right="申请和材料符合", reason="漏写。"
    )
    drain()
    found = stage.seen(number)
    assert found.decision == before and found.line.state == "closed"
    assert [(one.wrong, one.right, one.paper) for one in found.afterwards.corrections] == [
        ("申请符合", "申请和材料符合", paper)
    ]
    own = selectors.own_case(stage.citizen(), number)
    assert own.afterwards.corrections == found.afterwards.corrections
    assert next(one for one in own.papers if one.number == paper).ready
    assert own.steps[-1].text == "“申请符合”更正为“申请和材料符合”"
    assert "申请和材料符合" in Message.objects.get(template__key="cases.corrected").body


@pytest.mark.parametrize(
    ("wrong", "right", "reason", "code"),
    [
        ("申请符合", "申请符合", "笔误", "correction_same"),
        ("没有写过这一句", "别的", "笔误", "correction_not_there"),
        ("  ", "别的", "笔误", "correction_missing"),
        ("申请符合", " ", "笔误", "correction_missing"),
        ("申请符合", "申请合于", " ", "reason_missing"),
        ("申" * 501, "别的", "笔误", "too_long"),
    ],
)
def test_only_what_the_decision_says_is_corrected_to_something_else_with_a_reason(
    stage: Stage, wrong: str, right: str, reason: str, code: str
) -> None:
    number = stage.decided()
    with pytest.raises(Refused) as refused:
        services.correct(number, by=stage.staff("approver"), wrong=wrong, right=right, reason=reason)
    assert refused.value.code == f"cases.{code}" and not Correction.objects.exists()


def test_the_same_words_are_corrected_once_and_by_who_decides_only(stage: Stage) -> None:
    number, by = stage.decided(), stage.staff("approver")
    for who in (stage.staff("clerk"), stage.staff("reviewer"), stage.staff("result_desk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.correct(number, by=who, wrong="申请符合", right="申请都符合", reason="笔误")
    services.correct(number, by=by, wrong="申请符合", right="申请都符合", reason="笔误")
    with pytest.raises(Refused) as refused:
        services.correct(number, by=by, wrong="申请符合", right="申请均符合", reason="笔误")
    assert refused.value.code == "cases.correction_twice"
    with pytest.raises(Refused) as early:
        services.correct(stage.accepted(by=stage.citizen("李秀英", 2)), by=by, wrong="一", right="二", reason="三")
    assert early.value.code == "lifecycle.not_open"


def test_a_revoked_decision_takes_its_licence_with_it_and_everybody_can_see(stage: Stage) -> None:
    number = stage.closed(stage.licensed())
    key = stage.seen(number).decision
    assert key is not None
    (card,) = licences.of_subject(about(stage, number))
    assert card.usable
    paper = services.revoke(number, by=stage.staff("approver"), **GIVEN)
    (card,) = licences.of_subject(about(stage, number))
    assert card.state == "revoked" and not card.usable
    verified = licences.verify(card.identifier)
    assert verified is not None and not verified.valid and verified.state == "revoked"
    row = Revocation.objects.get()
    assert (row.basis, row.licence) == ("《行政许可法》第六十九条第二款", card.identifier)
    drain()
    own = selectors.own_case(stage.citizen(), number)
    assert (own.line.state, own.line.public_state) == ("revoked", "已撤销")
    assert own.afterwards.revocation is not None and own.afterwards.revocation.paper == paper
    assert own.steps[-1].text == "《行政许可法》第六十九条第二款"
    assert own.decision == key and own.verbs == ()
    assert paper in Message.objects.get(template__key="cases.revoked").body
    file = next(one for one in documents.documents_of(about(stage, number)) if one.number == paper)
    assert file.ready and file.title == "撤销行政许可决定书"


def test_a_licence_that_still_waits_for_its_signature_is_never_signed_after_a_revocation(stage: Stage) -> None:
    number = stage.decided(stage.licensed())
    services.revoke(number, by=stage.staff("approver"), **GIVEN | {"ground": "14"})
    drain()
    (card,) = licences.of_subject(about(stage, number))
    assert card.state == "revoked"
    row = stage.row(number)
    assert (row.state, row.delivered_at) == ("revoked", None)
    assert not row.tasks.filter(state="open").exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ground": "9"}, "revocation_ground"),
        ({"ground": ""}, "revocation_ground"),
        ({"reason": " "}, "reason_missing"),
        ({"heard": ""}, "heard_missing"),
        ({"no_harm": False}, "public_interest"),
    ],
)
def test_a_revocation_needs_a_ground_of_the_law_facts_a_hearing_and_no_harm_to_the_public(
    stage: Stage, changed: dict[str, object], code: str
) -> None:
    number = stage.closed(stage.licensed())
    with pytest.raises(Refused) as refused:
        services.revoke(number, by=stage.staff("approver"), **GIVEN | changed)
    assert refused.value.code == f"cases.{code}"
    (card,) = licences.of_subject(about(stage, number))
    assert stage.row(number).state == "closed" and card.usable


def no_licence(stage: Stage) -> str:
    """A closed case of an item that is no licence (公共服务)."""
    guide = body(stages=STAGES, materials=[PLAN], questions=body()["questions"][:1])
    stage.made["失业登记"] = published(stage.world.market, "失业登记", guide=guide, item_type="07").item_id
    return stage.closed(stage.item("失业登记"))


def test_what_is_no_licence_is_revoked_by_its_own_law(stage: Stage, tmp_path: Path) -> None:
    number, by = no_licence(stage), stage.staff("approver")
    with pytest.raises(Refused) as refused:
        services.revoke(number, by=by, **GIVEN)
    assert refused.value.code == "cases.revocation_ground" and "不是行政许可" in refused.value.sentence
    own = GIVEN | {"ground": "law"}
    for basis in ("", "有关规定", "第二十八条"):
        with pytest.raises(Refused) as unnamed:
            services.revoke(number, by=by, **own, basis=basis)
        assert unnamed.value.code == "cases.revocation_basis"
    paper = services.revoke(number, by=by, **own, basis="《失业保险条例》第二十八条")
    said = printed(paper, tmp_path)
    assert "根据《失业保险条例》第二十八条的规定，本机关决定" in said
    assert "第六十九条" not in said and "第七十条" not in said
    row = Revocation.objects.get()
    assert row.basis == "《失业保险条例》第二十八条"
    assert "规定的撤销情形" in stage.seen(number).afterwards.revocation.ground  # type: ignore[union-attr]
    assert stage.seen(number).steps[-1].article == "《失业保险条例》第二十八条"


def test_a_licence_is_revoked_by_the_licensing_law_and_no_other(stage: Stage, tmp_path: Path) -> None:
    number, by = stage.closed(stage.licensed()), stage.staff("approver")
    for changed in ({"basis": "《食品安全法》第一条"}, {"ground": "law", "basis": "《食品安全法》第一条"}):
        with pytest.raises(Refused):
            services.revoke(number, by=by, **GIVEN | changed)
    said = printed(services.revoke(number, by=by, **GIVEN), tmp_path)
    assert "第六十九条第二款" in said and "第七十条第四项" in said


def test_only_a_grant_is_revoked_and_only_by_who_decides(stage: Stage) -> None:
    refused_case, by = stage.decided(outcome="refused"), stage.staff("approver")
    drain()
    assert "revoke" not in {one.verb for one in stage.seen(refused_case, by).verbs}
    with pytest.raises(Refused) as refused:
        services.revoke(refused_case, by=by, **GIVEN)
    assert refused.value.code == "cases.nothing_to_revoke"
    granted = stage.closed(by=stage.citizen("李秀英", 2))
    assert "revoke" in {one.verb for one in stage.seen(granted, by).verbs}
    for who in (stage.staff("clerk"), stage.staff("reviewer"), stage.staff("result_desk")):
        with pytest.raises(AccessDenied):
            services.revoke(granted, by=who, **GIVEN)
    services.revoke(granted, by=by, **GIVEN)
    with pytest.raises(Refused) as twice:
        services.revoke(granted, by=by, **GIVEN)
    assert twice.value.code == "lifecycle.not_open"


def test_each_ground_is_in_the_words_of_the_law() -> None:
    assert len(GROUNDS) == 6 and [one.code for one in GROUNDS.values() if one.must] == ["2"]
    assert all(ARTICLE.says(one.words) for one in GROUNDS.values())
    assert GROUNDS["14"].basis == "《行政许可法》第六十九条第一款第（四）项"
