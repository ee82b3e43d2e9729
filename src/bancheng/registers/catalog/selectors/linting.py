"""质检 as staff see it: runs within one's scope, their findings page by page, what stands on no law, and one item as it is now."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Target, may, region_stem
from bancheng.registers.catalog.authority import EDIT, PUBLISH
from bancheng.registers.catalog.lint.findings import MATERIAL_BASIS, STAMP
from bancheng.registers.catalog.lint.registry import rule_label
from bancheng.registers.catalog.lint.rules.sharing import undeclared
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, LintRow, LintRun
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.selectors.staff import VIEW, covering, implementation, scope_of
from bancheng.registers.catalog.services.checking import examine
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import (
    Fault,
    ItemFindings,
    LintFinding,
    LintPage,
    LintRunView,
    Unfounded,
    UnfoundedItem,
)

NOT_YOURS = "没有找到这次质检，或者它不在您的管理范围内。"
LARGEST_PAGE = 500
SEVERITIES = ("block", "warn")
MOST_UNFOUNDED = 2000
_UNFOUNDED = Q(code=MATERIAL_BASIS.code) | Q(path__startswith="materials.", path__endswith=".basis")
_STAMPS = Q(code=STAMP.code, severity="warn")


def lint_runs(actor: Actor, *, size: int = 50) -> tuple[LintRunView, ...]:
    """The latest runs over regions and organs within the actor's scope, newest first."""
    return tuple(_view(run) for run in _in_scope(actor).select_related("region", "organisation")[:size])


def lint_run(actor: Actor, run_id: int) -> LintRunView:
    """One run. Raises AccessDenied (not visible)."""
    return _view(_run(actor, run_id))


def lint_findings(
    actor: Actor,
    run_id: int,
    *,
    code: str = "",
    severity: str = "",
    organisation: int | None = None,
    q: str = "",
    after: str = "",
    size: int = 50,
) -> LintPage:
    """The findings of a run in the order of its guides, narrowed by rule, severity, organ and words of the item's name.

    Raises AccessDenied (not visible). Three statements.
    """
    run = _run(actor, run_id)
    rows = _rows(actor, run)
    if code:
        rows = rows.filter(code=filter_text(code, 40))
    if severity in SEVERITIES:
        rows = rows.filter(severity=severity)
    if organisation is not None:
        rows = rows.filter(item__organisation=organisation)
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(item__name__icontains=word)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    size = max(1, min(size, LARGEST_PAGE))
    found = list(rows.order_by("pk")[: size + 1])
    cursor = str(found[size - 1].pk) if len(found) > size else ""
    return LintPage(_view(run), tuple(_finding(row) for row in found[:size]), _rules(run), cursor)


def every_lint_finding(actor: Actor, run_id: int, **filters: object) -> Iterator[LintFinding]:
    """Every finding of a run that passes the filters of `lint_findings`, for an export."""
    after = ""
    while True:
        page = lint_findings(actor, run_id, after=after, size=LARGEST_PAGE, **filters)  # type: ignore[arg-type]
        yield from page.rows
        if not (after := page.next_cursor):
            return


