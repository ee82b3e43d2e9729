"""Reading a project by its key or its code, and what of it stands in its own words."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from bancheng.casework.projects.models import Project
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.codes import CodeError, ProjectCode

KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


def find(project: str, rows: QuerySet[Project] | None = None) -> Project | None:
    """The project with this key or code, however the code was typed; None when there is none."""
    rows = Project.objects.all() if rows is None else rows
    try:
        named = {"key": project} if KEY.fullmatch(project) else {"code": str(ProjectCode.parse(project))}
    except CodeError:
        return None
    return rows.filter(**named).first()


def locked(project: str) -> Project | None:
    """The same, its row locked until the transaction ends."""
    return find(project, Project.objects.select_for_update())


def data_of(row: Project) -> ProjectData:
    """What the project says now."""
    return ProjectData(
        name=row.name,
        kind=row.kind,
        project_type=row.project_type,
        department=row.department,
        industry=row.industry,
        investment=row.investment,
        starts_on=row.starts_on,
        summary=row.summary,
        sites=tuple(row.sites.order_by("place").values_list("region", "address")),
    )
