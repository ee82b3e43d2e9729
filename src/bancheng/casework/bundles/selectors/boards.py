"""Lists of applications through bundles: one's own, and the board of those who coordinate them. Keyset paging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from bancheng.casework.bundles import dates, running
from bancheng.casework.bundles.applied import OUTCOMES, RUN_STATES, RunLine, RunPage
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.selectors.applying import NEAR
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.types import LIGHTS
from bancheng.ground.access import AccessDenied, Actor, may, region_stem
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

SIZE = 20
MOST = 100
PARTS = {
    "all": Q(),
    "draft": Q(state="draft"),
    "running": Q(state="running"),
    "closed": Q(state="closed"),
}
State = BundlePart.State


def own_bundles(actor: Actor, *, part: str = "all", after: str = "", size: int = SIZE) -> RunPage:
    """The applications of a person and of the firms he may act for today, newest first."""
    rows = _own(actor).filter(PARTS.get(part, Q())).order_by("-pk")
    if after.isdecimal():
        rows = rows.filter(pk__lt=int(after))
    return _page(rows, max(1, min(size, MOST)), lambda row: str(row.pk))


def own_bundle_counts(actor: Actor) -> Mapping[str, int]:
    """How many stand in each part of one's own list. One query and that of his firms."""
    return _own(actor).aggregate(
        **{part: Count("pk", filter=which) if which else Count("pk") for part, which in PARTS.items()}
    )


def board(
    actor: Actor,
    *,
    state: str = "running",
    light: str = "",
    bundle: int | None = None,
    q: str = "",
    trial: bool = False,
    waiting: str = "",
    after: str = "",
    size: int = 50,
) -> RunPage:
    """What is handled in the scope of who coordinates, takes in or decides: nearest overall date first.

    `light`: overdue, warning or normal. `waiting`: accept (a member waits for acceptance), supplement, collect, refused.
    `q`: a number, or a part of the applicant's name. `after`: of the page before. Raises AccessDenied, visible, without `bundles.view`.
    """
    rows = seen(actor).filter(trial=trial, submitted_at__isnull=False)
    if state in RUN_STATES:
        rows = rows.filter(state=state)
    if bundle is not None:
        rows = rows.filter(bundle=bundle)
    rows = _searched(_waiting(_lit(rows, light), waiting), q)
    rows = rows.order_by("due_on", "pk")
    if after:
        rows = _behind(rows, after)
    return _page(rows, max(1, min(size, MOST)), lambda row: f"{row.due_on or ''}~{row.pk}")


def board_counts(actor: Actor) -> Mapping[str, int]:
    """running, overdue, warning, refused (a member was not granted), closed: in his scope. One query."""
    near = organisations.calendar().add_workdays(today(), NEAR)
    open_ = Q(state="running")
    late = open_ & (Q(parts_late__gt=0) | Q(due_on__lt=today()))
    rows = seen(actor).filter(trial=False, submitted_at__isnull=False)
    return rows.aggregate(
        running=Count("pk", filter=open_, distinct=True),
        overdue=Count("pk", filter=late, distinct=True),
        warning=Count("pk", filter=open_ & ~late & Q(due_on__lte=near), distinct=True),
        closed=Count("pk", filter=Q(state="closed"), distinct=True),
    )


def of_project(code: str) -> tuple[RunLine, ...]:
    """Applications that were begun for an investment project; who may see them is the caller's business."""
    rows = BundleCase.objects.filter(project_code=code).exclude(project_code="").order_by("-pk")
    return _page(rows, MOST, lambda row: str(row.pk)).lines


def of_case(case: str) -> tuple[str, str, str] | None:
    """The (key, number, name) of the bundle that a case is a part of; None for a case of its own. One query."""
    row = BundlePart.objects.filter(case__key=case).select_related("bundle_case").first()
    return None if row is None else (row.bundle_case.key, row.bundle_case.number or "", row.bundle_case.name)


def _own(actor: Actor) -> QuerySet[BundleCase]:
    person = running.person_key(actor)
    if not person:
        return BundleCase.objects.none()
    firms = [firm.id for firm in identity.legal_persons_of(person)]
    own = Q(applicant=person) | Q(filer=person, legal_person=None)
    return BundleCase.objects.filter(own | Q(legal_person__in=firms) if firms else own, trial=False)


def seen(actor: Actor) -> QuerySet[BundleCase]:
    """What his grants of `bundles.view` cover: as the lead, the hall, or as the organ of a member."""
    if not may(actor, running.VIEW).allowed:
        raise AccessDenied("您的岗位没有查看一件事办件的权限。", visible=True, action=running.VIEW)
    scope = Q(pk__in=())
    for grant in actor.grants:
        if grant.action not in {"*", running.VIEW}:
            continue
        here = Q(region__code__startswith=region_stem(grant.region)) if grant.region else Q()
        if grant.organisation is not None:
            # A member's organ finds its bundles through its own parts; no join, so that nothing is counted twice.
            parts = BundlePart.objects.filter(organisation=grant.organisation).values("bundle_case")
            here &= Q(lead=grant.organisation) | Q(pk__in=parts)
        scope |= here
    return BundleCase.objects.filter(scope)


