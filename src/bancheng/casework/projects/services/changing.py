"""A project that has its code: its words may change with a history, and it may end; the code does neither (PRJ-02)."""

from __future__ import annotations

from datetime import date

from bancheng.casework.projects import finding, scope, telling, templates
from bancheng.casework.projects.events import ProjectCancelled, ProjectChanged
from bancheng.casework.projects.models import Change, Project
from bancheng.casework.projects.rules import registering as rules
from bancheng.casework.projects.rules.words import INDUSTRIES, KINDS
from bancheng.casework.projects.services.problems import end_with_project
from bancheng.casework.projects.services.registering import demand_fresh, placed
from bancheng.casework.projects.types import ProjectData
from bancheng.casework.projects.writing import acting, put, said, tell
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes.projects import PROJECT_TYPES
from bancheng.ground.law import Refused, now, today
from bancheng.registers.organisations import selectors as organisations


def change(project: str, *, given: ProjectData, reason: str, by: Actor, revision: int | None = None) -> int:
    """Change what a coded project says; the number of the change. The code, its region, department and type stay.

    Raises AccessDenied, Refused: projects.not_coded, .reason, .unchanged, .in_the_code, .outdated, .twice, .* (the field).
    """
    data, told = rules.checked(placed(given), on=today()), rules.reason(reason, what="变更原因")
    with acting(project, by, scope.demand_firm) as row:
        if row.state != "registered":
            raise Refused("projects.not_coded", "赋码以后才能办理信息变更；还没有受理的，请直接修改。")
        demand_fresh(row, revision)
        before = finding.data_of(row)
        _demand_code_holds(row, before, data)
        lines = differences(before, data)
        if not lines:
            raise Refused("projects.unchanged", "没有改动任何内容，不用办理变更。")
        row.revision += 1
        put(row, data)
        number = row.changes.count() + 1
        Change.objects.create(
            project=row, number=number, at=now(), by_name=by.name[:100], reason=told, lines=[list(one) for one in lines]
        )
        tell(row, "change", by=by, facts={"number": number, "reason": told, "changed": [one[0] for one in lines]})
        telling.coordinators(row, templates.CHANGED.key, name=row.name, code=row.code, reason=told)
        said(ProjectChanged, row, number=number)
        return number


def cancel(project: str, *, reason: str, by: Actor) -> None:
    """Give a project up: by its firm, or by who coordinates it. The code is never given again and opens nothing.

    Raises AccessDenied, Refused: projects.reason, projects.not_open, projects.running (an approval is being handled).
    """
    told = rules.reason(reason, what="撤销原因")
    with acting(project, by) as row:
        if not (scope.acts_for(by, row) or scope.coordinates(by, row)):
            raise AccessDenied("撤销由项目单位或者发展改革部门办理。", visible=True, action=scope.COORDINATE)
        if row.state not in {"submitted", "returned", "registered"}:
            raise Refused("projects.not_open", "这个项目没有登记，或者已经撤销。")
        running = row.approvals.filter(case__isnull=False, case__closed_at=None).exclude(
            case__state__in=["decided", "delivered", "collected"]
        )
        if running.exists():
            raise Refused("projects.running", "还有审批正在办理，请先撤回或者办结，再撤销项目。")
        row.state, row.cancelled_at, row.cancelled_reason = "cancelled", now(), told
        row.revision += 1
        row.save()
        end_with_project(row, reason=told, by=by)
        tell(row, "cancel", by=by, facts={"code": row.code or "", "reason": told})
        telling.firm(row, templates.CANCELLED.key, name=row.name, code=row.code or "未赋码", reason=told)
        said(ProjectCancelled, row)


def differences(before: ProjectData, after: ProjectData) -> tuple[tuple[str, str, str], ...]:
    """(label, before, after) of what is not the same, in the words of the page."""
    old, new = _worded(before), _worded(after)
    return tuple((label, old[label], new[label]) for label in old if old[label] != new[label])


def _worded(data: ProjectData) -> dict[str, str]:
    names = organisations.names([region for region, _ in data.sites])
    return {
        "项目名称": data.name,
        "管理方式": KINDS[data.kind],
        "项目类型": PROJECT_TYPES[data.project_type],
        "中央业务指导部门": data.department,
        "所属行业": INDUSTRIES[data.industry],
        "总投资": f"{data.investment:,.2f} 万元",
        "计划开工日期": _day(data.starts_on),
        "建设内容和规模": data.summary or "—",
        "建设地点": "；".join(f"{names.get(region, region)} {address}" for region, address in data.sites),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _demand_code_holds(row: Project, before: ProjectData, after: ProjectData) -> None:
    """What the code says cannot be changed without another code, which there is none of."""
    same = before.project_type == after.project_type and before.department == after.department
    if not same or row.region_id not in {region for region, _ in after.sites}:
        raise Refused(
            "projects.in_the_code",
            "项目类型、中央业务指导部门和赋码的区划写在统一代码里，不能变更；确实不同的，请撤销后重新登记。",
        )