def lint_unfounded(actor: Actor, run_id: int, *, action: str = VIEW) -> Unfounded:
    """The clean-up report: by item, the materials that no law names and the stamps for which no article is given.

    At most 2,000 findings at once, `findings` says how many there are; the next run shows the rest. `action`: only items for
    which the actor holds it. Raises AccessDenied (not visible).
    """
    kind = Case(When(_STAMPS, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = _rows(actor, _run(actor, run_id), action).filter(_UNFOUNDED | _STAMPS).annotate(kind=kind)
    shown = list(rows.order_by("item_id", "pk")[:MOST_UNFOUNDED])
    findings = len(shown) if len(shown) < MOST_UNFOUNDED else rows.count()
    found: dict[int, UnfoundedItem] = {}
    for row in shown:
        one = found.get(row.item_id)
        materials, stamps = (one.materials, one.stamps) if one else ((), ())
        name = row.phrase or row.path
        if row.kind and name not in stamps:
            stamps = (*stamps, name)
        elif not row.kind and name not in materials:
            materials = (*materials, name)
        item = row.item
        found[row.item_id] = UnfoundedItem(
            item.pk, item.name, item.organisation.name, item.region.name, materials, stamps
        )
    return Unfounded(tuple(found.values()), len(shown), findings)


def item_findings(actor: Actor, item_id: int) -> ItemFindings:
    """What the examination finds now in the draft of an item and in its guide in force. Raises AccessDenied (not visible)."""
    item = implementation(actor, item_id)
    drafts = GuideVersion.objects.filter(item=item, state=GuideVersion.State.DRAFT).defer("document")
    draft = drafts.first()
    current = GuideVersion.objects.filter(pk=item.current_id).defer("document").first() if item.current_id else None
    return ItemFindings(
        draft=examine(draft.body, item=item)[1] if draft else None,
        current=examine(current.body, item=item)[1] if current else None,
        version=current.number if current else None,
    )


def undeclared_data_needs(body: GuideBody) -> tuple[Fault, ...]:
    """The materials spared by sharing without a data need (CAT-15), as warnings: whoever takes an item into a list refuses."""
    return tuple(undeclared(body))


def may_start_lint(actor: Actor, region: str, organisation: int | None = None) -> bool:
    """Whether this person may examine the guides of a region or of one organ of it."""
    target = Target(region=region, organisation=organisation)
    return any(may(actor, action, target).allowed for action in (EDIT, PUBLISH))


def _in_scope(actor: Actor) -> QuerySet[LintRun]:
    runs = LintRun.objects.order_by("-pk")
    grants = covering(actor, VIEW)
    if not grants:
        return runs.none()
    scope = Q(started_key=actor.key)
    for grant in grants:
        if not grant.region and grant.organisation is None:
            return runs
        part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else Q()
        scope |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return runs.filter(scope)


def _run(actor: Actor, run_id: int) -> LintRun:
    runs = _in_scope(actor).select_related("region", "organisation")
    run = runs.filter(pk=run_id).first() if 0 < run_id < 2**63 else None
    if run is None:
        raise AccessDenied(NOT_YOURS, visible=False, action=VIEW)
    return run


def _rows(actor: Actor, run: LintRun, action: str = VIEW) -> QuerySet[LintRow]:
    """The findings on items that this person may see: grants may have shrunk since he began the run."""
    covered = scope_of(actor, action)
    rows = LintRow.objects.filter(run=run).select_related("item__organisation", "item__region")
    if covered is None:
        return rows.none()
    return rows.filter(item__in=ImplementationItem.objects.filter(covered)) if covered else rows


def _rules(run: LintRun) -> tuple[tuple[str, str, int], ...]:
    counted = sorted(run.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((code, rule_label(code), number) for code, number in counted)


def _finding(row: LintRow) -> LintFinding:
    fault = Fault(row.path, row.code, row.sentence, row.severity, row.article, row.mend, row.phrase)
    item = row.item
    return LintFinding(
        item.pk, item.name, item.organisation.name, item.region.name, row.version, rule_label(row.code), fault
    )


def _view(run: LintRun) -> LintRunView:
    return LintRunView(
        id=run.pk,
        region_code=run.region_id,
        region_name=run.region.name,
        organisation_name=run.organisation.name if run.organisation else "",
        what=run.what,
        state=run.state,
        state_label=run.get_state_display(),
        total=run.total,
        done=run.done,
        sound=run.sound,
        counts=dict(run.counts),
        error=run.error,
        started_by=run.started_by,
        created_at=law.in_shanghai(run.created_at),
        finished_at=law.in_shanghai(run.finished_at) if run.finished_at else None,
    )
