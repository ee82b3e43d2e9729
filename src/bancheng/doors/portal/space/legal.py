"""Legal persons: registering one as its representative, seeing for whom one may act, naming operators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.portal.accounts.forms import LegalPersonForm, OperatorForm
from bancheng.doors.portal.site.ways import sent, whole_number
from bancheng.doors.portal.space.profile import citizen
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.types import LegalPersonView, PersonView

SEARCHES_AN_HOUR = 20


def legal_persons(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    person = citizen(request)
    form = LegalPersonForm(sent(request))
    if form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        try:
            limits.spend("portal.legal_person", actor.key, limit=SEARCHES_AN_HOUR, window=timedelta(hours=1))
            services.register_legal_person(**form.cleaned_data, representative=person.id, by=actor)
        except (Refused, TooManyTries) as error:
            form.add_error(None, str(error))
        else:
            messages.info(request, _("单位已登记。"), extra_tags="ok")
            return redirect("portal:legal-persons")
    mine = selectors.legal_persons_of(person)
    return {"nav": "space", "tab": "legal", "form": form, "mine": mine, "status": 422 if form.errors else 200}


def _represented(person: PersonView, uscc: str) -> LegalPersonView:
    """Only one's own is there to be seen; another's looks like none."""
    for one in selectors.legal_persons_of(person):
        if one.uscc == uscc and one.represents:
            return one
    raise Http404


def _add(request: HttpRequest, one: LegalPersonView, typed: dict[str, Any]) -> None:
    """Raises Refused with the same words for somebody unknown and for a name that does not fit."""
    actor = request.actor  # type: ignore[attr-defined]
    limits.spend("portal.operator", actor.key, limit=SEARCHES_AN_HOUR, window=timedelta(hours=1))
    person = selectors.find_person_by_id_number(typed["id_number"], name=typed["name"])
    if person is None:
        raise Refused("portal.operator", _("没有找到这个人。请核对姓名和身份号码；对方还没有注册的，请先注册。"))
    services.add_operator(legal_person=one.id, person=person.id, until=typed["until"], by=actor)


def legal_person(request: HttpRequest, uscc: str) -> HttpResponse | dict[str, Any]:
    one = _represented(citizen(request), uscc)
    form = OperatorForm(sent(request))
    if form.is_valid():
        try:
            _add(request, one, form.cleaned_data)
        except (Refused, TooManyTries) as error:
            form.add_error(None, str(error))
        else:
            messages.info(request, _("经办人已添加。"), extra_tags="ok")
            return redirect("portal:legal-person", uscc)
    operators = selectors.operators_of(one)
    status = 422 if form.errors else 200
    return {"nav": "space", "tab": "legal", "one": one, "form": form, "operators": operators, "status": status}


def end(request: HttpRequest, uscc: str) -> HttpResponse:
    one = _represented(citizen(request), uscc)
    number = whole_number(request.POST.get("operator", ""))
    for operator in selectors.operators_of(one) if request.method == "POST" else ():
        if operator.id == number and operator.current:
            services.end_operator(operator=operator.id, by=request.actor)  # type: ignore[attr-defined]
            messages.info(request, _("已取消%(name)s的授权。") % {"name": operator.name}, extra_tags="ok")
    return redirect("portal:legal-person", uscc)
