"""What we hold of a person, and how to change the password."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.portal.accounts.forms import ChangeForm
from bancheng.doors.portal.site.ways import sent
from bancheng.ground.access import AccessDenied
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.types import PersonView


def citizen(request: HttpRequest) -> PersonView:
    """The natural person signed in; staff have their own desk."""
    person = selectors.person_of(request.user)
    if person is None:
        raise AccessDenied(_("这里是个人用户的页面。工作人员请到工作台办理。"), visible=True)
    return person


def profile(request: HttpRequest) -> dict[str, Any]:
    return {"nav": "space", "tab": "profile", "person": citizen(request)}


def password(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    form, account = ChangeForm(sent(request)), cast(Any, request.user)
    if form.is_valid():
        try:
            services.change_password(account=account, **form.cleaned_data)
        except TooManyTries as error:
            form.add_error("old", str(error))
        except Refused as error:
            form.add_error("old" if error.code == "identity.old_password" else "new", str(error))
        else:
            update_session_auth_hash(request, account)
            messages.info(request, _("密码已修改，下次登录请用新密码。"), extra_tags="ok")
            return redirect("portal:profile")
    return {"nav": "space", "tab": "profile", "form": form, "status": 422 if form.errors else 200}
