"""Materials as the window finds them: fit, unfit, or not needed (合格、不合格、免交)."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.models import CaseMaterial
from bancheng.casework.cases.rules.texts import one_line
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now

LONGEST = 500
STATES = frozenset({"submitted", "pre_reviewed", "accepted", "under_review", "draft"})
Check = CaseMaterial.Check


def check_material(case: str, *, line: int, result: str, note: str = "", by: Actor) -> None:
    """Tick one material. `result`: ok, bad (with what is wrong), exempt (with the reason), or "" to take it back.

    Raises AccessDenied, Refused: cases.check_result, cases.check_note, cases.check_late, cases.unlisted_material.
    """
    if result not in Check.values:
        raise Refused("cases.check_result", "请选择合格、不合格或者免交。")
    said = one_line(note, LONGEST)
    if result in (Check.BAD, Check.EXEMPT) and not said:
        what = "哪里不合格" if result == Check.BAD else "免交的理由"
        raise Refused("cases.check_note", f"请写明{what}。")
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case))
        if standing.roles(by, row).isdisjoint({"clerk", "reviewer"}):
            raise AccessDenied("核验材料由受理岗和审查岗办理。", visible=True, action=standing.TAKE_IN)
        if row.state not in STATES:
            raise Refused("cases.check_late", "这个办件现在不能核验材料，请刷新页面查看。")
        kept = row.materials.filter(line=line).first()
        if kept is None:
            raise Refused("cases.unlisted_material", "这个办件没有这份材料。")
        kept.check_result, kept.check_note = result, said
        kept.checked_by, kept.checked_at = by.name[:100], now()
        kept.save(update_fields=["check_result", "check_note", "checked_by", "checked_at"])
        facts = {"line": line, "code": kept.code, "result": result, "reason": said}
        journal.append(standing.subject_of(row), "check_material", by=by, facts=facts)
