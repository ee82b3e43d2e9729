"""换发: a licence says what has changed, keeps its number and its last day, and takes the place of the old one (第四十九条)."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences.types import LicenceCard
from bancheng.registers.messages.models import Message

WHY = "经营者名称变更。"


def cards(stage: Stage, number: str) -> tuple[LicenceCard, ...]:
    return tuple(sorted(licences.of_subject(standing.subject_of(stage.row(number))), key=lambda one: one.id))


def test_the_new_version_says_what_changed_and_the_old_one_sends_on(stage: Stage) -> None:
    number, approver = stage.closed(stage.licensed()), stage.staff("approver")
    (old,) = cards(stage, number)
    change = stage.closed(by=stage.citizen())
    made = services.replace_licence(number, by=approver, face={"scope": "热食类食品制售"}, reason=WHY, change=change)
    drain()
    before, after = cards(stage, number)
    assert (before.id, before.state, after.identifier, after.usable) == (old.id, "replaced", made, True)
    assert (after.number, after.valid_to) == (old.number, old.valid_to)
    face = licences.face_of(after.id)
    assert face["scope"] == "热食类食品制售" and face["person_name"] == licences.face_of(old.id)["person_name"]
    assert "请出示新的证照" in licences.verify(old.identifier).sentence  # type: ignore[union-attr]
    entry = journal.entries_of(standing.subject_of(stage.row(number))).filter(verb="replace_licence").get()
    assert (entry.facts["changed"], entry.facts["change"], entry.facts["replaced"]) == (
        ["scope"],
        change,
        old.identifier,
    )
    assert entry.article == "《行政许可法》第四十九条" and stage.row(number).state == "closed"
    assert "正在换发" in Message.objects.get(template__key="cases.licence_replaced").body


def test_it_can_be_changed_again_and_revoked_with_its_decision(stage: Stage) -> None:
    number, approver = stage.closed(stage.licensed()), stage.staff("approver")
    services.replace_licence(number, by=approver, face={"scope": "热食"}, reason=WHY)
    with pytest.raises(Refused):
        services.replace_licence(number, by=approver, face={"scope": "冷食"}, reason=WHY)
    drain()
    services.replace_licence(number, by=approver, face={"scope": "冷食"}, reason=WHY)
    drain()
    told = {"reason": "以虚假材料取得。", "heard": "已听取陈述、申辩。", "no_harm": True}
    services.revoke(number, by=approver, ground="2", **told)
    assert [one.state for one in cards(stage, number)] == ["replaced", "replaced", "revoked"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"face": {}}, "cases.licence_unchanged"),
        ({"reason": " "}, "cases.reason_missing"),
        ({"face": {"no_such": "x"}}, "licences.face_unknown"),
        ({"face": {"person_name": ""}}, "licences.face_missing"),
        ({"change": "411323202611200000000"}, "cases.change_case"),
    ],
)
def test_what_is_no_change_is_refused(given: dict[str, object], code: str, stage: Stage) -> None:
    number = stage.closed(stage.licensed())
    told: dict[str, object] = {"face": {"scope": "热食"}, "reason": WHY} | given
    with pytest.raises(Refused) as refused:
        services.replace_licence(number, by=stage.staff("approver"), **told)  # type: ignore[arg-type]
    assert refused.value.code == code and len(cards(stage, number)) == 1


def test_a_case_of_somebody_else_or_one_undecided_changes_nothing(stage: Stage) -> None:
    number, by = stage.closed(stage.licensed()), stage.staff("approver")
    theirs = stage.closed(by=stage.citizen("李秀英", 2))
    undecided = stage.accepted()
    for change in (theirs, undecided, number):
        with pytest.raises(Refused) as refused:
            services.replace_licence(number, by=by, face={"scope": "热食"}, reason=WHY, change=change)
        assert refused.value.code == "cases.change_case"


def test_only_who_decides_and_only_where_there_is_one(stage: Stage) -> None:
    number, by = stage.closed(stage.licensed()), stage.staff("approver")
    assert "replace_licence" in {one.verb for one in stage.seen(number, by).verbs}
    for who in (stage.staff("clerk"), stage.staff("result_desk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.replace_licence(number, by=who, face={"scope": "热食"}, reason=WHY)
    without = stage.closed(by=stage.citizen("李秀英", 2))
    assert "replace_licence" not in {one.verb for one in stage.seen(without, by).verbs}
    with pytest.raises(Refused) as refused:
        services.replace_licence(without, by=by, face={"scope": "热食"}, reason=WHY)
    assert refused.value.code == "cases.no_licence"
    assert selectors.face_now(by, without) == () and "scope" in {one[0] for one in selectors.face_now(by, number)}
