"""What supervision and approvers see beyond one case: the trace with its proof, counts by organ, the decision to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from bancheng.casework.cases import course, finding, renewals, standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, DecisionRoute, ItemGrant
from bancheng.casework.cases.rules.clocks import start_of
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.services.deciding import face_of, granted_licence
from bancheng.casework.cases.types import RouteView, Trace
from bancheng.ground.access import AccessDenied, Actor, Target, demand, may, region_stem
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import now, today
from bancheng.registers.licences import selectors as licences


@dataclass(frozen=True, slots=True)
class OrganCount:
    """One organ: cases with a running clock, by light."""

    organisation: int
    name: str
    open: int
    normal: int
    warning: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The supervisor's figures for his scope."""

    open: int
    normal: int
    warning: int
    overdue: int
    submitted_today: int
    closed_today: int
    organs: tuple[OrganCount, ...]


@dataclass(frozen=True, slots=True)
class FaceField:
    """One element of the licence to be issued, as the application gives it."""

    code: str
    label: str
    kind: str
    value: str
    required: bool


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """What a decision would write: the licence's face, and the guide's own basis and remedies."""

    licence_name: str
    face: tuple[FaceField, ...]
    basis: str
    remedies: str
    result: str
    months: int
    starts_on: date
    """The first day of the licence: today, or the day after the one that it renews."""


@dataclass(frozen=True, slots=True)
class GrantView:
    """A dated grant to decide on the spot."""

    id: int
    item_id: int
    item_name: str
    staff: str
    staff_name: str
    valid_from: date
    valid_to: date
    basis: str
    granted_by: str
    current: bool


def trace(actor: Actor, case: str) -> Trace:
    """The whole journal of a case, refused attempts too, with its chain verified now.

    For who supervises where the case is. Raises AccessDenied.
    """
    row = standing.demand_sight(actor, finding.find(case))
    demand(actor, standing.SUPERVISE, standing.target_of(row))
    subject = standing.subject_of(row)
    found = verify_stream(subject)
    lines = tuple(course.trace_line(entry) for entry in journal.entries_of(subject))
    sentence = f"{len(lines)} 条记录，哈希链完整。" if found.whole else found.faults[0].sentence
    return Trace(lines, found.whole, sentence, now())


def overview(actor: Actor, *, region: str = "") -> Overview:
    """Counts of the supervisor's scope, by organ, the one with most overdue first. Two queries."""
    scope = covered(actor, standing.SUPERVISE)
    if scope is None:
        raise AccessDenied("您的岗位没有监察办件的权限。", visible=True, action=standing.SUPERVISE)
    rows = Case.objects.filter(scope, trial=False).exclude(state="draft")
    if region:
        rows = rows.filter(region__code__startswith=region_stem(storable(region)))
    moment, day = now(), start_of(today())
    running = rows.exclude(clock="").values("organisation", "organisation__name")
    counted = running.annotate(
        open=Count("pk"),
        overdue=Count("pk", filter=Q(due_at__lte=moment)),
        warning=Count("pk", filter=Q(due_at__gt=moment, warn_at__lte=moment)),
        normal=Count("pk", filter=Q(warn_at__gt=moment)),
    ).order_by("-overdue", "-warning", "-open", "organisation")
    organs = tuple(
        OrganCount(
            row["organisation"],
            row["organisation__name"],
            row["open"],
            row["normal"],
            row["warning"],
            row["overdue"],
        )
        for row in counted
    )
    days = rows.aggregate(
        submitted=Count("pk", filter=Q(submitted_at__gte=day)), closed=Count("pk", filter=Q(closed_at__gte=day))
    )
    return Overview(
        sum(one.open for one in organs),
        sum(one.normal for one in organs),
        sum(one.warning for one in organs),
        sum(one.overdue for one in organs),
        days["submitted"],
        days["closed"],
        organs,
    )


def decision_preview(actor: Actor, case: str) -> DecisionPreview:
    """What the approver would write, to be completed. Raises AccessDenied for who may not decide."""
    row = standing.demand_sight(actor, finding.find(case))
    if standing.roles(actor, row).isdisjoint({"approver", standing.ON_THE_SPOT}):
        raise AccessDenied("作出决定不由您的岗位办理。", visible=True, action=standing.DECIDE)
    document = document_of(row)
    result = granted_licence(document)
    kind = licences.licence_type(result.licence) if result else None
    given = face_of(row, kind) if kind else {}
    face = tuple(
        FaceField(one.element, one.label, one.kind, given.get(one.element, ""), one.required)
        for one in (kind.elements if kind else ())
    )
    return DecisionPreview(
        licence_name=kind.name if kind else "",
        face=face,
        basis="；".join(f"{one.law}{one.article}" for one in document.basis),
        remedies=document.remedies,
        result=document.results[0].name,
        months=kind.months if kind else 0,
        starts_on=renewals.starts_on(row, today()),
    )


def grants(actor: Actor) -> tuple[GrantView, ...]:
    """The grants of the organs for which he may give them, newest first."""
    demand(actor, standing.GRANT)
    day = today()
    rows = ItemGrant.objects.select_related("item").order_by("-pk")
    return tuple(
        GrantView(
            row.pk,
            row.item_id,
            row.item.name,
            row.staff,
            row.staff_name,
            row.valid_from,
            row.valid_to,
            row.basis,
            row.granted_by,
            row.revoked_at is None and row.valid_from <= day <= row.valid_to,
        )
        for row in rows
        if may(actor, standing.GRANT, Target(region=row.item.region_id, organisation=row.item.organisation_id)).allowed
    )


def routes(actor: Actor) -> tuple[RouteView, ...]:
    """Where decisions go, for the organs for which he may set it: those in force first, the newest first. One query."""
    demand(actor, standing.GRANT)
    day = today()
    rows = DecisionRoute.objects.select_related("organisation", "item")
    views = [
        RouteView(
            row.pk,
            row.organisation.name,
            row.item.name if row.item else "",
            row.to,
            row.get_to_display(),
            row.basis,
            row.valid_from,
            row.valid_to,
            row.set_by,
            row.revoked_at is None and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to),
        )
        for row in rows.order_by("-pk")
        if may(
            actor, standing.GRANT, Target(region=row.organisation.region_id, organisation=row.organisation_id)
        ).allowed
    ]
    return tuple(sorted(views, key=lambda view: not view.current))
