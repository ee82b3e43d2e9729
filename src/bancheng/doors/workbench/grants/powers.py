"""首席代表授权: which of the five powers a department grants the post of its chief representative, dated (FLW-12)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import (
    StaffForm,
    confirm_page,
    confirmed,
    date_field,
    done,
    form_page,
    question,
    telling,
    text_field,
)
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import today
from bancheng.registers.identity import selectors, services


class PowersForm(StaffForm):
    """Which post, which of the five, from which day to which, on what basis."""

    post_id = forms.TypedChoiceField(
        label=gettext_lazy("首席代表岗位"),
        coerce=int,
        choices=(),
        help_text=gettext_lazy("在机构页设类别为“首席代表”的岗位，在人员页安排 A 角和 B 角"),
    )
    powers = forms.MultipleChoiceField(
        label=gettext_lazy("授予的权限"),
        choices=lambda: list(selectors.power_labels().items()),
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = date_field(gettext_lazy("开始日期"), initial=today)
    valid_to = date_field(gettext_lazy("最后一天"), required=False, help_text=gettext_lazy("长期的不填"))
    basis = text_field(gettext_lazy("授权依据"), help_text=gettext_lazy("授权书的名称和文号"))

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post_id"].choices = [("", _("请选择")), *posts]  # type: ignore[attr-defined]


def listed(request: StaffRequest) -> dict[str, Any]:
    return {"rows": selectors.powers(request.actor)}


def give(request: StaffRequest) -> Answer:
    posts = [(str(key), name) for key, name in selectors.chief_posts(request.actor)]
    form = PowersForm(request.POST or None, posts=posts)
    back, title = reverse("workbench:powers"), _("授权首席代表")
    if form.is_valid():
        given = form.cleaned_data
        if not confirmed(request):
            labels = selectors.power_labels()
            told = {
                "post": dict(posts)[str(given["post_id"])],
                "powers": "、".join(labels[one] for one in given["powers"]),
                "start": long_date(given["valid_from"]),
                "end": long_date(given["valid_to"]) if given["valid_to"] else _("长期"),
            }
            sentence = _("“%(post)s”自 %(start)s 至 %(end)s 可以办理本机关办件的：%(powers)s。") % told
            lines = [
                _("获得多项权限的，可以由一人办完；每一步在日志里写明行使首席代表权限。"),
                _("A 角请假时由 B 角行使。随时可以收回，已经办的不受影响。"),
            ]
            return confirm_page(request, title=title, sentence=sentence, lines=lines, submit=_("确认授权"), cancel=back)
        with telling(form):
            services.grant_powers(by=request.actor, **given)
            return done(request, _("已授权。"), "powers")
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def revoke(request: StaffRequest, pk: int) -> Answer:
    found = next((one for one in selectors.powers(request.actor) if one.id == pk), None)
    if found is None:
        raise Http404
    told = {"post": f"{found.organisation}{found.post_name}", "power": found.power_label}
    return question(
        request,
        title=_("收回授权"),
        sentence=_("“%(post)s”不再有“%(power)s”的权限，立即生效。") % told,
        submit=_("确认收回"),
        back=reverse("workbench:powers"),
        act=lambda: services.revoke_power(power_id=pk, by=request.actor),
        said=_("已收回。"),
    )
