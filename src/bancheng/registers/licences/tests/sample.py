"""A food licence of an invented county, as the tests of this room issue it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bancheng.ground import files
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import LegalPerson, NaturalPerson, Staff
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import services
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.types import FaceElement, LicenceView, Numbering, TypeSeed

USCC = "92411323MA0000000D"
FOOD = TypeSeed(
    key="M0007",
    code="1110000000DEM00000001",
    name="食品经营许可证",
    department="国家市场监督管理总局",
    months=60,
    ground="《中华人民共和国食品安全法》第三十五条",
    numbering=Numbering(
        format="JY{digit}{region}{serial}{check}",
        digit_element="business_type",
        digits=(("食堂", "3"), ("餐饮", "2"), ("", "1")),
    ),
    elements=(
        FaceElement("operator_name", "经营者名称"),
        FaceElement("uscc", "社会信用代码", "uscc"),
        FaceElement("representative", "法定代表人（负责人）", "person_name", sensitive=True),
        FaceElement("premises", "经营场所", "address"),
        FaceElement("business_type", "主体业态"),
        FaceElement("scope", "经营项目"),
        FaceElement("storage", "仓储场所", "address", required=False),
    ),
)
ID_CARD = TypeSeed(
    key="M0144",
    code="1110000000DEM00000002",
    name="居民身份证",
    department="公安部",
    elements=(
        FaceElement("name", "姓名", "person_name", sensitive=True),
        FaceElement("id_number", "公民身份号码", "id_number", sensitive=True),
        FaceElement("born", "出生", "date", sensitive=True),
    ),
)
CASE = Subject("cases.case", "41132320261120000001X")


@dataclass
class Desk:
    """The organ that issues, the firm that holds, its owner, and somebody at the result desk."""

    county: cast.County
    owner: NaturalPerson
    firm: LegalPerson
    desk: Staff

    def face(self, **changes: str) -> dict[str, str]:
        face = {
            "operator_name": self.firm.name,
            "uscc": self.firm.uscc,
            "representative": "陈建国",
            "premises": "河南省南阳市西峡县白羽街道人民路 18 号",
            "business_type": "餐饮服务经营者",
            "scope": "热食类食品制售、冷食类食品制售、自制饮品制售",
        }
        return face | changes

    def issue(self, face: Mapping[str, str] | None = None, **changes: Any) -> LicenceView:
        told = {
            "type_key": "M0007",
            "holder_legal": self.firm.pk,
            "face": self.face() if face is None else face,
            "valid_from": date(2026, 11, 20),
            "organisation": self.county.bureau.pk,
            "region": cast.XIXIA,
            "subject": CASE,
            "by": cast.PLATFORM,
        }
        return services.issue(**(told | changes))

    def issue_card(self, person: NaturalPerson | None = None, **changes: Any) -> LicenceView:
        face = {"name": "王小满", "id_number": cast.id_number(), "born": "1990-03-07"}
        holder = (person or self.owner).pk
        return self.issue(face, type_key="M0144", holder_legal=None, holder_person=holder, subject=None, **changes)

    def signed(self, **changes: Any) -> Licence:
        """Issued, and its job done."""
        made = self.issue(**changes)
        drain()
        return Licence.objects.get(pk=made.id)


@pytest.fixture
def desk(county: cast.County) -> Desk:
    services.take_in_types(seeds=(FOOD, ID_CARD), by=cast.PLATFORM)
    owner = cast.person("陈建国", stem="41292719781112001", phone="13800000003")
    firm = identity.register_legal_person(
        uscc=_credit_code(), name="西峡县陈师傅面馆", representative=owner, by=cast.PLATFORM, kind="6"
    )
    return Desk(county, owner, firm, county.staff("cj01", "result_desk"))


def content(row: Licence) -> bytes:
    with files.open_file(row.file_digest) as file:
        return file.read()


def upload(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def _credit_code() -> str:
    from stdnum.cn import uscc

    stem = "92411323MA00000004"[:17]
    return stem + uscc.calc_check_digit(stem + "0")
