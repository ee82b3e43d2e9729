"""责任链: who received, reviewed, decided and delivered a case, and when; read from its journal (FLW-26)."""

from __future__ import annotations

from collections.abc import Iterable

from bancheng.casework.cases.types import ChainLink, StepView

PARTS = (
    ("receiver", "受理人", frozenset({"accept", "accept_tolerant", "deem_accepted", "not_accept"})),
    ("reviewer", "审查人", frozenset({"review"})),
    ("decider", "决定人", frozenset({"decide"})),
    ("deliverer", "送达人", frozenset({"deliver", "collect"})),
)
"""Part, its word, the verbs that make somebody answer for it."""
VERBS = {verb: label for _part, label, verbs in PARTS for verb in verbs}


def chain_of(steps: Iterable[StepView]) -> tuple[ChainLink, ...]:
    """The four parts in their order, each with everybody who did it, first to last; empty where nobody has yet."""
    taken = tuple(steps)
    return tuple(
        ChainLink(part, label, tuple(one for one in taken if one.verb in verbs)) for part, label, verbs in PARTS
    )
