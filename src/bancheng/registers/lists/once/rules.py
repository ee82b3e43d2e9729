"""Pure: which mode follows from a guide (西峡县实施方案一（一）, CAT-10). No ORM."""

from __future__ import annotations

from bancheng.registers.lists.types.once import Depth, Proposal

MOST_TRIPS = 1  # 最多跑一次
ONLINE, HALL, NEGATIVE = "online", "hall", "negative"


def can_online(depth: Depth) -> bool:
    """(a): applied for online after 网上预审, at most one trip."""
    return depth.online and depth.visits <= MOST_TRIPS


def can_hall(depth: Depth) -> bool:
    """(b): with complete materials one trip to the hall, a terminal or one letter is enough."""
    return (depth.window or depth.terminal or depth.post) and depth.visits <= MOST_TRIPS


def propose(depth: Depth | None) -> Proposal:
    """The mode that follows from what the guide in force says; none without one."""
    if depth is None:
        return Proposal("", "还没有现行办事指南")
    if can_online(depth):
        return Proposal(ONLINE, f"可以网上申请，到现场 {depth.visits} 次")
    if can_hall(depth):
        return Proposal(HALL, f"不能网上申请，到现场 {depth.visits} 次")
    return Proposal(NEGATIVE, f"到现场 {depth.visits} 次，超过一次")


def holds(mode: str, depth: Depth | None) -> bool:
    """Whether the guide in force still allows a confirmed mode; nothing can be said without a guide."""
    if depth is None or not mode:
        return True
    if mode == NEGATIVE:
        return not can_online(depth) and not can_hall(depth)
    return can_online(depth) if mode == ONLINE else can_hall(depth)
