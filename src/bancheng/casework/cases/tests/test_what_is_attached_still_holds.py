"""What stands for a paper is looked at again when the application is handed in; an agent hands in his mandate."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.services import prefilling
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.ground.jobs import drain
from bancheng.ground.law import now
from bancheng.registers.catalog.tests.sample import PLATFORM, body
from bancheng.registers.exchange.types import Answer, Outcome, Record
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.types import FaceElement, TypeSeed

HELD = "M0005"
MANDATE = material("M0002", "授权委托书", when="has_staff == true")


def _licence(stage: Stage) -> str:
    """王小满 holds an e-licence of the kind the guide asks for."""
    seed = TypeSeed(HELD, "11100000000014372A009", "场所证", (FaceElement("person_name", "姓名"),), "演示部门", 0)
    licensing.take_in_types(seeds=[seed], by=PLATFORM)
    licensing.issue(
        type_key=HELD,
        holder_person=stage.person().pk,
        face={"person_name": "王小满"},
        valid_from=date(2026, 1, 1),
        organisation=stage.world.market.pk,
        region=stage.world.market.region_id,
        subject=None,
        by=PLATFORM,
    )
    drain()
    return licences.held(f"person:{stage.person().pk}", HELD)[0].identifier


def test_an_e_licence_that_was_taken_off_meanwhile_keeps_the_application_back(stage: Stage) -> None:
    citizen, held = stage.citizen(), _licence(stage)
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    services.save_fields(key, by=citizen, values={"person_name": "王小满", "has_staff": "no"})
    services.use_licence(key, line=1, licence=held, by=citizen)
    assert selectors.draft(citizen, key).ready
    licensing.revoke(licence=Licence.objects.get(identifier=held).pk, reason="依法注销", by=PLATFORM)
    assert [problem.key for problem in selectors.draft(citizen, key).problems] == ["1"]
    with pytest.raises(FormRefused, match="电子证照已经失效"):
        services.submit(key, by=citizen, declared=True)
    services.add_file(key, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=citizen)
    assert services.submit(key, by=citizen, declared=True).number


def test_an_agent_cannot_answer_his_mandate_away(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"element": "has_staff", "label": "是否委托他人办理", "kind": "bool"}
    monkeypatch.setattr("bancheng.casework.cases.checking.AGENT_ELEMENT", "has_staff")
    monkeypatch.setattr("bancheng.casework.cases.services.applicants.AGENT_ELEMENT", "has_staff")
    fields = [one for one in body()["fields"] if one["element"] != "has_staff"]
    item = stage.item("可委托事项", questions=[asked], fields=fields, materials=[PLAN, MANDATE])
    agent, principal = stage.citizen("李秀英", 2), "411323199003070010"
    key = services.start(item_id=item, by=agent)
    services.set_applicant(
        key, by=agent, capacity="agent", principal_name="王小满", principal_id_number=id_number(principal[:17])
    )
    assert [line.name for line in selectors.draft(agent, key).materials if line.missing] == [PLAN["name"], "授权委托书"]
    services.save_answers(key, by=agent, answers={"has_staff": False})
    told = [problem for problem in selectors.draft(agent, key).problems if problem.part == "question"]
    assert [problem.key for problem in told] == ["has_staff"] and "授权委托书" in told[0].sentence
    with pytest.raises(FormRefused):
        services.submit(key, by=agent, declared=True)
    himself = services.start(item_id=item, by=agent, answers={"has_staff": "no"})
    assert not [problem for problem in selectors.draft(agent, himself).problems if problem.part == "question"]


def test_what_a_register_says_of_one_applicant_is_not_written_beside_another(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = stage.citizen()
    item = stage.item(
        "预填事项",
        fields=[{"element": "person_name", "section": "申请人", "prefill": "person", "prefill_source": "人口"}],
    )
    key = services.start(item_id=item, by=citizen)

    def changed_meanwhile(*_: object, **__: object) -> Answer:
        services.set_applicant(
            key,
            by=citizen,
            capacity="agent",
            principal_name="赵某",
            principal_id_number=id_number("41132319900307001"),
        )
        record = Record("population", "人口基础信息库", {"person_name": "王小满"}, now())
        return Answer(Outcome.FOUND, "population", "人口基础信息库", now(), record)

    monkeypatch.setattr(prefilling.exchange, "fetch_of_person", changed_meanwhile)
    services.prefill(key, by=citizen)
    assert [field.value for section in selectors.draft(citizen, key).sections for field in section.fields] == [None]
