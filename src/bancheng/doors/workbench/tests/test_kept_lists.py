"""Proofs, intermediary services, firms, commissions and standards at the desk of their keepers."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from stdnum.cn import uscc

from bancheng.doors.workbench import lists_kept
from bancheng.doors.workbench.tests.cast import Desk, build_desk, text
from bancheng.ground.law import today
from bancheng.registers.catalog.models import MaterialType
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.lists import services
from bancheng.registers.lists.models import Commission, Firm, IntermediaryService, ProofEvent, ProofItem, Standard

PROOF = {
    "region": COUNTY,
    "material": "M0005",
    "name": "从业人员健康证明",
    "basis": "《食品安全法》第四十五条",
    "asked_by": "市场监管局",
    "issued_by": "疾控中心",
    "guidance": "体检后开具",
}
SERVICE = {
    "region": COUNTY,
    "code": "ZJ0001",
    "name": "安全评价",
    "matters": "危险化学品经营许可",
    "conditions": "有资质",
    "process": "委托、出具报告",
    "time_limit": "20 个工作日",
    "fee": "协商",
    "basis": "《安全生产法》",
}
CODE = "91411323MA0DEM001"


@pytest.fixture
def desk(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def keeper(desk: Desk) -> Client:
    return desk.browser("proof_keeper", number="justice")


@pytest.fixture
def centre(desk: Desk) -> Client:
    return desk.browser("service_officer", number="centre")


def firm_of(browser: Client, desk: Desk, **changes: Any) -> Any:
    given = {
        "region": COUNTY,
        "uscc": CODE + uscc.calc_check_digit(CODE + "0"),
        "name": "安评公司",
        "kind": "enterprise",
    }
    given |= {"contact": "0377-1", "services": ["ZJ0001"], "parent": ""}
    return browser.post("/work/intermediaries/firms/create/", given | changes)


def test_a_keeper_lists_corrects_and_cancels_a_proof(desk: Desk, keeper: Client) -> None:
    refused = keeper.post("/work/proofs/create/", PROOF | {"issued_by": ""})
    assert refused.status_code == 422 and "请填写开具单位" in text(refused)
    assert keeper.post("/work/proofs/create/", PROOF).status_code == 302
    row = ProofItem.objects.get()
    assert "从业人员健康证明" in text(keeper.get("/work/proofs/"))
    keeper.post(f"/work/proofs/{row.pk}/correct/", {**PROOF, "guidance": "网上预约"})
    assert "网上预约" in text(keeper.get(f"/work/proofs/{row.pk}/"))
    assert keeper.post(f"/work/proofs/{row.pk}/cancel/", {"basis": ""}).status_code == 422
    keeper.post(f"/work/proofs/{row.pk}/cancel/", {"basis": "文件"})
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert "没有符合条件的证明" in text(keeper.get("/work/proofs/?state=listed"))
    assert "从业人员健康证明" in b"".join(keeper.get("/work/proofs/export/csv/").streaming_content).decode()


def test_a_change_waits_for_its_update_and_leads_to_it(desk: Desk, keeper: Client) -> None:
    keeper.post("/work/proofs/create/", PROOF)
    row = ProofItem.objects.get()
    editor = desk.browser("catalog_editor", number="editor", organisation_id=desk.world.market.pk)
    given = {"organisation": desk.world.market.pk, "kind": "cancel", "proof": row.pk, "basis": "文件"}
    assert editor.post("/work/proofs/event/", given | {"happened_on": today().isoformat()}).status_code == 302
    assert ProofEvent.objects.get().duty is not None
    assert f"/work/proofs/{row.pk}/cancel/" in text(keeper.get("/work/proofs/"))
    added = given | {"kind": "add", "proof": "", "name": "培训证明", "happened_on": today().isoformat()}
    keeper.post("/work/proofs/event/", added)
    event = ProofEvent.objects.get(kind="add")
    assert 'value="培训证明"' in text(keeper.get(f"/work/proofs/create/?event={event.pk}"))
    keeper.post(f"/work/proofs/create/?event={event.pk}", PROOF | {"material": "", "code": "ZM1", "name": "培训证明"})
    event.refresh_from_db()
    assert event.updated_on == today()


def test_who_may_not_keep_a_list_sees_it_and_is_told_so(desk: Desk) -> None:
    reader = desk.browser("supervisor", number="watch")
    assert reader.get("/work/proofs/").status_code == 200
    assert "列入一项证明" not in text(reader.get("/work/proofs/"))
    for page in ("/work/proofs/create/", "/work/intermediaries/create/", "/work/intermediaries/firms/create/"):
        assert reader.get(page).status_code == 403
    assert reader.post("/work/standards/create/", {}).status_code == 403


def test_what_is_not_there_or_out_of_scope_is_not_found(desk: Desk, keeper: Client, centre: Client) -> None:
    far = "9" * 18
    for page in (f"/work/proofs/{far}/", f"/work/proofs/create/?event={far}", f"/work/proofs/{far}/cancel/"):
        assert keeper.get(page).status_code == 404
    pages = ("intermediaries/{}/", "intermediaries/firms/{}/", "standards/{}/", "standards/{}/publish/")
    for page in pages:
        assert centre.get("/work/" + page.format(far)).status_code == 404
    assert centre.get("/work/intermediaries/commissions/WT1/").status_code == 404
    assert centre.get("/work/proofs/?after=zz&q=%00&state=x").status_code == 200
    assert centre.post(f"/work/standards/uses/{far}/stop/", {"confirm": "yes"}).status_code == 404


def test_the_centre_keeps_services_and_firms_and_a_subordinate_is_refused(desk: Desk, centre: Client) -> None:
    market = desk.world.market
    assert centre.post("/work/intermediaries/create/", SERVICE | {"organs": [market.pk]}).status_code == 302
    row = IntermediaryService.objects.get()
    refused = firm_of(centre, desk, parent=market.pk, kind="institution")
    assert refused.status_code == 422 and "不得开展" in text(refused)
    assert firm_of(centre, desk).status_code == 302
    made = Firm.objects.get()
    page = text(centre.get(f"/work/intermediaries/{row.pk}/"))
    assert made.name in page and "随机次序" in page
    assert centre.post(f"/work/intermediaries/firms/{made.pk}/offer/", {"code": "ZJ0001"}).status_code == 422
    assert made.uscc in b"".join(centre.get("/work/intermediaries/firms/export/csv/").streaming_content).decode()
    assert "ZJ0001" in b"".join(centre.get("/work/intermediaries/export/csv/").streaming_content).decode()
    centre.post(f"/work/intermediaries/firms/{made.pk}/remove/", {"reason": "注销"})
    centre.post(f"/work/intermediaries/{row.pk}/correct/", SERVICE | {"fee": "公示"})
    assert "公示" in text(centre.get(f"/work/intermediaries/{row.pk}/"))
    centre.post(f"/work/intermediaries/{row.pk}/cancel/", {"confirm": "yes"})
    row.refresh_from_db()
    assert row.state == "cancelled"


@pytest.mark.demand("CAT-35")
def test_no_page_of_staff_assigns_a_firm(desk: Desk, centre: Client) -> None:
    centre.post("/work/intermediaries/create/", SERVICE | {"organs": [desk.world.market.pk]})
    assert firm_of(centre, desk).status_code == 302
    row, firm = IntermediaryService.objects.get(), Firm.objects.get()
    pages = (f"/work/intermediaries/{row.pk}/", f"/work/intermediaries/firms/{firm.pk}/", "/work/intermediaries/")
    acts = re.compile(r"""(?:href|action)="/work/intermediaries/(?:firms/)?[0-9]+/([a-z-]+)/""")
    offered = {act for page in pages for act in acts.findall(text(centre.get(page)))}
    assert offered == {"correct", "cancel", "offer", "remove"}, (
        "what may be done with a service and a firm, and no more"
    )
    workbench = Path(lists_kept.__file__).parents[1]
    choosing = re.compile(r"\bchoose_(?:firm|intermediary)\(")
    assert not [one for one in workbench.rglob("*.py") if choosing.search(one.read_text(encoding="utf-8"))]
    assert any(choosing.search(one.read_text("utf-8")) for one in (workbench.parent / "portal" / "lists").glob("*.py"))


