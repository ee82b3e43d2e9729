"""S-QH, 青海 2024: 开办餐饮店 as one thing, from the list to the licences and the rating; steps 1–3, 5–12 and 14."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from tests.journeys.bundling import Walk
from tests.journeys.scene import Scene, at

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles import services
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.running import person_key
from bancheng.casework.bundles.types import DOCUMENTS, BundleRefused
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF
from bancheng.casework.cases.types import Gap
from bancheng.frontline.ratings import selectors as ratings
from bancheng.ground.access import system
from bancheng.ground.files import services as files
from bancheng.ground.jobs import drain
from bancheng.registers.identity.models import Account
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages import selectors as inbox

BATCH = "国家 2024 年第一批"
PLATFORM = system("测试")
FIRM = "西宁市城西区演示餐饮有限公司"
SHOP = {"food_business_type": "catering", "firm_standing": "sole_trader", "business_area": "120"}
LARGE = {"food_business_type": "catering", "firm_standing": "have", "business_area": "400"}


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2024, 9, 30)), tick=False)
    return Scene.of("qinghai-2024", "chengxi", "630104000000")


def test_the_list_its_ledger_the_publishing_and_a_walk_through(scene: Scene) -> None:
    hall = scene.desk("hall")
    # 1: the first batch with its demonstration, and the days of 2024 on its ledger.
    first = bundles.register(scene.region, BATCH)
    (shown,) = [line for line in first if line.demonstration]
    assert (len(first), shown.name) == (13, "开办餐饮店")
    assert {node.set_for.strftime("%m-%d") for node in bundles.plan_ledger(hall)} >= {
        "03-31",
        "04-30",
        "10-31",
        "12-31",
    }

    # 2: what lacks keeps the next version from the public; the four documents come from one text.
    row = Bundle.objects.get(pk=shown.id)
    assert row.current is not None
    body = row.current.body
    services.save_draft(row, body={**body, "steps": []}, by=hall)
    with pytest.raises(BundleRefused, match="操作流程"):
        services.publish(row, by=hall)
    services.save_draft(row, body=body, by=hall)
    assert {one.label for one in services.check_draft(row, by=hall) if one.kind == "document" and one.met} == set(
        DOCUMENTS.values()
    )
    assert services.publish(row, by=hall).number == 2

    # 3: an official walks through it; no count knows of it, what he finds has an owner and a day.
    official = scene.stranger("祁玉梅")
    before = bundles.board_counts(hall), cases.overview(PLATFORM, region=scene.region)
    key = services.begin_at_window(
        bundle_id=row.pk, person_id=person_key(official), by=hall, identity_method="id_card", trial=True
    )
    walk = Walk(scene, hall, key)
    walk.answer(**SHOP)
    walk.fill()
    walk.submit()
    assert walk.handle_all() == [["shop"], ["food"]]
    assert (bundles.board_counts(hall), cases.overview(PLATFORM, region=scene.region)) == before
    assert licences.wallet(official) == ()
    problem = services.report_problem(
        key, text="核对页看不出缺哪份材料", organ=row.lead_id, due=date(2024, 10, 31), by=hall
    )
    assert problem in {one.duty.id for one in bundles.walk_ledger(hall)}


@pytest.mark.demand("ONE-02")
def test_a_restaurant_is_opened_with_one_form_and_one_number(scene: Scene) -> None:
    owner = scene.stranger("马永福")
    walk = Walk.begun(scene, "restaurant", owner)
    walk.answer(**SHOP, needs_sign_approval=True, wants_seal=True)
    draft = walk.draft()
    # 5: the fire step appears only when it is needed.
    assert [one.key for one in draft.parts] == ["shop", "food", "sign", "seal"]
    walk.fill()
    draft = walk.draft()
    asked = [field.element.code for section in draft.sections for field in section.fields]
    papers = [one.code for one in draft.materials]
    assert len(set(asked)) == len(asked) and len(set(papers)) == len(papers)
    apart = [cases.draft(owner, one.case) for one in draft.parts]
    assert len(asked) < sum(len(section.fields) for one in apart for section in one.sections)
    assert len(papers) < sum(len(one.materials) for one in apart)
    filed = walk.submit()

    # 8: what can begin begins at once, the others when the licence is there; all under one number.
    assert walk.handle_all() == [["shop"], ["food", "sign", "seal"]]
    whole = walk.whole()
    assert (whole.state, whole.outcome) == ("closed", "whole")
    assert {one.number for one in whole.parts} == {f"{filed.number}-{n:02d}" for n in (1, 3, 4, 7)}
    assert {card.type for card in licences.wallet(owner)} >= {"M0002"}
    assert Case.objects.filter(part_of=walk.key).count() == 4
    assert bundles.own_bundles(owner).lines[0].done == 4


@pytest.mark.demand("ONE-06")
def test_every_department_decides_the_licences_are_issued_and_the_whole_is_rated_once(scene: Scene) -> None:
    owner = scene.stranger("马永福")
    walk = Walk.begun(scene, "restaurant", owner)
    asked = {"needs_sign_approval": True, "drains_from_shop": True, "wants_seal": True}
    walk.answer(**SHOP | {"business_area": "400"}, **asked)
    walk.fill()
    filed = walk.submit()
    assert walk.handle_all() == [["shop"], ["food", "sign", "fire", "drain", "seal"]]

    whole = walk.whole()
    assert (whole.state, whole.outcome) == ("closed", "whole")
    assert {one.state for one in whole.parts} == {"granted"} and all(one.result for one in whole.parts)
    assert len({one.organisation for one in whole.parts}) == 5, "market regulation has two of the six"
    decisions = [cases.own_case(owner, one.case).decision for one in whole.parts]
    assert {one.outcome for one in decisions if one} == {"granted"} and all(decisions)
    # 12: in the wallet, each file with the signature of its organ, which anybody who has the file can verify.
    usable = {card.type: card for card in licences.wallet(owner) if card.usable and card.file_digest}
    assert set(usable) >= {"M0002", "M0007", "M3047"}
    for card in usable.values():
        with files.open_file(card.file_digest) as file:
            verdict = licences.verify_upload(file)
        assert verdict.code == "genuine" and verdict.signature is not None
        assert verdict.licence is not None and verdict.licence.number == card.number
    account = Account.objects.get(pk=owner.account)
    invited = [one for one in inbox.inbox(account, size=100).messages if "评价" in one.title]
    assert len(invited) == 1
    offer = ratings.invitation_of_case(walk.key, owner)
    assert offer is not None and offer.number == filed.number
    assert not any(ratings.invitation_of_case(one.case, owner) for one in whole.parts)


def test_one_supplement_one_urge_and_a_refused_member_that_is_put_right(scene: Scene, time_machine: Any) -> None:
    owner = scene.stranger("马永福")
    walk = Walk.begun(scene, "restaurant", owner, uscc=scene.firm(owner, FIRM))
    walk.answer(**LARGE, needs_sign_approval=True)
    assert [one.key for one in walk.draft().parts] == ["food", "sign", "fire"]
    # 6: what is known is not asked for, each with its reason.
    draft = walk.draft()
    assert len([one for one in draft.materials if one.view.spared and one.view.reason]) >= 3
    # 7: fire safety by commitment.
    fire = next(one for one in draft.parts if one.key == "fire")
    assert fire.commitment
    case_services.choose_commitment(fire.case, by=owner)
    case_services.sign_commitment(fire.case, by=owner, name="马永福", confirmed=True)
    walk.fill()
    filed = walk.submit()
    assert [one.state for one in walk.whole().parts] == ["open", "open", "open"]

    # 10: the window sees it and asks once, for all; the owner is told once and answers once.
    window = scene.desk("window")
    (line,) = bundles.board(window, q=filed.number).lines
    assert line.number == filed.number
    of_each = {parts[0]: code for code, parts in walk.uploaded()}
    gaps = dict.fromkeys(list(of_each.values())[:2], "扫描不清楚")
    papers = services.request_supplement(walk.key, by=window, gaps=gaps)
    drain()
    asked = walk.whole().asked
    assert {one.code for one in asked} == set(gaps) and len(papers) == 2
    account = Account.objects.get(pk=owner.account)
    told = [one.title for one in inbox.inbox(account).messages if "补正" in one.title]
    assert told == ["请一次补正：开办餐饮店"]
    for case, line_ in (line for one in asked for line in one.lines):
        case_services.add_file(case, line=line_, stream=BytesIO(PDF + b"%clear"), name="清楚.pdf", by=owner)
    assert len(services.supplement(walk.key, by=owner, declared=True)) == 2
    services.accept(walk.key, by=window)
    # 9: five working days over the National Day holiday and its made-up days.
    # 7: what may come later is promised, and the case is accepted without it.
    number = walk.part("food").number
    lacking = [one.line for one in cases.staff_case(window, number).materials if one.lacking]
    assert lacking, "a paper that may come later was left out"
    later = [Gap(line, "请补交一份") for line in lacking]
    case_services.offer_tolerance(number, by=window, lines=later, due_on=date(2024, 10, 10))
    case_services.sign_tolerance(number, by=owner, name="马永福", confirmed=True)
    case_services.accept_tolerant(number, by=window)
    drain()
    food = walk.part("food")
    assert (food.case_state, food.due_on) == ("accepted", date(2024, 10, 12))
    for line_ in lacking:
        case_services.add_file(food.case, line=line_, stream=BytesIO(PDF), name="补交.pdf", by=owner)
    case_services.make_up(number, by=owner)
    fire = walk.part("fire")
    assert (fire.case_state, fire.due_on) == ("accepted", date(2024, 10, 12))
    services.urge(walk.key, member="sign", by=scene.desk("representative"), words="请尽快审查")
    drain()

    # 11: fire refuses; the others stand; put right, it goes on under its own suffix.
    walk.handle("food")
    number = walk.part("fire").number
    scene.reviewed(number, scene.desk("examiner"), scene.desk("examiner2"))
    case_services.decide(number, by=scene.desk("chief"), outcome="refused", reason="安全出口被占用。")
    drain()
    whole = walk.whole()
    assert [one.state for one in whole.parts] == ["granted", "open", "refused"]
    assert walk.part("fire").why == "安全出口被占用。"
    walk.handle("sign")
    assert walk.whole().outcome == "partial"
    again = services.refile(walk.key, member="fire", by=owner)
    assert walk.whole().state == "running"
    before = cases.draft(owner, again)
    assert not [one for one in before.problems if one.part == "field"], "what was filled in is there"
    for one in before.materials:
        if one.missing:
            case_services.add_file(again, line=one.line, stream=BytesIO(PDF), name="现场.pdf", by=owner)
    services.resubmit(walk.key, member="fire", by=owner, declared=True)
    drain()
    assert walk.part("fire").number == f"{number}-2"
    walk.handle("fire")
    assert (walk.whole().outcome, walk.whole().state) == ("whole", "closed")
