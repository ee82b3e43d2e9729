"""What open notices ask for, answered paper by paper: one upload for every member that asked for it (一次补交)."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.cases import services as cases
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused

NOT_ASKED = "现在没有部门要求补交这份材料，请刷新页面查看。"


def answer_with_file(key: str, *, code: str, stream: Readable, name: str, by: Actor) -> None:
    """Take in one file and attach it to each line of this paper that an open notice names; `supplement` hands it in.

    Raises as `cases.add_file`, Refused bundles.nothing_asked.
    """
    row, parts = running.demand_sight(by, key)
    running.demand_filler(by, row)
    actor, lines = running.with_rights(by, row, parts, "cases.view", "cases.take_in"), _asked(parts, code)
    upload = cases.receive_upload(lines[0][0], stream=stream, name=name, by=actor)
    with transaction.atomic():
        # Under the lock of the whole, like everything that touches several of its members: they are locked in one order.
        row, parts = running.demand_sight(by, key, lock=True)
        for case, line in _asked(parts, code):
            cases.attach_upload(case, line=line, upload=upload, by=actor)


def answer_with_paper(key: str, *, code: str, by: Actor) -> None:
    """The window took the paper itself, once for each line that asks for it. Raises Refused: bundles.nothing_asked, cases.window_only."""
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        actor = running.with_rights(by, row, parts, "cases.view", "cases.take_in")
        for case, line in _asked(parts, code):
            cases.receive_paper(case, line=line, by=actor)


def take_answer_back(key: str, *, code: str, digest: str, by: Actor) -> None:
    """Take a file back that was not handed in yet, wherever it was attached. Raises Refused bundles.nothing_asked."""
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        actor = running.with_rights(by, row, parts, "cases.view", "cases.take_in")
        for case, line in _asked(parts, code):
            for one in cases.files_on(case, line):
                if one.digest == digest:
                    cases.remove_file(case, file=one.key, by=actor)


def _asked(parts: list[BundlePart], code: str) -> list[tuple[str, int]]:
    """(case, line) of each notice that waits for this paper."""
    found = []
    for part in parts:
        if part.case is None or part.case.state != "supplement_requested":
            continue
        notice = cases.open_notice(part.case.key)
        found += [
            (part.case.key, int(str(item["line"])))
            for item in (notice.items if notice else ())
            if item.get("code") == code and item.get("line")
        ]
    if not code or not found:
        raise Refused("bundles.nothing_asked", NOT_ASKED)
    return found
