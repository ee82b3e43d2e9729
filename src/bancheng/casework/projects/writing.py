"""What every verb of a project does alike: lock it, put its words into its row, write its journal, announce."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.casework.projects import finding, scope
from bancheng.casework.projects.events import ProjectEvent
from bancheng.casework.projects.models import Project, Site
from bancheng.casework.projects.rules import registering
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.access import Actor
from bancheng.ground.codes import CodeError, region_code
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.organisations import selectors as organisations

Demand = Callable[[Actor, Project | None], Project]


@contextmanager
def acting(project: str, by: Actor, demand: Demand = scope.demand_sight) -> Iterator[Project]:
    """One act on a project that the actor may take, its row locked, in one transaction. Raises AccessDenied."""
    with transaction.atomic():
        yield demand(by, finding.locked(project))


def put(row: Project, data: ProjectData) -> None:
    """The words of the firm into the row, which is saved with its sites. Raises Refused: projects.sites, projects.twice."""
    names = organisations.names([region for region, _ in data.sites])
    if missing := [region for region, _ in data.sites if region not in names]:
        raise Refused("projects.sites", f"建设地点的区划不在平台范围内，请重新选择：{missing[0]}。")
    row.name, row.folded = data.name, registering.folded(data.name)
    row.kind, row.project_type, row.department = data.kind, data.project_type, data.department
    row.industry, row.investment = data.industry, data.investment
    row.starts_on, row.summary, row.saved_at = data.starts_on, data.summary, now()
    if row.code is None:
        # The region stands in the code: after that it stays, whatever place is named first.
        row.region_id = data.sites[0][0]
    once(row)
    row.sites.all().delete()
    Site.objects.bulk_create(
        Site(project=row, place=place, region_id=region, address=address)
        for place, (region, address) in enumerate(data.sites, start=1)
    )


def once(row: Project) -> None:
    """Save; Refused projects.twice where the firm has registered this very project already (PRJ-02: one code)."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        twin = twins(row).first()
        if twin is None:
            raise
        told = f"统一代码 {twin.code}" if twin.code else "正在等待受理"
        raise Refused(
            "projects.twice", f"您单位已经在同一区划登记过“{twin.name}”（{told}）。一个项目只有一个代码，不能重复登记。"
        ) from error


def twins(row: Project) -> Any:
    """Other projects of the firm with the same name in the same region, handed in or coded."""
    same = Project.objects.filter(legal_person=row.legal_person_id, folded=row.folded, region=row.region_id)
    return same.filter(state__in=["submitted", "registered"]).exclude(pk=row.pk)


def known_region(code: str) -> str:
    """The 12-digit code of a region, however it was sent; "" for none."""
    try:
        return region_code(code)
    except CodeError:
        return ""


def tell(row: Project, verb: str, *, by: Actor, facts: Mapping[str, Any], first: bool = False) -> None:
    """One entry of the project's journal."""
    journal.append(row.subject, verb, by=by, facts=facts, first=first)


def said(kind: type[ProjectEvent], row: Project, **more: Any) -> None:
    """Announce an event of the project."""
    announce(kind(project=row.key, code=row.code or "", name=row.name, region=row.region_id, at=now(), **more))
