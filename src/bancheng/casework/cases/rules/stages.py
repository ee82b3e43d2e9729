"""How the stages of a guide follow each other for one case. Pure.

Intake and acceptance are over when a case is accepted; what may be done next is every stage whose predecessors, as far as
they apply to this case, are done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bancheng.registers.catalog.selectors import in_order
from bancheng.registers.catalog.types import Stage

BEFORE_ACCEPTANCE = frozenset({"intake", "accept"})
REVIEWING = frozenset({"review", "inspect", "expert"})
HELD_BY = {"expert": "reviewer"}
"""An outside expert has no desk: the reviewer enters what the expert found."""


def post_of(stage: Stage) -> str:
    """The kind of post that does the stage."""
    return HELD_BY.get(stage.post, stage.post)


def accepting(stages: Iterable[Stage]) -> Stage | None:
    """The stage of the accepting desk: the last one before acceptance."""
    found = [stage for stage in in_order(_closed(tuple(stages))) if stage.kind in BEFORE_ACCEPTANCE]
    return found[-1] if found else None


def next_stages(stages: Collection[Stage], done: Collection[str], begun: Collection[str]) -> tuple[Stage, ...]:
    """The stages that can begin now, in order. A predecessor that does not apply to this case holds nothing up.

    `done`: keys of finished stages; `begun`: of those that wait or are finished.
    """
    here = {stage.key: stage for stage in stages}
    finished = {stage.key for stage in stages if stage.kind in BEFORE_ACCEPTANCE} | set(done)
    return tuple(
        stage
        for stage in in_order(_closed(stages))
        if stage.key not in finished
        and stage.key not in begun
        and all(key in finished for key in stage.after if key in here)
    )


def after(stages: Iterable[Stage], key: str) -> frozenset[str]:
    """The stage and all that follow it: what must be done again when work goes back there."""
    following = {key}
    for stage in in_order(_closed(tuple(stages))):
        if following & set(stage.after):
            following.add(stage.key)
    return frozenset(following)


def deciding(stages: Iterable[Stage]) -> Stage | None:
    """The stage in which the decision is made."""
    return next((stage for stage in stages if stage.kind == "decide"), None)


def _closed(stages: Collection[Stage]) -> tuple[Stage, ...]:
    """The stages with predecessors that apply only: the graph of this case."""
    here = {stage.key for stage in stages}
    return tuple(
        stage.model_copy(update={"after": tuple(key for key in stage.after if key in here)}) for stage in stages
    )
