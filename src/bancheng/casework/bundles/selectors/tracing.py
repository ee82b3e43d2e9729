"""What happened to a running bundle, from its journal: each step in words, with the members it was about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bancheng.casework.bundles import running
from bancheng.casework.bundles.applied import PART_STATES, Happened
from bancheng.casework.bundles.running import Loaded
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import in_shanghai

TOLD = {
    "submit": "提交申请，不用等结果的交给有关部门",
    "accept": "“高效办成一件事”窗口统一受理",
    "request_supplement": "一次告知需要补正的全部内容",
    "supplement": "一次补交",
    "withdraw": "撤回",
    "refile": "重新申请没有办成的事项",
    "resubmit": "补充后提交",
    "drop_member": "去掉不再需要的事项",
    "add_member": "增加需要的事项",
    "urge": "催办",
    "call_visit": "召集联合踏勘",
    "record_visit": "记录踏勘的共同意见",
    "hand_over": "统一窗口一次发证",
    "advance": "成员事项有了进展",
    "close": "全部办结",
}


def trace(loaded: Loaded) -> Iterator[Happened]:
    """Newest last; what concerns the drafts is left out. One query."""
    labels = {one.key: one.label for one in loaded.body.members}
    for entry in journal.entries_of(running.subject_of(loaded.row)).filter(refused=False):
        if entry.verb in TOLD:
            members = "、".join(_members(entry.facts, labels))
            words = f"{TOLD[entry.verb]}：{members}" if members else TOLD[entry.verb]
            yield Happened(in_shanghai(entry.at), entry.actor_name, words)


def _members(facts: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """The members that an entry names, each with the state it came to, where the entry says that."""
    named = facts.get("parts") or facts.get("opened") or [facts.get("part")]
    states = named if isinstance(named, dict) else {}
    # In the order of the bundle: PostgreSQL keeps the keys of an object in an order of its own.
    for key, label in labels.items():
        if key in named:
            yield f"{label}{PART_STATES[states[key]]}" if states.get(key) in PART_STATES else label
