"""一套材料: each paper once for all members that want it, what a member brings about, and what may be promised instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import CommitmentView, MaterialView
from bancheng.doors.frame import kept
from bancheng.doors.portal.apply import materials as papers
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import address
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context
from bancheng.doors.portal.bundles.applying.whole import Whole


def materials(request: CitizenRequest, draft: Whole) -> Page:
    if draft.question is not None:
        return redirect(steps.question_url(draft))
    offers = {"commitments": _commitments(request, draft)}
    return context(draft, _("交材料")) | papers.sorted_lines(draft) | offers


def material(request: CitizenRequest, draft: Whole, code: str) -> Page:
    one = next((one for one in draft.draft.materials if one.code == code and not one.fed_by), None)
    if one is None:
        raise Http404
    if request.method == "POST":
        return papers.acted(request, draft, one.view, _shown)
    return _shown(request, draft, one.view, lost=kept.take(request) is not None)


def _shown(
    request: CitizenRequest, draft: Whole, view: MaterialView, *, problems: Iterable[str] = (), lost: bool = False
) -> dict[str, Any]:
    (line,) = papers.lines(draft, [view])
    page = papers.material_page(draft, line, problems=problems, lost=lost)
    return page | {"list_url": address(draft, "materials")}


def _commitments(request: CitizenRequest, draft: Whole) -> list[tuple[str, str, CommitmentView | None]]:
    """(case, label of the member, its commitment) of each member whose guide offers one."""
    return [
        (part.case, part.label, selectors.draft_commitment(request.actor, part.case))
        for part in draft.parts
        if part.commitment
    ]
