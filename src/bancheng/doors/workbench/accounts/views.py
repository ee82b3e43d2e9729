"""Signing in with a staff number, signing out, changing one's password, switching the keys."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.addresses import address
from bancheng.doors.frame.going import safe_next
from bancheng.doors.workbench.accounts.forms import LoginForm, PasswordForm
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.registers.identity import services

HOME = "/work/"
ONE_YEAR = 365 * 24 * 3600


def _onward(request: StaffRequest) -> str:
    """Where to go on to: within the workbench, else the desk."""
    return safe_next(request, reverse("workbench:desk"), within=HOME)


def sign_in(request: StaffRequest) -> Answer:
    if request.actor.kind == "staff" and request.method == "GET":
        return redirect(_onward(request))
    form, locked = LoginForm(request.POST or None), ""
    if form.is_valid():
        try:
            account = authenticate(request, **form.cleaned_data, address=address(request))
        except TooManyTries as error:
            account, locked = None, str(error)
        # A citizen's account is right, but not here; he is told what a wrong password is told.
        if account is not None and getattr(account, "staff_id", None) is not None:
            login(request, account)
            return redirect(_onward(request))
        form.add_error(None, locked or _("工号或密码不正确，请重新输入。连续输错会暂时锁定。"))
    errors = bool(form.is_bound)
    return {
        "form": form,
        "next": _onward(request),
        "errors": errors,
        "status": 429 if locked else 422 if errors else 200,
    }


def sign_out(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    logout(request)
    return redirect("workbench:login")


def keys(request: StaffRequest) -> Answer:
    """Which keys there are, and switching them off: who speaks to his machine must not trip over single letters."""
    if request.method != "POST":
        return {}
    off = request.POST.get("keys") == "off"
    answer = done(request, _("快捷键已关闭。") if off else _("快捷键已打开。"), "keys")
    answer.set_cookie(
        "keys", "off" if off else "on", max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return answer


def password(request: StaffRequest) -> Answer:
    account: Any = request.user
    form = PasswordForm(request.POST or None)
    first = bool(getattr(account, "must_change_password", False))
    if form.is_valid():
        with telling(form):
            services.change_password(account=account, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
            update_session_auth_hash(request, account)
            return done(request, _("密码已修改。"), "desk")
    intro = _("您用的是初始密码，请先换成自己的密码，再开始工作。") if first else ""
    return form_page(form, title=_("修改密码"), submit=_("修改密码"), cancel=reverse("workbench:desk"), intro=intro)
