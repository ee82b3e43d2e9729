"""一次补正: everything that any member asked for on one page, each paper once, handed in at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.cases.types import MaterialView, Problem
from bancheng.doors.frame import kept
from bancheng.doors.portal.apply import materials as papers
from bancheng.doors.portal.apply.courses import address
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, CitizenRequest, Page, context
from bancheng.doors.portal.apply.finish import Mend, problems_of
from bancheng.doors.portal.apply.inputs import Input, inputs
from bancheng.doors.portal.bundles.following.gaps import Gaps, gaps_of
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.law import Refused


def supplement(request: CitizenRequest, key: str) -> Page:
    actor = applicant(request)
    gaps = gaps_of(actor, selectors.running_bundle(actor, key[:LONGEST_KEY]))
    if not gaps.bundle.asked:
        return redirect("portal:own-bundle", gaps.key)
    typed = {code: request.POST[code] for code in gaps.fields if code in request.POST}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        declared = request.POST.get("declared") == "yes"
        try:
            services.supplement(gaps.key, by=actor, declared=declared, values=typed)
        except Refused as refused:
            problems = problems_of(refused)
        else:
            messages.info(request, _("补正内容已经提交给各部门，受理时限从今天重新算起。"), extra_tags="ok")
            return redirect("portal:own-bundle", gaps.key)
    wrong = {one.key: one.sentence for one in problems if one.key in gaps.fields}
    return context(gaps, _("一次补正")) | {
        "found": gaps.bundle,
        "asked": [papers.line_of(gaps, view, gaps.submitted_at) for view in gaps.materials],
        "controls": _controls(gaps, typed, wrong),
        "back_url": address(gaps),
        "faults": tuple(dict.fromkeys(Mend(one.sentence, _place(gaps, one)) for one in problems)),
        "errors": bool(problems),
        "status": 422 if problems else 200,
    }


def material(request: CitizenRequest, key: str, code: str) -> Page:
    actor = applicant(request)
    gaps = gaps_of(actor, selectors.running_bundle(actor, key[:LONGEST_KEY]))
    view = next((one for one in gaps.materials if one.code == code), None)
    if view is None:
        raise Http404
    if request.method == "POST":
        return papers.acted(request, gaps, view, _shown)
    return _shown(request, gaps, view, lost=kept.take(request) is not None)


def _shown(
    request: CitizenRequest, gaps: Gaps, view: MaterialView, *, problems: Iterable[str] = (), lost: bool = False
) -> dict[str, Any]:
    page = papers.material_page(gaps, papers.line_of(gaps, view, gaps.submitted_at), problems=problems, lost=lost)
    return page | {"supplementing": True, "list_url": address(gaps, "supplement")}


def _controls(gaps: Gaps, typed: dict[str, str], wrong: dict[str, str]) -> list[tuple[str, Input]]:
    """(what is to be put right, its control) of each field that a notice names."""
    serves = {code: one.members for code, one in gaps.fields.items() if len(one.members) > 1}
    shown = [
        control
        for section in gaps.sections
        for control in inputs(section, typed=typed, faults=wrong, own=gaps.own, serves=serves)
    ]
    return [(gaps.fields[one.view.element.code].gap, one) for one in shown]


def _place(gaps: Gaps, problem: Problem) -> str:
    """Where it is mended: a field and the declaration on this page, a paper on its own."""
    if problem.key in gaps.fields:
        return f"#f-{problem.key}"
    if problem.part == "material":
        return address(gaps, "material", problem.key) if problem.key in gaps.papers else "#asked"
    return "#declared"
