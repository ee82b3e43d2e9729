"""Access tokens: for a program that acts for its owner through the API. The secret is shown once, on the page that made it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.doors.portal.site.ways import sent
from bancheng.doors.portal.space.profile import citizen
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.types import TokenView

TERMS = (
    (30, gettext_lazy("30 天")),
    (90, gettext_lazy("90 天")),
    (180, gettext_lazy("180 天")),
    (365, gettext_lazy("365 天")),
)


class TokenForm(LabelledForm):
    name = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=60,
        help_text=gettext_lazy("写明用在哪里，例如“单位的申报软件”"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=gettext_lazy("有效期"), choices=TERMS, coerce=int, initial=90)


def tokens(request: HttpRequest) -> dict[str, Any]:
    citizen(request)
    form, secret, account = TokenForm(sent(request)), "", cast(Any, request.user)
    if form.is_valid():
        try:
            _made, secret = services.create_token(account=account, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except Refused as error:
            form.add_error(None, str(error))
        else:
            form = TokenForm()
    status = 422 if form.errors else 200
    mine = selectors.tokens_of(account)
    return {"nav": "space", "tab": "profile", "form": form, "secret": secret, "tokens": mine, "status": status}


def revoke(request: HttpRequest, token_id: int) -> HttpResponse | dict[str, Any]:
    citizen(request)
    token = _mine(request, token_id)
    if request.method != "POST":
        return {"nav": "space", "tab": "profile", "token": token}
    services.revoke_token(token=token.id, by=request.actor)  # type: ignore[attr-defined]
    messages.info(request, _("令牌“%(name)s”已停用。") % {"name": token.name}, extra_tags="ok")
    return redirect("portal:tokens")


def _mine(request: HttpRequest, token_id: int) -> TokenView:
    """Only one's own that still works is there to be stopped."""
    for token in selectors.tokens_of(cast(Any, request.user)):
        if token.id == token_id and token.state == "active":
            return token
    raise Http404
