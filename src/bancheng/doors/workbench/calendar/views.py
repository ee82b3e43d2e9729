"""The calendar desk: a year at a glance, one day corrected, a notice entered, a term counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.calendar.forms import DayForm, NoticeForm, TermForm, missing_festivals
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, telling
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand, may
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.types import EVERYWHERE, CalendarFact

SHOWN = range(2000, 2101)
LONGEST_PICTURE = 60


def may_edit(request: StaffRequest) -> bool:
    """The calendar belongs to the whole platform; a grant within a region does not cover it."""
    return may(request.actor, "calendar.edit", Target(region=EVERYWHERE)).allowed


def year_page(request: StaffRequest, year: int | None = None) -> dict[str, Any]:
    shown = law.today().year if year is None else year
    if shown not in SHOWN:
        raise Http404
    form = TermForm(request.GET) if "n" in request.GET else TermForm(initial={"start": law.today(), "n": 5})
    view = selectors.calendar_year(shown)
    return {
        "page_title": _("%(year)s 年工作日历") % {"year": shown},
        "year": view,
        "before": shown - 1 if shown - 1 in SHOWN else None,
        "after": shown + 1 if shown + 1 in SHOWN else None,
        "may_edit": may_edit(request),
        "special": [
            day
            for month in view.months
            for week in month.weeks
            for day in week
            if day and day.kind in {"holiday", "makeup"}
        ],
        "form": form,
        "counted": _counted(form) if form.is_bound and form.is_valid() else None,
    }


def _counted(form: TermForm) -> dict[str, Any]:
    """The last day of a term, and the picture: one cell is one working day."""
    start, n, calendar = form.cleaned_data["start"], form.cleaned_data["n"], selectors.calendar()
    due = calendar.add_workdays(start, n)
    days = calendar.workdays(start, due)
    return {
        "sentence": _("从 %(start)s 起 %(n)s 个工作日，到 %(due)s 为止。")
        % {"start": long_date(start), "n": n, "due": long_date(due)},
        "provisional": calendar.provisional_between(start, due),
        "days": days if len(days) <= LONGEST_PICTURE else (),
        "natural": (due - start).days,
        "today": law.today(),
    }


def day(request: StaffRequest, day: date) -> Answer:
    _demand_edit(request)
    current = next((one for one in _days_of(day.year) if one.day == day), None)
    if current is None or day.year not in SHOWN:
        raise Http404
    kind = {"makeup": "workday"}.get(current.kind, current.kind)
    form = DayForm(request.POST or None, initial={"kind": kind, "name": current.name})
    back = reverse("workbench:calendar-year", args=[day.year])
    title = _("更正 %(day)s") % {"day": long_date(day)}
    if form.is_valid():
        if not confirmed(request):
            sentence = _("在办件的到期日会按新的日历重新计算。")
            return confirm_page(request, title=title, sentence=sentence, submit=_("确认更正"), cancel=back)
        with telling(form):
            services.set_day(day=day, by=request.actor, **form.cleaned_data)
            return done(request, _("%(day)s已更正。") % {"day": long_date(day)}, "calendar-year", day.year)
    return form_page(form, title=title, submit=_("更正"), cancel=back)


def notice(request: StaffRequest, year: int) -> Answer:
    _demand_edit(request)
    if year not in SHOWN:
        raise Http404
    form = NoticeForm(request.POST or None, year=year)
    back, title = reverse("workbench:calendar-year", args=[year]), _("录入 %(year)s 年放假通知") % {"year": year}
    if form.is_valid():
        facts = form.cleaned_data["days"]
        if not confirmed(request):
            lines = [
                f"{long_date(fact.day)}　{'放假' if fact.kind == 'holiday' else '上班'}　{fact.name}" for fact in facts
            ]
            sentence = _("共 %(n)s 天，录入后 %(year)s 年不再是暂定。") % {"n": len(facts), "year": year}
            page = confirm_page(
                request, title=title, sentence=sentence, lines=lines, submit=_("确认录入"), cancel=back, serious=False
            )
            return {**page, "warning": _forgotten(facts)}
        with telling(form, "days"):
            services.enter_year(year=year, days=facts, notice=form.cleaned_data["notice"], by=request.actor)
            return done(request, _("%(year)s 年的放假通知已录入。") % {"year": year}, "calendar-year", year)
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def _forgotten(facts: tuple[CalendarFact, ...]) -> str:
    """A warning, not a refusal: a notice may really leave a festival to another."""
    missing = missing_festivals(facts)
    if not missing:
        return ""
    told = {"names": "、".join(missing)}
    return _("没有读到%(names)s的放假安排。请对照通知原文，漏了的请返回补上；通知确实没有写的，可以继续。") % told


def _demand_edit(request: StaffRequest) -> None:
    demand(request.actor, "calendar.edit", Target(region=EVERYWHERE))


def _days_of(year: int) -> list[Any]:
    view = selectors.calendar_year(year) if year in SHOWN else None
    return [day for month in view.months for week in month.weeks for day in week if day] if view else []
