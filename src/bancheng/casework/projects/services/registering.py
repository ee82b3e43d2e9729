"""Registration: a firm writes and hands in, the platform or 发改 takes in, and the project gets its one code (PRJ-01, PRJ-02)."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

from django.db import IntegrityError, transaction

from bancheng.casework.projects import finding, paperwork, scope, telling, templates
from bancheng.casework.projects.events import ProjectRegistered
from bancheng.casework.projects.models import Project
from bancheng.casework.projects.rules import registering as rules
from bancheng.casework.projects.types import ProjectData
from bancheng.casework.projects.writing import acting, known_region, once, put, said, tell, twins
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.codes import ProjectCode, short_code
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity import selectors as identity

PLATFORM = system("投资项目在线平台")
MOST_DRAFTS = 20
TRIES = 8
"""How often a random number is drawn anew; with 100,000 in a month, region, department and type, one is enough nearly always."""
AUTOMATIC = "file"
"""备案 is by notice: the filing organ has filed what it has received whole (企业投资项目核准和备案管理条例第十三条), so the platform

takes it in at once. 审批 and 核准 wait for 发改, who sees whether the project is of its kind."""


def begin(*, uscc: str, given: ProjectData, by: Actor) -> str:
    """Save a new draft for a firm that the actor may act for; its key. Raises AccessDenied, Refused: projects.too_many, .* (the field)."""
    firm = identity.find_legal_person(uscc)
    if firm is None or not identity.may_act_for(by, firm.id):
        raise AccessDenied("请选择您代表的单位。", visible=True, action="own.projects")
    if Project.objects.filter(legal_person=firm.id, state="draft").count() >= MOST_DRAFTS:
        raise Refused("projects.too_many", f"您单位已有 {MOST_DRAFTS} 份项目草稿，请先提交或者删除。")
    data = rules.checked(placed(given), on=today())
    moment = now()
    with transaction.atomic():
        row = Project(
            key=token_hex(16),
            legal_person_id=firm.id,
            firm=firm.name,
            uscc=firm.uscc,
            created_at=moment,
            saved_at=moment,
        )
        put(row, data)
        tell(row, "begin", by=by, facts={"name": row.name, "kind": row.kind}, first=True)
    return row.key


def save(project: str, *, given: ProjectData, by: Actor, revision: int | None = None) -> None:
    """Save a draft, or what was sent back. Raises AccessDenied, Refused: projects.outdated, .not_open, .* (the field)."""
    data = rules.checked(placed(given), on=today())
    with acting(project, by, scope.demand_firm) as row:
        _demand_open(row)
        demand_fresh(row, revision)
        row.revision += 1
        put(row, data)
        tell(row, "save", by=by, facts={"name": row.name, "revision": row.revision})


def discard(project: str, *, by: Actor) -> None:
    """Throw a draft away; what was handed in stays. Raises AccessDenied, Refused projects.not_open."""
    with acting(project, by, scope.demand_firm) as row:
        if row.state != "draft" or row.submitted_at is not None:
            raise Refused("projects.not_open", "这个项目已经提交过登记，不能删除草稿；不再建设的，请撤销项目。")
        tell(row, "discard", by=by, facts={"name": row.name})
        row.delete()


def submit(project: str, *, by: Actor, another: bool = False) -> str:
    """Hand the registration in; returns the code where the platform takes it in at once (备案), else "".

    `another`: the firm says that it is another project than those of the same name elsewhere. A second click changes nothing.
    Raises AccessDenied, Refused: projects.twice (the very same), projects.alike (perhaps the same), projects.not_open.
    """
    with acting(project, by, scope.demand_firm) as row:
        if row.state in {"submitted", "registered"}:
            return row.code or ""
        _demand_open(row)
        rules.checked(finding.data_of(row), on=today())
        _demand_only_one(row, another=another)
        row.state, row.submitted_at, row.returned_reason = "submitted", now(), ""
        row.revision += 1
        once(row)
        tell(row, "submit", by=by, facts={"name": row.name, "kind": row.kind, "another": another})
        if row.kind == AUTOMATIC:
            return _registered(row, by=PLATFORM)
        telling.coordinators(row, templates.WAITING.key, firm=row.firm, name=row.name)
    return ""


def accept(project: str, *, by: Actor) -> str:
    """平台受理 by 发改 and 统一赋码; the code. A second code is refused for ever, also when two ask at once.

    Raises AccessDenied, Refused: projects.coded, projects.not_waiting.
    """
    with acting(project, by, scope.demand_coordinator) as row:
        if row.state != "submitted":
            _demand_uncoded(row)
            raise Refused("projects.not_waiting", "这个项目没有在等待受理。请刷新页面，看看现在的情况。")
        return _registered(row, by=by)


def give_back(project: str, *, reason: str, by: Actor) -> None:
    """Send a registration back to the firm, saying why. Raises AccessDenied, Refused: projects.reason, projects.not_waiting."""
    told = rules.reason(reason, what="退回修改的原因")
    with acting(project, by, scope.demand_coordinator) as row:
        if row.state != "submitted":
            raise Refused("projects.not_waiting", "这个项目没有在等待受理，不能退回。")
        row.state, row.returned_reason, row.revision = "returned", told, row.revision + 1
        row.save()
        tell(row, "give_back", by=by, facts={"reason": told})
        telling.firm(row, templates.RETURNED.key, name=row.name, reason=told)


def demand_fresh(row: Project, revision: int | None) -> None:
    """Refused projects.outdated where somebody saved since the page was opened."""
    if revision is not None and revision != row.revision:
        raise Refused("projects.outdated", "您打开以后，项目信息又有人保存过。请重新打开再改；您填的内容还在页面上。")


def placed(given: ProjectData) -> ProjectData:
    """The same with 12-digit codes of regions."""
    return replace(given, sites=tuple((known_region(region), address) for region, address in given.sites))


def _demand_open(row: Project) -> None:
    if row.state not in {"draft", "returned"}:
        raise Refused("projects.not_open", "项目已经提交登记，不能再改草稿；要改信息的，请在受理后办理信息变更。")


def _demand_uncoded(row: Project) -> None:
    if row.code is not None:
        raise Refused("projects.coded", f"这个项目已有统一代码 {row.code}。一个项目只有一个代码，终身不变。")


def _demand_only_one(row: Project, *, another: bool) -> None:
    """The very same project is refused by the row's own constraint, when it is saved; what looks alike is asked about."""
    if (twin := twins(row).first()) is not None:
        told = f"统一代码 {twin.code}" if twin.code else "正在等待受理"
        raise Refused("projects.twice", f"“{twin.name}”已经登记过（{told}）。一个项目只有一个代码，不能重复登记。")
    same = Project.objects.filter(legal_person=row.legal_person_id, folded=row.folded).exclude(pk=row.pk)
    other = same.filter(state__in=["submitted", "registered"]).first()
    if other is not None and not another:
        raise Refused(
            "projects.alike",
            f"您单位在{other.region.name}登记过同名的项目（{other.code or '待受理'}）。跨区域的同一个项目只登记一次，"
            "请在原项目中增加建设地点；确实是另一个项目的，请勾选确认后再提交。",
        )


def _registered(row: Project, *, by: Actor) -> str:
    """The code, the paper, the word to the firm. The row is locked and waits."""
    _demand_uncoded(row)
    row.registered_at, row.registered_by, row.state = now(), by.name[:100], "registered"
    row.revision += 1
    _coded(row)
    tell(row, "register", by=by, facts={"code": row.code, "kind": row.kind})
    paperwork.issue_registration(row, by=by)
    telling.firm(row, templates.REGISTERED.key, name=row.name, code=row.code)
    said(ProjectRegistered, row)
    assert row.code is not None
    return row.code


def _coded(row: Project) -> None:
    for _ in range(TRIES):
        drawn = ProjectCode.mint(
            region=short_code(row.region_id),
            department=row.department,
            kind=row.project_type,
            on=today(),
        )
        row.code = str(drawn)
        try:
            with transaction.atomic():
                row.save()
            return
        except IntegrityError:
            if not Project.objects.filter(code=row.code).exists():
                raise
    row.code = None
    raise Refused("projects.no_code", "这个月的项目代码暂时取不到，请稍后再试。")
