"""Checking, declaring, submitting; and the confirmation that can be kept and opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles.services import resubmit
from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DraftView, OwnCase, PrecheckHint, Problem
from bancheng.doors.frame import words
from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import Filled, address
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, CitizenRequest, Page, context, fresh, on_draft
from bancheng.doors.portal.apply.materials import lines
from bancheng.doors.portal.guides.situation import said
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused

LONGEST_DIGEST = 64


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to put right, and the place where it is."""

    sentence: str
    url: str


@on_draft(together="check")
def check(request: CitizenRequest, draft: DraftView) -> Page:
    if request.method != "POST":
        return _shown(request, draft, draft.problems)
    declared = request.POST.get("declared") == "yes"
    try:
        if draft.part_of:
            return _resubmitted(request, draft, declared=declared)
        services.submit(draft.key, by=request.actor, declared=declared, shown=_shown_before(request))
    except Refused as refused:
        return _refused(request, draft, refused)
    return redirect("portal:application-done", draft.key)


def _resubmitted(request: CitizenRequest, draft: DraftView, *, declared: bool) -> HttpResponse:
    """A member by itself goes on with its bundle; nothing else of that is asked again."""
    found = bundles.member_draft(request.actor, draft)
    resubmit(found.key, member=found.member, by=request.actor, declared=declared)
    messages.info(request, _("“%(label)s”已经提交，其他事项不受影响。") % {"label": found.label}, extra_tags="ok")
    return redirect("portal:own-bundle", found.key)


def _shown_before(request: CitizenRequest) -> str:
    """The digest of the hints that stood on the page."""
    return request.POST.get("hints", "")[:LONGEST_DIGEST]


def _refused(request: CitizenRequest, draft: DraftView, refused: Refused) -> Page:
    """The page again with what is wrong; but of two presses of the button the later gets the confirmation of the first."""
    now = fresh(request, draft)
    if now.state != "draft":
        return redirect("portal:application-done", draft.key)
    return _shown(request, now, problems_of(refused))


def problems_of(refused: Refused) -> tuple[Problem, ...]:
    """Each place that is wrong, or the one sentence of a refusal that names none."""
    return getattr(refused, "problems", ()) or (Problem("", "", str(refused)),)


def mends(draft: Filled, refused: Refused) -> tuple[Mend, ...]:
    """The same with the addresses where each is put right."""
    labels = {one.element.code: one.label for section in draft.sections for one in section.fields}
    return tuple(
        Mend(_naming(labels.get(one.key, ""), one.sentence), steps.mend_url(draft, one)) for one in problems_of(refused)
    )


def _naming(label: str, sentence: str) -> str:
    """Of five phone numbers one is wrong: the sentence away from its field says which."""
    return sentence if label in sentence else f"{label}：{sentence}"


def done(request: HttpRequest, case: str) -> Page:
    """Bookmarkable: whenever it is opened it says number, query code and what comes next."""
    actor, key = applicant(request), case[:LONGEST_KEY]
    try:
        found = selectors.own_case(actor, key)
    except AccessDenied:
        # A draft has no confirmation yet; what is not one's own is not there here either.
        return redirect("portal:application", selectors.draft(actor, key).key)
    link = request.build_absolute_uri(f"{reverse('portal:track')}?number={found.line.number}")
    return {
        "nav": "cases",
        "page_title": _("提交成功 — %(item)s") % {"item": found.line.item_name},
        "case": found,
        "line": found.line,
        "receipt": next(iter(found.papers), None),
        "steps": _ahead(found),
        "link": link,
        "qr": qr(link),
    }


def _ahead(found: OwnCase) -> tuple[str, ...]:
    """What comes next, by which date, while the case waits for acceptance."""
    line = found.line
    if line.state != "submitted":
        return ()
    promised = words.limit(found.document.promised)
    due = words.long_date(line.due_on) if line.due_on else ""
    first = _("%(organ)s收到申请，%(due)s前告诉您是否受理；材料不齐的，一次告诉您全部要补的内容。")
    second = (
        _("受理后%(promised)s。") if found.document.promised.unit == "instant" else _("受理后，%(promised)s内办完。")
    )
    return (
        first % {"organ": line.organisation, "due": due},
        second % {"promised": promised},
        _("每有进展，消息会发到您的空间和手机。"),
    )


def _shown(request: CitizenRequest, draft: DraftView, problems: Iterable[Problem]) -> dict[str, Any]:
    hints, digest = selectors.hints_of_draft(request.actor, draft.key)
    return checked(request, draft, tuple(problems)) | {
        "hints": tuple((one, steps.mend_url(draft, _place(draft, one))) for one in hints),
        "hints_digest": digest,
        "promised": words.limit(draft.document.promised),
        "promises": [("", reverse("portal:application-commitment", args=[draft.key]))] if draft.committed else [],
    }


def checked(request: CitizenRequest, draft: Filled, problems: Sequence[Problem]) -> dict[str, Any]:
    """Everything that was given, to be looked at. What is missing is told calmly; after the button was pressed, as errors."""
    told = tuple(Mend(problem.sentence, steps.mend_url(draft, problem)) for problem in problems)
    pressed = request.method == "POST"
    rows = lines(draft)
    return context(draft, _("核对后提交")) | {
        "mends": told,
        "declaration": next((one.sentence for one in problems if one.part == "declaration"), "") if pressed else "",
        "errors": bool(told) and pressed,
        "answers": _answers(draft),
        "sections": [(one, address(draft, "form", one.number)) for one in draft.sections],
        "handed": [one for one in rows if one.given and not one.spared],
        "spared": [one for one in rows if one.spared],
        "later": [one for one in rows if not one.given and not one.spared and not one.view.missing],
        "missing": [one for one in rows if one.view.missing],
        "applicant_url": address(draft, "applicant"),
        "materials_url": address(draft, "materials"),
        "back_url": steps.before(draft, steps.CHECK),
        "place": steps.place(draft, steps.CHECK),
        "status": 422 if told and pressed else 200,
    }


def _place(draft: DraftView, hint: PrecheckHint) -> Problem:
    """Where a hint is looked at again, as a problem names its place."""
    pages = {one.element.code: section.number for section in draft.sections for one in section.fields}
    return Problem(hint.part, hint.where, hint.sentence, pages.get(hint.where, 0))


def _answers(draft: Filled) -> list[tuple[str, str, str]]:
    """(question, answer, address to change it) of what was answered."""
    return [
        (question.label, said(question, draft.answers[question.element]), steps.question_url(draft, number))
        for number, question in enumerate(draft.questions, 1)
        if question.element in draft.answers
    ]