def test_an_organ_commissions_for_itself_and_takes_it_back(desk: Desk, centre: Client) -> None:
    centre.post("/work/intermediaries/create/", SERVICE | {"organs": [desk.world.market.pk]})
    editor = desk.browser("catalog_editor", number="editor", organisation_id=desk.world.market.pk)
    given = {"organisation": desk.world.market.pk, "service": "ZJ0001", "title": "评价", "requirement": "甲级"}
    given |= {"method": "lot", "closes_on": (today() + timedelta(days=3)).isoformat()}
    assert editor.post("/work/intermediaries/commissions/create/", given).status_code == 302
    row = Commission.objects.get()
    page = f"/work/intermediaries/commissions/{row.number}/"
    assert "撤销" in text(editor.get(page)) and "撤销" not in text(centre.get(page))
    assert row.title in text(editor.get("/work/intermediaries/commissions/"))
    answer = editor.post(page + "award/", {"confirm": "yes"}, follow=True)
    assert "报价还没有截止" in text(answer)
    other = desk.browser("catalog_editor", number="other", organ=desk.world.water, organisation_id=desk.world.water.pk)
    assert other.post(page + "cancel/", {"reason": "x"}).status_code == 403
    editor.post(page + "cancel/", {"reason": "不需要了"})
    row.refresh_from_db()
    assert row.state == "cancelled"


