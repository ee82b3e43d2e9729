"""What stands for a material: an own e-licence with consent and its mark, counted paper and its scan, an earlier upload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.cases import composing, selectors, services
from bancheng.casework.cases.models import Case, Original
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.casework.cases.tests.test_what_is_attached_still_holds import _licence as licensed
from bancheng.casework.cases.types import Gap, MaterialView
from bancheng.ground.access import Subject
from bancheng.ground.files import InfectedFile
from bancheng.ground.files.scanning.demo import SIGNATURE
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, now


def first(stage: Stage, key: str) -> MaterialView:
    return selectors.draft(stage.staff("clerk"), key).materials[0]


def at_the_window(stage: Stage, **changes: Any) -> str:
    """A draft at the window; its one line wants an original and two copies."""
    wanted = {**PLAN, "originals": 1, "copies": 2}
    item = stage.item("窗口收纸质", materials=[wanted], **changes)
    clerk = stage.staff("clerk")
    key = services.start_at_window(item_id=item, person_id=stage.person().pk, by=clerk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": "王小满", "has_staff": "no"})
    return key


@pytest.mark.demand("APP-09")
def test_one_act_attaches_an_own_licence_with_consent_and_the_mark_of_its_verification(stage: Stage) -> None:
    citizen, held = stage.citizen(), licensed(stage)
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    services.save_fields(key, by=citizen, values={"person_name": "王小满", "has_staff": "no"})
    offered = selectors.draft(citizen, key).materials[0]
    assert offered.missing and not offered.attested and offered.holdings[0].licence == held
    services.use_licence(key, line=1, licence=held, by=citizen)
    given = selectors.draft(citizen, key).materials[0]
    assert given.attested and given.source == "电子证照库" and given.obtained_at is not None
    assert given.files == () and not given.missing
    consent = journal.entries_of(Subject("cases.case", key)).get(verb="use_licence")
    assert consent.facts["consent"] is True and consent.facts["licence"] == held and "个人信息保护法" in consent.article
    number = services.submit(key, by=citizen, declared=True).number
    assert stage.seen(number, stage.staff("clerk")).materials[0].attested


@pytest.mark.demand("APP-04")
def test_what_was_uploaded_once_is_offered_for_the_same_code_of_another_item(stage: Stage) -> None:
    citizen = stage.citizen()
    number = stage.file().number
    other = stage.item("另一个事项", materials=[material("M0002", "营业执照"), {**PLAN, "name": "平面布置图"}])
    key = services.start(item_id=other, by=citizen, answers={"shop_kind": "shop"})
    plain, same = selectors.draft(citizen, key).materials
    assert plain.reusable == () and [(one.number, one.name) for one in same.reusable] == [(number, "布局图.pdf")]
    services.reuse_file(key, line=2, file=same.reusable[0].file, by=citizen)
    used = selectors.draft(citizen, key).materials[1]
    assert used.files[0].reused_from == number and not used.missing
    with pytest.raises(Refused):
        services.reuse_file(key, line=1, file=same.reusable[0].file, by=citizen)


def test_originals_taken_by_a_button_pressed_twice_are_taken_once(stage: Stage, time_machine: Any) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")

    def taken(*names: str) -> str:
        return services.receive_originals(number, by=clerk, names=names, received_from="王小满")

    paper = taken("房产证", "身份证")
    assert taken("房产证", "身份证") == paper != taken("身份证")
    assert Original.objects.count() == 3
    time_machine.move_to(now() + timedelta(minutes=2), tick=False)
    assert taken("房产证", "身份证") != paper


def test_a_window_counts_originals_and_copies_and_the_receipt_says_them(stage: Stage) -> None:
    key, clerk = at_the_window(stage), stage.staff("clerk")
    services.receive_paper(key, line=1, by=clerk, originals=1, copies=1)
    assert (first(stage, key).originals_received, first(stage, key).copies_received) == (1, 1)
    assert first(stage, key).short
    services.receive_paper(key, line=1, by=clerk)
    assert (first(stage, key).copies_received, first(stage, key).short) == (2, False)
    for originals, copies in ((0, 0), (100, 0), (-1, 2)):
        with pytest.raises(Refused) as refused:
            services.receive_paper(key, line=1, by=clerk, originals=originals, copies=copies)
        assert refused.value.code == "cases.paper_count"
    services.submit(key, by=clerk, declared=True)
    (line,) = composing.given(Case.objects.get(key=key))
    assert line.text == "窗口收取纸质：原件 1 份、复印件 2 份"


def test_a_scan_at_the_window_leaves_the_paper_paper_and_an_own_upload_does_not(stage: Stage) -> None:
    key, clerk = at_the_window(stage), stage.staff("clerk")
    services.receive_paper(key, line=1, by=clerk)
    scan = services.add_file(key, line=1, stream=BytesIO(PDF), name="扫描件.pdf", by=clerk)
    assert (first(stage, key).given, len(first(stage, key).files)) == ("paper", 1)
    services.remove_file(key, file=scan.key, by=clerk)
    assert first(stage, key).given == "paper" and not first(stage, key).missing
    services.add_file(key, line=1, stream=BytesIO(PDF), name="自己的.pdf", by=stage.citizen())
    assert first(stage, key).given == "uploaded" and first(stage, key).originals_received is None


def test_a_scan_of_new_paper_answers_a_notice_though_the_line_was_paper_before(
    stage: Stage, move: Callable[..., None]
) -> None:
    key, clerk = at_the_window(stage), stage.staff("clerk")
    services.receive_paper(key, line=1, by=clerk)
    number = services.submit(key, by=clerk, declared=True).number
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    move(date(2026, 11, 23))
    with pytest.raises(Refused):
        services.supplement(number, by=clerk)
    services.add_file(number, line=1, stream=BytesIO(PDF), name="新图.pdf", by=clerk)
    services.supplement(number, by=clerk)
    assert stage.row(number).state == "submitted"


def test_an_infected_file_is_not_taken(stage: Stage) -> None:
    citizen = stage.citizen()
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    with pytest.raises(InfectedFile) as refused:
        services.add_file(key, line=1, stream=BytesIO(PDF + SIGNATURE), name="图.pdf", by=citizen)
    assert "查出病毒" in str(refused.value)
    assert selectors.draft(citizen, key).materials[0].missing


def test_a_gap_visible_at_the_first_notice_is_refused_later_and_a_new_fact_is_flagged(stage: Stage) -> None:
    clerk, citizen = stage.staff("clerk"), stage.citizen()
    number = stage.file(stage.item("两份材料", materials=[PLAN, material("M0002", "营业执照")])).number
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    assert [item[1] for item in stage.seen(number, clerk).notices[0].items] == ["经营场所布局图"]
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="新图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照不清楚")])
    assert refused.value.code == "cases.asked_late" and "应当一次告知" in refused.value.sentence
    assert len(stage.seen(number, clerk).notices) == 1 and stage.row(number).state == "submitted"
    services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照昨天被吊销", new_fact=True)])
    assert stage.row(number).notices.order_by("-round").values_list("new_facts", flat=True)[0] is True
