"""What a firm says of its project, made exact or answered with a sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from bancheng.casework.projects.rules.words import INDUSTRIES, KINDS
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.codes import scrub
from bancheng.ground.codes.projects import PROJECT_TYPES
from bancheng.ground.law import Refused

NAME_LONGEST, TEXT_LONGEST, REASON_LONGEST = 200, 2000, 300
LARGEST = Decimal("999999999999.99")
MOST_SITES = 5
YEARS_AHEAD = 30


def checked(data: ProjectData, *, on: date) -> ProjectData:
    """The same, trimmed. Raises Refused: projects.name, .kind, .type, .department, .industry, .investment, .starts_on,

    .summary, .sites (the suffix names the field).
    """
    name = one_line(data.name)
    if not 4 <= len(name) <= NAME_LONGEST:
        raise Refused("projects.name", f"请填写项目名称，4 至 {NAME_LONGEST} 个字。")
    if data.kind not in KINDS:
        raise Refused("projects.kind", "请选择管理方式：审批、核准或者备案。")
    if data.project_type not in PROJECT_TYPES:
        raise Refused("projects.type", "请选择项目类型。")
    if not re.fullmatch(r"[0-9]{2}", data.department, re.ASCII):
        raise Refused("projects.department", "请选择中央业务指导部门。")
    if data.industry not in INDUSTRIES:
        raise Refused("projects.industry", "请选择所属行业。")
    if not data.investment.is_finite() or not 0 < data.investment <= LARGEST:
        raise Refused("projects.investment", "请填写总投资，单位为万元，大于 0。")
    if data.investment != data.investment.quantize(Decimal("0.01")):
        raise Refused("projects.investment", "总投资最多两位小数。")
    if data.starts_on is not None and not 2000 <= data.starts_on.year <= on.year + YEARS_AHEAD:
        raise Refused("projects.starts_on", "请核对计划开工日期。")
    summary = data.summary.replace("\x00", "").strip()
    if len(summary) > TEXT_LONGEST:
        raise Refused("projects.summary", f"主要建设内容和规模最多 {TEXT_LONGEST} 个字。")
    return ProjectData(
        name=scrub(name),
        kind=data.kind,
        project_type=data.project_type,
        department=data.department,
        industry=data.industry,
        investment=data.investment,
        starts_on=data.starts_on,
        summary=scrub(summary),
        sites=_sites(data),
    )


def _sites(data: ProjectData) -> tuple[tuple[str, str], ...]:
    sites = tuple((region, scrub(one_line(address))) for region, address in data.sites)
    if not sites or len(sites) > MOST_SITES:
        raise Refused("projects.sites", f"请填写建设地点，1 至 {MOST_SITES} 处。")
    if any(not region or not 4 <= len(address) <= NAME_LONGEST for region, address in sites):
        raise Refused("projects.sites", "每处建设地点都要选择区划，并写明地址（至少 4 个字）。")
    if len(set(sites)) < len(sites):
        raise Refused("projects.sites", "有两处建设地点相同，请删去一处。")
    return sites


def folded(name: str) -> str:
    """A name as duplicates are found by: half width, without spaces and signs."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())[:NAME_LONGEST]


def one_line(text: str) -> str:
    """The text without line breaks and doubled spaces."""
    return " ".join(text.replace("\x00", "").split())


def reason(text: str, *, what: str, code: str = "projects.reason") -> str:
    """A reason as it is kept, numbers of persons masked; Refused where there is none or too much."""
    told = scrub(one_line(text))
    if not told or len(told) > REASON_LONGEST:
        raise Refused(code, f"请写明{what}，最多 {REASON_LONGEST} 个字。")
    return told
