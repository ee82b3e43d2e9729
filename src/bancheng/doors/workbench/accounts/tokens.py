"""Access tokens of a member of staff, for a program that works in his name. The secret is shown once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import StaffForm, question, telling, text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.identity import selectors, services


class TokenForm(StaffForm):
    name = text_field(gettext_lazy("名称"), longest=60, help_text=gettext_lazy("写明用在哪里，例如“业务系统对接”"))
    days = forms.IntegerField(
        label=gettext_lazy("有效天数"), initial=90, min_value=1, max_value=365, help_text=gettext_lazy("1 到 365 天")
    )


def tokens(request: StaffRequest) -> Answer:
    form, secret, account = TokenForm(request.POST or None), "", _account(request)
    if form.is_valid():
        with telling(form):
            _made, secret = services.create_token(account=account, by=request.actor, **form.cleaned_data)
            form = TokenForm()
    wrong = bool(form.is_bound and form.errors)
    rows = selectors.tokens_of(account)
    return {"form": form, "rows": rows, "secret": secret, "errors": wrong, "status": 422 if wrong else 200}


def revoke(request: StaffRequest, pk: int) -> Answer:
    found = next((one for one in selectors.tokens_of(_account(request)) if one.id == pk), None)
    if found is None:
        raise Http404
    return question(
        request,
        title=_("停用令牌"),
        sentence=_("停用令牌“%(name)s”。停用后，用它的程序马上不能再用，也不能恢复。") % {"name": found.name},
        submit=_("确认停用"),
        back=reverse("workbench:tokens"),
        act=lambda: services.revoke_token(token=found.id, by=request.actor),
        said=_("令牌已停用。"),
    )


def _account(request: StaffRequest) -> Any:
    return request.user
