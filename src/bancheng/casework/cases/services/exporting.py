"""A case leaves the platform as a file: for who sees it, and written down."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.exporting import sections_of, unregistered
from bancheng.casework.cases.selectors.staff import staff_case
from bancheng.casework.cases.types.exports import CaseExport
from bancheng.ground.access import Actor
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now

FORMS = ("json", "xlsx", "csv")


def export_case(case: str, *, by: Actor, form: str = "json") -> CaseExport:
    """The seven parts of a submitted case, numbers of persons masked; who took it out is journaled (FLW-06).

    Raises AccessDenied, invisible, for whom the case is not (a unit that was asked reads it, no more); Refused cases.export_form.
    """
    if form not in FORMS:
        raise Refused("cases.export_form", "请选择导出为 JSON、XLSX 或者 CSV。")
    found = staff_case(by, case)
    with transaction.atomic():
        row = standing.demand_whole(by, finding.locked(case))
        journal.append(standing.subject_of(row), "export", by=by, facts={"form_of_file": form})
    return CaseExport(
        number=found.line.number,
        item_name=found.line.item_name,
        exported_at=now(),
        exported_by=by.name,
        sections=sections_of(found, row),
        abnormal=unregistered(row),
    )
