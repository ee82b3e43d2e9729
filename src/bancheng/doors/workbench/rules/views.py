"""Rule versions: what holds where, the history of a key, one more dated version."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, telling
from bancheng.doors.workbench.regions import in_scope, region_choices, region_name
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.rules.forms import RuleFilters, VersionForm
from bancheng.ground.access import demand, may
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.types import RuleKey, UnknownRule, rule_key

STATES = {"current": "现行", "future": "未生效", "past": "已过"}


def table(request: StaffRequest) -> dict[str, Any]:
    filters = RuleFilters(request.GET)
    region, profile, words = filters.value("region"), filters.value("profile"), filters.value("q").lower()
    own = {view.key.key for view in selectors.rule_versions() if view.profile == profile} if profile else None
    answers = [
        answer
        for answer in selectors.rule_table(region or None)
        if (own is None or answer.key.key in own) and words in f"{answer.key.label}{answer.key.key}".lower()
    ]
    names = {answer.region: region_name(answer.region) for answer in answers}
    rows = [(answer, names[answer.region]) for answer in answers]
    return {"filters": filters, "rows": rows, "region_name": region_name(region), "parts": ("list",)}


def history(request: StaffRequest, key: str) -> dict[str, Any]:
    declared = _key(key)
    versions = [(view, _(STATES[view.state])) for view in selectors.rule_versions(key=key)]
    return {
        "page_title": declared.label,
        "key": declared,
        "default": declared.shown(declared.default),
        "versions": versions,
        "may_edit": may(request.actor, "rules.edit").allowed,
    }


def add(request: StaffRequest, key: str) -> Answer:
    demand(request.actor, "rules.edit")
    declared = _key(key)
    regions = in_scope(request.actor, "rules.edit", region_choices(everywhere=True))
    form = VersionForm(request.POST or None, key=declared, regions=regions)
    back, title = reverse("workbench:rule", args=[key]), _("新的版本：%(label)s") % {"label": declared.label}
    if form.is_valid():
        given = form.cleaned_data
        if not confirmed(request):
            told = {
                "place": region_name(given["region"]),
                "day": long_date(given["valid_from"]),
                "value": declared.shown(given["value"]),
            }
            sentence = _("%(place)s自 %(day)s 起为“%(value)s”。版本不能修改，只能再加新的版本。") % told
            return confirm_page(
                request, title=title, sentence=sentence, submit=_("确认生效"), cancel=back, serious=False
            )
        with telling(form):
            services.set_rule(key=key, by=request.actor, **{**given, "region": given["region"] or None})
            return done(request, _("新的版本已保存。"), "rule", key)
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def _key(key: str) -> RuleKey:
    try:
        return rule_key(key)
    except UnknownRule:
        raise Http404 from None