@pytest.mark.demand("CAT-07")
def test_after_version_two_the_page_lists_who_is_still_on_version_one(desk: Desk, centre: Client) -> None:
    root = desk.administrator()
    assert root.get("/work/standards/").status_code == 200
    given = {"region": COUNTY, "code": "DB 1", "name": "大厅规范", "family": "centres", "issuer": "县政府"}
    assert centre.post("/work/standards/create/", given).status_code == 302
    row = Standard.objects.get()
    page = f"/work/standards/{row.pk}/"
    centre.post(page + "publish/", {"label": "第一版", "effective_from": "2020-01-01"})
    version = row.versions.get()
    assert centre.post(page + "follow/", {"version": version.pk, "organisation": ""}).status_code == 422
    follow = {"version": version.pk, "organisation": desk.world.market.pk, "since": "2020-02-01"}
    assert centre.post(page + "follow/", follow).status_code == 302
    assert "没有，都已执行现行版本" in text(centre.get(page))
    centre.post(page + "publish/", {"label": "第二版", "effective_from": today().isoformat()})
    told = text(centre.get(page))
    assert "还有 1 个执行对象" in told
    behind = told.split('id="b-behind"')[1].split("</section>")[0]
    assert desk.world.market.name in behind and "第一版" in behind
    assert "第一版" in b"".join(centre.get(page + "export/csv/").streaming_content).decode()
    assert centre.post("/work/standards/create/", given | {"region": "", "code": "DB 2"}).status_code == 404


def test_a_list_page_costs_few_statements(desk: Desk, keeper: Client, django_assert_max_num_queries: Any) -> None:
    MaterialType.objects.get_or_create(code="M0005", defaults={"name": "健康证明", "kind": "other"})
    for place in range(12):
        facts = {**PROOF, "code": f"ZM{place}", "material": ""}
        services.list_proof(by=PLATFORM, **facts)
    keeper.get("/work/proofs/")
    with django_assert_max_num_queries(30):
        keeper.get("/work/proofs/")