def _lit(rows: QuerySet[BundleCase], light: str) -> QuerySet[BundleCase]:
    near = organisations.calendar().add_workdays(today(), NEAR)
    late = Q(parts_late__gt=0) | Q(due_on__lt=today())
    match light:
        case "overdue":
            return rows.filter(late)
        case "warning":
            return rows.exclude(late).filter(due_on__lte=near)
        case "normal":
            return rows.exclude(late).filter(due_on__gt=near)
    return rows


def _waiting(rows: QuerySet[BundleCase], waiting: str) -> QuerySet[BundleCase]:
    states = {
        "accept": ("submitted", "pre_reviewed"),
        "supplement": ("supplement_requested",),
        "collect": ("delivered",),
    }
    if waiting in states:
        live = BundlePart.objects.filter(current=True, case__state__in=states[waiting])
        if waiting == "collect":
            live = live.filter(case__delivery="window")
        return rows.filter(pk__in=live.values("bundle_case"))
    if waiting == "refused":
        return rows.filter(pk__in=BundlePart.objects.filter(current=True, state=State.REFUSED).values("bundle_case"))
    return rows


def _searched(rows: QuerySet[BundleCase], q: str) -> QuerySet[BundleCase]:
    words = q.strip()[:60].replace("\x00", "")
    if not words:
        return rows
    try:
        return rows.filter(number=str(CaseNumber.parse(words).bundle))
    except CodeError:
        return rows.filter(Q(applicant_name__contains=words) | Q(name__contains=words))


def _behind(rows: QuerySet[BundleCase], after: str) -> QuerySet[BundleCase]:
    """Those after a line of the page before; nothing for what is none."""
    day, _, pk = after.partition("~")
    if not pk.isdecimal() or len(pk) > 18:
        return rows.none()
    try:
        due = date.fromisoformat(day) if day else None
    except ValueError:
        return rows.none()
    if due is None:
        return rows.filter(due_on=None, pk__gt=int(pk))
    return rows.filter(Q(due_on__gt=due) | Q(due_on=due, pk__gt=int(pk)))


def _page(rows: QuerySet[BundleCase], size: int, mark: object) -> RunPage:
    parts = BundlePart.objects.filter(current=True).select_related("case")
    rows = rows.select_related("bundle", "version", "lead").prefetch_related(Prefetch("parts", queryset=parts))
    found = list(rows[: size + 1])
    shown = found[:size]
    versions = {version for row in shown for version in row.version.pinned.values()}
    digests = catalog.digests(versions) if versions else {}
    lines = tuple(_line(row, digests) for row in shown)
    more = mark(shown[-1]) if len(found) > size else ""  # type: ignore[operator]
    return RunPage(lines, more)


def _line(row: BundleCase, digests: Mapping[int, str]) -> RunLine:
    parts: Iterable[BundlePart] = row.parts.all()
    loaded = running.load(row, digests)
    here = running.current(parts)
    due = (dates.due_on(loaded, here) if row.state == BundleCase.State.RUNNING else None) or row.due_on
    remaining = organisations.calendar().workdays_between(today(), due) if due is not None else None
    light = _light(row, due, remaining, here)
    return RunLine(
        key=row.key,
        name=row.name,
        number=row.number or "",
        state=row.state,
        state_label=RUN_STATES[row.state],
        outcome=OUTCOMES[row.outcome],
        applicant_name=row.applicant_name,
        applicant_masked=row.applicant_masked,
        lead=row.lead.short_name or row.lead.name,
        region=row.region_id,
        submitted_at=in_shanghai(row.submitted_at) if row.submitted_at else None,
        saved_at=in_shanghai(row.saved_at),
        due_on=due,
        remaining=remaining,
        light=light,
        light_label=LIGHTS[light],
        parts=tuple((loaded.label(one.key), one.state, _part_light(one)) for one in here.values()),
        open_parts=row.parts_open,
        late_parts=sum(_part_light(one) == "overdue" for one in here.values()),
        trial=row.trial,
        project_code=row.project_code,
    )


def _part_light(one: BundlePart) -> str:
    case = one.case
    return cases.light(case.warn_at, case.due_at) if case is not None and case.clock else "none"


def _light(row: BundleCase, due: date | None, remaining: int | None, here: Mapping[str, BundlePart]) -> str:
    if row.state != BundleCase.State.RUNNING or due is None or remaining is None:
        return "none"
    if due < today() or any(_part_light(one) == "overdue" for one in here.values()):
        return "overdue"
    return "warning" if remaining <= NEAR else "normal"
