"""成批发布: many drafts in one act; each stands for itself, and what is not published is told with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.jobs import Progress, enqueue, job
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, brought, carried
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.services.publishing import publish
from bancheng.registers.catalog.types import BatchLine, GuideRefused

MOST = 2000
NAMED = 3
"""So many faults of a guide are told in the report; its page tells all."""

Told = Callable[[BatchLine], Any]


def publish_batch(
    *, drafts: Sequence[tuple[int, int]], effective_from: date, by: Actor, told: Told | None = None
) -> tuple[BatchLine, ...]:
    """Publish drafts, given as (id, revision looked at), each in a transaction of its own with its journal entry.

    A draft with blocking faults, saved since by somebody, or out of one's powers is left as it is. A draft that this very
    batch has published already counts as published: a job that was cut off may begin again.
    Raises `Refused`: guide.date, guide.batch (none, or more than 2,000).
    """
    refuse_unfit_batch(drafts, effective_from)
    lines = []
    for draft, revision in drafts:
        lines.append(_publish_one(draft, revision, effective_from, by))
        if told is not None and told(lines[-1]):
            break
    return tuple(lines)


def start_batch(*, drafts: Sequence[tuple[int, int]], effective_from: date, by: Actor) -> Any:
    """The same in the background, with progress; the job's result is the report. Raises `Refused`: guide.date, guide.batch."""
    demand(by, PUBLISH)
    refuse_unfit_batch(drafts, effective_from)
    return enqueue(
        publish_drafts,
        title=f"成批发布 {len(drafts)} 份指南",
        by=by,
        drafts=[list(one) for one in drafts],
        day=effective_from.isoformat(),
        actor=carried(by, PUBLISH),
    )


@job(title="成批发布", long=True, max_attempts=3)
def publish_drafts(progress: Progress, *, drafts: list[list[int]], day: str, actor: dict[str, Any]) -> dict[str, Any]:
    """Publish one by one; asked to stop, it stops after the one at hand and tells of those it came to."""
    progress.total(len(drafts))

    def tell(line: BatchLine) -> bool:
        progress.advance(1, step=line.name)
        return progress.cancelled

    pairs = [(draft, revision) for draft, revision in drafts]
    lines = publish_batch(drafts=pairs, effective_from=date.fromisoformat(day), by=brought(actor), told=tell)
    rows = [[line.item_id, line.name, line.number, list(line.sentences)] for line in lines]
    return {"published": sum(line.number > 0 for line in lines), "lines": rows, "left": len(drafts) - len(lines)}


def refuse_unfit_batch(drafts: Sequence[tuple[int, int]], day: date) -> None:
    """Raises `Refused`: guide.date, guide.batch."""
    if day < law.today():
        raise Refused("guide.date", "施行日期不能早于今天。")
    if not drafts:
        raise Refused("guide.batch", "请先勾选有草稿的事项。")
    if len(drafts) > MOST:
        raise Refused("guide.batch", f"一次最多发布 {MOST} 份，请按部门或者主题分批。")


def _publish_one(draft: int, revision: int, day: date, by: Actor) -> BatchLine:
    row = GuideVersion.objects.select_related("item").defer("body", "document").filter(pk=draft).first()
    if row is None:
        return BatchLine(0, "", 0, ("草稿已经有人放弃，没有发布。",))
    item = row.item
    if row.state != GuideVersion.State.DRAFT:
        ours = (row.revision, row.published_by, row.effective_from) == (revision, by.name[:100], day)
        return BatchLine(item.pk, item.name, row.number if ours else 0, () if ours else ("已经有人发布了这份草稿。",))
    try:
        made = publish(item=item, by=by, effective_from=day, revision=revision)
    except GuideRefused as refused:
        told = [fault.sentence for fault in refused.faults[:NAMED]]
        more = [f"另有 {len(refused.faults) - NAMED} 处"] if len(refused.faults) > NAMED else []
        return BatchLine(item.pk, item.name, 0, (*told, *more))
    except AccessDenied:  # nameless: who may not publish it may not even know of it
        return BatchLine(0, "", 0, ("这份草稿不在您能发布的范围内。",))
    except Refused as refusal:
        return BatchLine(item.pk, item.name, 0, (str(refusal),))
    return BatchLine(item.pk, item.name, made.number)
