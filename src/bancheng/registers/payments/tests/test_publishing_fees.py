"""What is charged is published as the guide says it, and the lead fields show what can be paid online."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.jobs import drain
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, published, republish, staff
from bancheng.registers.lists.public import republish as publish_list
from bancheng.registers.lists.selectors import list_page
from bancheng.registers.organisations import services as organisations
from bancheng.registers.payments import selectors
from bancheng.registers.payments.keys import LEAD_FIELDS
from bancheng.registers.payments.tests.sample import CODE, FEES, LAW, LOST, NEW, coded

pytestmark = pytest.mark.django_db
FUNCTIONS = {
    "industry": "西峡县工业和信息化委员会",
    "human_resources": "西峡县人力资源和社会保障局",
    "emergency": "西峡县安全生产监督管理局",
    "public_security": "西峡县公安局交通警察大队",
}


@pytest.mark.demand("PAY-02")
def test_the_public_list_has_name_basis_and_standard_and_matches_the_guide(till):
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    published(till.organ, "不收费的事项")
    publish_list("fees", region=COUNTY, by=PLATFORM)
    page = list_page("fees", COUNTY)
    assert [column.label for column in page.columns] == ["收费项目名称", "法定依据", "收费标准"]
    document = catalog.guide(till.guide.item_id).document
    told = [(row["name"], row["basis"], row["standard"]) for row in page.rows]
    assert told == [
        (fee.name, "；".join(f"{one.law}{one.article}" for one in fee.basis), fee.standard)
        for fee in document.fees.items
    ]
    assert len(told) == len(FEES["items"])


def test_the_public_list_follows_a_guide_that_charges_no_more(till):
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    publish_list("fees", region=COUNTY, by=PLATFORM)
    republish(till.guide.item, body())
    publish_list("fees", region=COUNTY, by=PLATFORM)
    assert list_page("fees", COUNTY).rows == ()


@pytest.mark.demand("PAY-06")
def test_the_items_of_the_four_lead_fields_can_be_paid_online_and_stand_on_the_board(till):
    assert selectors.lead_board(COUNTY) == ()
    organisations.set_rule(
        key=LEAD_FIELDS.key,
        region=COUNTY,
        value="、".join(FUNCTIONS),
        valid_from=date(2026, 11, 20),
        basis="实施方案三（三）4",
        by=PLATFORM,
    )
    items = {}
    for function, name in FUNCTIONS.items():
        organ = organisations.create_organisation(
            region=COUNTY, name=name, kind="department", function=function, imported=True, by=PLATFORM
        )
        fees = {"charged": True, "items": [{"name": NEW, "standard": "每证20元", "basis": [LAW]}]}
        items[function] = published(organ, f"{name}收费事项", guide=body(fees=fees)).item_id
    before = selectors.lead_board(COUNTY)
    assert [field.function for field in before] == list(FUNCTIONS)
    assert not any(field.online for field in before)
    for item in items.values():
        coded(item, {NEW: CODE})
    after = selectors.lead_board(COUNTY)
    assert {field.function: [one.item for one in field.items if one.online] for field in after} == {
        function: [item] for function, item in items.items()
    }
    for item in items.values():
        assert selectors.pays_online(item, catalog.guide(item).document)
    assert not selectors.pays_online(till.guide.item_id, catalog.guide(till.guide.item_id).document)


def test_finance_sees_the_fees_of_its_organs_with_what_each_still_lacks(till):
    lines = {line.fee.name: line for line in selectors.fee_lines(till.keeper)}
    assert (lines[NEW].fee.online, lines[LOST].fee.nontax_code) == (True, CODE)
    assert lines["加急费"].fee.why_not == "标准没有写明单价，要由执收单位核定"
    assert lines["邮寄工本费"].fee.why_not == "还没有登记非税项目编码"
    assert selectors.fee_lines(staff("payments.view", region="410183000000")) == ()
    drain()
