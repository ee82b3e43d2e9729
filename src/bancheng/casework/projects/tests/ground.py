"""A county with its 发改 and its environment bureau, a firm with its head, and an item that asks for a project code. Nobody real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from bancheng.casework.cases import selectors as case_selectors
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.tests.stage import COUNTY, PDF, Stage, build_stage
from bancheng.casework.projects import services
from bancheng.casework.projects.models import Project, StageItem
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog.models import Element
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, PLATFORM, body
from bancheng.registers.identity import services as identity
from bancheng.registers.organisations import services as organisations

DATA = ProjectData(
    name="年产十万台水泵生产线",
    kind="file",
    project_type="01",
    department="04",
    industry="C",
    investment=Decimal("12800.50"),
    starts_on=date(2027, 3, 1),
    summary="新建厂房两栋",
    sites=((COUNTY, "白羽街道工业路 8 号"),),
)


@dataclass
class Ground:
    """The county of the cases' tests, with what projects need."""

    stage: Stage
    development: Any
    environment: Any
    elsewhere: Any
    """发改 of the other county."""
    uscc: str

    @property
    def head(self) -> Actor:
        """The representative of the firm."""
        return self.stage.citizen("李厂长", 2)

    def officer(self, organ: Any = None) -> Actor:
        """The project officer of a 发改, for its region."""
        place = organ or self.development
        return self.stage.staff(
            "project_officer", _named(place, "项目"), organ=place, region=place.region_id, organisation_id=None
        )

    def desk(self, role: str, organ: Any = None) -> Actor:
        """Somebody of a department with a role there only."""
        place = organ or self.environment
        return self.stage.staff(role, _named(place, role), organ=place)

    def drafted(self, **changes: Any) -> str:
        return services.begin(uscc=self.uscc, given=replace(DATA, **changes), by=self.head)

    def coded(self, **changes: Any) -> Project:
        """A project that has its code."""
        key = self.drafted(**changes)
        if not services.submit(key, by=self.head):
            services.accept(key, by=self.officer())
        return Project.objects.get(key=key)

    def item(
        self, name: str = "环境影响报告表审批", *, organ: Any = None, stage: str = "works", required: bool = True
    ) -> int:
        """An item of a department that asks for the project code."""
        fields = [*body()["fields"], {"element": "project_code", "required": required}]
        item = self.stage.item(name, organ=organ or self.environment, fields=fields)
        if stage:
            StageItem.objects.get_or_create(item_id=item, defaults={"stage": stage})
        return item

    def draft(self, code: str, *, item: int | None = None, by: Actor | None = None, uscc: str = "") -> str:
        """A draft of the firm, whole but for what is wrong with the code."""
        who = by or self.head
        key = case_services.start(item_id=item or self.item(), by=who, answers={"shop_kind": "shop"})
        case_services.set_applicant(key, by=who, capacity="representative", uscc=uscc or self.uscc)
        values = {"person_name": who.name, "has_staff": "no"} | ({"project_code": code} if code else {})
        assert case_services.save_fields(key, by=who, values=values) == ()
        for line in case_selectors.draft(who, key).materials:
            if line.missing:
                case_services.add_file(key, line=line.line, stream=BytesIO(PDF), name="布局图.pdf", by=who)
        return key

    def filed(self, code: str, **more: Any) -> str:
        """An application with the code, handed in and collected; its number."""
        who = more.get("by") or self.head
        number = case_services.submit(self.draft(code, **more), by=who, declared=True).number
        drain()
        return number


def _named(organ: Any, role: str) -> str:
    given = {"clerk": "收件", "reviewer": "审查", "approver": "审批", "supervisor": "监察"}.get(role, role)
    return "赵钱孙李周吴郑王冯陈"[organ.pk % 10] + given


def build_ground() -> Ground:
    stage = build_stage()
    made = {
        name: organisations.create_organisation(
            region=region, name=title, kind="department", function=function, by=PLATFORM
        )
        for name, region, title, function in (
            ("development", COUNTY, "西峡县发展和改革委员会", "development"),
            ("environment", COUNTY, "西峡县生态环境局", "environment"),
            ("elsewhere", OTHER_COUNTY, "新密市发展和改革委员会", "development"),
        )
    }
    Element.objects.create(code="project_code", label="投资项目统一代码", kind="text", max_length=24)
    uscc = demo_credit_code("91", COUNTY, "西峡县水泵公司（演示）")
    ground = Ground(stage=stage, uscc=uscc, **made)
    head = stage.person("李厂长", 2)
    identity.register_legal_person(uscc=uscc, name="西峡县水泵公司（演示）", representative=head, by=PLATFORM)
    return ground
