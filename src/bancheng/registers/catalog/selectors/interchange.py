"""目录交换 as staff see it: the runs of their own and of their regions."""

from __future__ import annotations

from typing import BinaryIO

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import FileMissing
from bancheng.registers.catalog.authority import IMPORT
from bancheng.registers.catalog.interchange import store
from bancheng.registers.catalog.interchange.words import COUNTS
from bancheng.registers.catalog.models import Interchange
from bancheng.registers.catalog.selectors.runs import in_scope
from bancheng.registers.catalog.types import InterchangeNote, InterchangeView


def interchanges(actor: Actor, *, size: int = 50) -> tuple[InterchangeView, ...]:
    """The latest runs of the actor's own and of the regions he may import into, newest first, without their notes."""
    rows = in_scope(actor, Interchange.objects.order_by("-pk")).select_related("region").defer("notes")[:size]
    return tuple(_view(row, notes=False) for row in rows)


def interchange(actor: Actor, run_id: int) -> InterchangeView:
    """One run. Raises AccessDenied (not visible)."""
    return _view(interchange_row(actor, run_id), notes=True)


def interchange_row(actor: Actor, run_id: int) -> Interchange:
    """The row that services take. Raises AccessDenied (not visible)."""
    run = (
        in_scope(actor, Interchange.objects.order_by("-pk")).select_related("region").filter(pk=run_id).first()
        if 0 < run_id < 2**63
        else None
    )
    if run is None:
        raise AccessDenied("没有找到这次交换，或者它不在您的管理范围内。", visible=False, action=IMPORT)
    return run


def interchange_file(actor: Actor, run_id: int) -> BinaryIO:
    """The file of a run, to be closed by the caller. Raises AccessDenied (not visible), FileMissing."""
    return store.open_file(interchange_row(actor, run_id).file_digest)


def _view(row: Interchange, *, notes: bool) -> InterchangeView:
    return InterchangeView(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        region_name=row.region.name if row.region else "",
        state=row.state,
        state_label=row.get_state_display(),
        file_name=row.file_name,
        file_digest=row.file_digest,
        file_size=row.file_size,
        kept=_kept(row),
        counts={label: row.counts[name] for name, label in COUNTS.items() if name in row.counts},
        notes=tuple(InterchangeNote(**note) for note in row.notes) if notes else (),
        cut=int(row.options.get("cut", 0)),
        error=row.error,
        started_by=row.started_by,
        created_at=law.in_shanghai(row.created_at),
        finished_at=law.in_shanghai(row.finished_at) if row.finished_at else None,
    )


def _kept(row: Interchange) -> bool:
    try:
        store.path_of(row.file_digest)
    except FileMissing:
        return False
    return True
