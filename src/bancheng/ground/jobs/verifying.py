"""Reading the whole journal as a job: its own room may not enqueue, and a page may not wait."""

from __future__ import annotations

from typing import Any

from bancheng.ground import journal
from bancheng.ground.jobs.registry import job
from bancheng.ground.jobs.types import Progress
from bancheng.ground.journal.types import Step

SHOWN = 100  # faults kept in the result; the command line lists all


@job(title="校验操作日志", max_attempts=2, long=True)
def verify_journal(progress: Progress) -> dict[str, Any]:
    """Recompute every chain and every anchor; the result says how much was read and what does not fit."""
    read = 0

    def tell(step: Step) -> None:
        nonlocal read
        if read == 0:
            progress.total(step.total)
        progress.advance(step.done - read, f"已核对 {step.done} 条，发现 {step.faults} 处问题")
        read = step.done

    found = journal.verify(tell)
    faults = [{"stream": one.stream, "number": one.number, "sentence": one.sentence} for one in found.faults[:SHOWN]]
    return {
        "entries": found.entries,
        "streams": found.streams,
        "anchors": found.anchors,
        "whole": found.whole,
        "fault_count": len(found.faults),
        "faults": faults,
    }
