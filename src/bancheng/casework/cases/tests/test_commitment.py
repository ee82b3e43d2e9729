"""告知承诺: five contents told whole and signed, standing for proofs; taken back, outdated, or barred."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case, Commitment, SignedScan
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.committing import (
    CONTENTS,
    DRAWING,
    HEALTH,
    Platform,
    committed_item,
    draft,
    missing,
    signed,
    template,
)
from bancheng.casework.cases.tests.stage import PDF, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.profiles.catalogue_reading import read_content
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import republish
from bancheng.registers.documents.models import Document
from bancheng.registers.identity import selectors as identity


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.demand("APP-20")
@pytest.mark.parametrize("kind", ["proof", "licence"])
def test_choosing_it_takes_the_proof_off_the_list_and_taking_it_back_puts_it_there_again(
    stage: Stage, kind: str
) -> None:
    who, item = stage.citizen(), committed_item(stage, commitment=template(kind=kind))
    key = draft(stage, item)
    assert missing(stage, key) == [2]
    services.choose_commitment(key, by=who)
    assert missing(stage, key) == []
    line = selectors.draft(who, key).materials[1]
    assert (line.given, line.spared) == ("committed", True)
    services.drop_commitment(key, by=who)
    assert missing(stage, key) == [2] and not Commitment.objects.exists()
    with pytest.raises(FormRefused):
        services.submit(key, by=who, declared=True)


@pytest.mark.demand("APP-19")
def test_it_is_submitted_signed_only_and_the_digest_is_of_the_very_text(stage: Stage) -> None:
    who, item = stage.citizen(), committed_item(stage)
    key = draft(stage, item)
    services.choose_commitment(key, by=who)
    with pytest.raises(FormRefused) as unsigned:
        services.submit(key, by=who, declared=True)
    assert [one.sentence for one in unsigned.value.problems] == ["请阅读并签署告知承诺书"]
    digest = services.sign_commitment(key, by=who, name="王小满", confirmed=True)
    number = services.submit(key, by=who, declared=True).number
    kept = Commitment.objects.get()
    assert kept.contents == CONTENTS and [one["name"] for one in kept.lines] == ["从业人员健康证明"]
    whose = f"王小满（{kept.case.applicant_masked}）"
    told = rules.digest(item=kept.case.item_name, guide=1, applicant=whose, lines=kept.lines, contents=kept.contents)
    assert kept.digest == digest == told and len(digest) == 64
    drain()
    paper = Document.objects.get(number=kept.paper)
    assert (paper.kind, paper.state) == ("cases.commitment", "ready")
    with selectors.paper_file(who, kept.paper).open() as stream:
        assert stream.read(5) == b"%PDF-"
    case = selectors.own_case(who, number)
    assert case.commitment is not None and case.commitment.paper == kept.paper
    assert [text for _label, text in case.commitment.contents] == list(CONTENTS.values())
    assert Case.objects.get(number=number).materials.get(line=2).given == "committed"


@pytest.mark.demand("APP-20")
def test_shipped_guides_of_each_kind_offer_it_and_name_the_proofs_that_it_replaces() -> None:
    offered: dict[str, list[str]] = {"proof": [], "licence": []}
    for seed in read_content().guides:
        if seed.body.commitment is not None:
            replaced = [one.name for one in seed.body.materials if one.exempt == "commitment"]
            assert replaced, seed.name
            offered[seed.body.commitment.kind] += replaced
    assert {"终止就业的证明", "收入证明"} <= set(offered["proof"])
    assert "验资报告或财务审计报告" in offered["licence"]


def test_who_signs_types_his_own_name_and_confirms(stage: Stage) -> None:
    who, key = stage.citizen(), draft(stage, committed_item(stage))

    def sign(by: object = who, name: str = "王小满", confirmed: bool = True, method: str = "") -> str:
        return services.sign_commitment(key, by=by, name=name, confirmed=confirmed, method=method)

    assert refusal(lambda: sign(name="王大满")) == "cases.signer"
    assert refusal(lambda: sign(name="\x00")) == "cases.signer"
    assert refusal(lambda: sign(confirmed=False)) == "cases.not_confirmed"
    assert not Case.objects.get(key=key).committed
    with pytest.raises(AccessDenied) as denied:
        sign(by=stage.citizen("李秀英", 2))
    assert not denied.value.visible
    assert len(sign()) == 64


def test_nobody_signs_a_text_that_he_has_not_read(stage: Stage) -> None:
    who, key = stage.citizen(), draft(stage, committed_item(stage))
    sign = lambda words: services.sign_commitment(key, by=who, name="王小满", confirmed=True, words=words)  # noqa: E731
    read = selectors.draft_commitment(who, key)
    assert read is not None and refusal(lambda: sign("")) == "cases.moved_on"
    assert not Case.objects.get(key=key).committed
    assert sign(read.words) == read.words
    Case.objects.filter(key=key).update(applicant_name="王小满（更名）")
    assert refusal(lambda: sign(read.words)) == "cases.moved_on"


def test_at_the_window_the_clerk_says_how_he_knows_the_signer(stage: Stage) -> None:
    clerk, person = stage.staff("clerk"), stage.person()
    item = committed_item(stage)
    key = services.start_at_window(item_id=item, person_id=person.pk, by=clerk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": "王小满", "has_staff": "no"})
    services.receive_paper(key, line=1, by=clerk)
    services.choose_commitment(key, by=clerk)
    wrong = {"by": clerk, "name": "王小满", "confirmed": True}
    assert refusal(lambda: services.sign_commitment(key, **wrong)) == "cases.method"
    assert refusal(lambda: services.sign_commitment(key, **wrong, method="id_card")) == "cases.scan_missing"
    for _again in range(2):
        sheet = services.receive_upload(key, stream=BytesIO(PDF), name="承诺书.pdf", by=clerk)
        services.sign_commitment(key, **wrong, method="id_card", scan=sheet)
    number = services.submit(key, by=clerk, declared=True).number
    view = stage.seen(number).commitment
    assert view is not None and view.signed_how == "窗口当面签署" and view.signed_by == "王小满"
    kept = SignedScan.objects.get()
    assert (kept.paper, kept.key, kept.purpose) == (view.paper, view.scan, "commitment")


def test_what_changes_after_signing_is_signed_anew(stage: Stage) -> None:
    who = stage.citizen()
    drawing = material("M0001", "食品经营许可申请书", exempt="commitment", exempt_note="可以承诺")
    item = committed_item(stage, materials=[DRAWING, HEALTH, drawing])
    key = signed(stage, item)
    assert selectors.draft(who, key).problems == ()
    services.add_file(key, line=3, stream=BytesIO(PDF), name="申请书.pdf", by=who)
    (problem,) = selectors.draft(who, key).problems
    assert problem.part == "commitment" and "重新签署" in problem.sentence
    found = selectors.draft_commitment(who, key)
    assert found is not None and found.stale and found.lines == ("从业人员健康证明",)
    services.sign_commitment(key, by=who, name="王小满", confirmed=True)
    services.submit(key, by=who, declared=True)
    kept = Commitment.objects.get()
    assert [one["line"] for one in kept.lines] == [2]
    assert [one.given for one in kept.case.materials.order_by("line")] == ["uploaded", "committed", "uploaded"]


def test_who_hands_the_proof_in_after_all_takes_the_choice_back(stage: Stage) -> None:
    who = stage.citizen()
    key = signed(stage, committed_item(stage))
    services.add_file(key, line=2, stream=BytesIO(PDF), name="健康证明.pdf", by=who)
    assert refusal(lambda: services.choose_commitment(key, by=who)) == "cases.nothing_to_commit"
    with pytest.raises(FormRefused) as needless:
        services.submit(key, by=who, declared=True)
    assert "取消告知承诺" in needless.value.problems[0].sentence
    services.drop_commitment(key, by=who)
    services.submit(key, by=who, declared=True)
    assert not Commitment.objects.exists()


def test_a_guide_without_it_or_that_says_why_never_offers_none(stage: Stage) -> None:
    who = stage.citizen()
    plain = services.start(item_id=stage.item(), by=who)
    assert refusal(lambda: services.choose_commitment(plain, by=who)) == "cases.no_commitment"
    risky = committed_item(stage, commitment=None, no_commitment="直接涉及人身健康，风险大")
    key = draft(stage, risky)
    with pytest.raises(Refused) as refused:
        services.choose_commitment(key, by=who)
    assert refused.value.code == "cases.no_commitment" and "人身健康" in refused.value.sentence
    assert selectors.draft_commitment(who, key) is None


def test_a_guide_that_stops_offering_it_puts_the_proof_back_on_the_list(stage: Stage) -> None:
    who, item = stage.citizen(), committed_item(stage)
    key = signed(stage, item)
    version = GuideVersion.objects.filter(item=item).latest("number")
    row = ImplementationItem.objects.get(pk=item)
    changed = {**version.body, "commitment": None}
    republish(row, changed)
    assert services.refresh_guide(key, by=who) is not None
    assert missing(stage, key) == [2] and not Case.objects.get(key=key).committed
    number = refusal(lambda: services.choose_commitment(key, by=who))
    assert number == "cases.no_commitment"


def test_no_window_may_ask_for_what_was_vouched_for(stage: Stage) -> None:
    who = stage.citizen()
    number = services.submit(signed(stage, committed_item(stage)), by=who, declared=True).number
    gaps = [Gap(2, "请补交证明")]
    ask = lambda: services.request_supplement(number, by=stage.staff("clerk"), gaps=gaps)  # noqa: E731
    assert refusal(ask) == "cases.committed_for"


def test_after_submission_nothing_of_it_can_be_changed(stage: Stage) -> None:
    who = stage.citizen()
    key = signed(stage, committed_item(stage))
    services.submit(key, by=who, declared=True)
    for act in (
        lambda: services.choose_commitment(key, by=who),
        lambda: services.drop_commitment(key, by=who),
        lambda: services.sign_commitment(key, by=who, name="王小满", confirmed=True),
    ):
        assert refusal(act) == "cases.submitted"
    assert Commitment.objects.get().digest


def test_while_the_credit_platform_is_silent_nobody_commits_himself_but_the_proof_is_taken(
    stage: Stage, platform: Platform
) -> None:
    who, key = stage.citizen(), draft(stage, committed_item(stage))
    platform.down = "连不上"
    with pytest.raises(Refused) as refused:
        services.choose_commitment(key, by=who)
    assert refused.value.code == "cases.credit_down" and "直接提交材料" in refused.value.sentence
    services.add_file(key, line=2, stream=BytesIO(PDF), name="健康证明.pdf", by=who)
    services.submit(key, by=who, declared=True)


def test_whom_the_credit_platform_bars_does_not_commit_himself(stage: Stage, platform: Platform) -> None:
    who, key = stage.citizen(), draft(stage, committed_item(stage))
    platform.bars[identity.id_number_of(stage.person().pk)] = "被列入严重失信主体名单"
    with pytest.raises(Refused) as refused:
        services.sign_commitment(key, by=who, name="王小满", confirmed=True)
    assert refused.value.code == "cases.commitment_barred" and "严重失信" in refused.value.sentence
    assert not Commitment.objects.exists()


def test_an_agent_without_a_mandate_commits_nobody_but_his_principal_signs_himself(stage: Stage) -> None:
    principal, agent = stage.citizen(), stage.citizen("李秀英", 2)
    item, clerk = committed_item(stage), stage.staff("clerk")
    given = {"person_id": stage.person("李秀英", 2).pk, "principal_id": stage.person().pk, "capacity": "agent"}
    key = services.start_at_window(item_id=item, by=clerk, identity_method="mandate", **given)
    sheet = services.receive_upload(key, stream=BytesIO(PDF), name="承诺书.pdf", by=clerk)

    def sign(by: Actor, name: str, method: str = "") -> str:
        kept = sheet if by == clerk else None
        return services.sign_commitment(key, by=by, name=name, confirmed=True, method=method, scan=kept)

    assert refusal(lambda: sign(clerk, "李秀英", "id_card")) == "cases.no_mandate"
    assert len(sign(clerk, "李秀英", "mandate")) == 64
    assert len(sign(principal, "王小满")) == 64
    assert refusal(lambda: sign(agent, "李秀英")) == "cases.no_mandate"
