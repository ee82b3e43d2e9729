"""Whose a project is, and who of the staff sees it: 发改 everything of its region, departments what has a code there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from bancheng.casework.projects.models import Approval, Project, Site
from bancheng.ground.access import AccessDenied, Actor, Grant, may, region_stem
from bancheng.registers.identity import selectors as identity

VIEW = "projects.view"
COORDINATE = "projects.coordinate"
ANSWER = "projects.answer"
NOT_THERE = "没有找到这个项目。"


def acts_for(actor: Actor, row: Project) -> bool:
    """Whether he may act for the firm of the project today."""
    return bool(identity.may_act_for(actor, row.legal_person_id))


def coordinates(actor: Actor, row: Project) -> bool:
    """Whether he coordinates the project: his 发改 stands for one of its places. One query at most.

    That another region gives one approval lets its 发改 see the project; to give it up is not theirs.
    """
    return bool(coordinated(actor, [row.pk]))


def coordinated(actor: Actor, projects: Collection[int]) -> frozenset[int]:
    """Which of these projects (by key of the row) he coordinates. One query at most."""
    regions = _regions(actor, COORDINATE)
    if not regions or not projects:
        return frozenset()
    if "" in regions:
        return frozenset(projects)
    built = Q(pk__in=())
    for region in regions:
        built |= Q(region__code__startswith=region_stem(region))
    found = Site.objects.filter(built, project__in=list(projects))
    return frozenset(found.values_list("project", flat=True))


def visible(actor: Actor, rows: QuerySet[Project] | None = None) -> QuerySet[Project]:
    """The projects that he sees as staff: as coordinator all but drafts, as department those with a code, each of his region.

    A project belongs to a region by its sites; an approval that another region gives opens it there too.
    """
    rows = Project.objects.all() if rows is None else rows
    if actor.kind == "system":
        return rows
    handed_in = _of_grants(actor, COORDINATE, rows.exclude(state="draft")).values("pk")
    coded = _of_grants(actor, VIEW, rows.filter(code__isnull=False)).values("pk")
    return rows.filter(Q(pk__in=handed_in) | Q(pk__in=coded))


def demand_sight(actor: Actor, row: Project | None) -> Project:
    """The project, or AccessDenied that reads the same for what is absent and what is not his."""
    if row is None or not (acts_for(actor, row) or visible(actor, Project.objects.filter(pk=row.pk)).exists()):
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return row


def demand_firm(actor: Actor, row: Project | None) -> Project:
    """The project of a firm that he may act for; staff who see it are told that it is the firm's to do."""
    found = demand_sight(actor, row)
    if not acts_for(actor, found):
        raise AccessDenied("这一步由项目单位办理。", visible=True, action="own.projects")
    return found


def demand_coordinator(actor: Actor, row: Project | None) -> Project:
    """The project for who coordinates it."""
    found = demand_sight(actor, row)
    if not coordinates(actor, found):
        raise AccessDenied("这一步由发展改革部门的项目管理员办理。", visible=True, action=COORDINATE)
    return found


def _of_grants(actor: Actor, action: str, rows: QuerySet[Project]) -> QuerySet[Project]:
    found = Q(pk__in=())
    regions = _regions(actor, action)
    if "" in regions:
        return rows
    for region in regions:
        stem = region_stem(region)
        built = Site.objects.filter(project=OuterRef("pk"), region__code__startswith=stem)
        approved = Approval.objects.filter(project=OuterRef("pk"), region__code__startswith=stem)
        found |= Exists(built) | Exists(approved)
    return rows.filter(found)


def _regions(actor: Actor, action: str) -> set[str]:
    return {grant.region for grant in actor.grants if _names(actor, grant, action)}


def _names(actor: Actor, grant: Grant, action: str) -> bool:
    return may(replace(actor, grants=(grant,)), action).allowed
