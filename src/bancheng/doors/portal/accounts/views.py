"""Signing in and out, registering, and setting a forgotten password anew by a code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.frame import kept
from bancheng.doors.frame.addresses import address
from bancheng.doors.frame.going import safe_next
from bancheng.doors.portal.accounts.forms import LoginForm, RegisterForm, ResetForm
from bancheng.doors.portal.site.ways import sent
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.messages import selectors as inbox

BACKEND = "bancheng.registers.identity.backends.AccountBackend"
PHONE_MESSAGES = 10
REFUSALS = (Refused, CodeError, TooManyTries)

Page = HttpResponse | dict[str, Any]


def _shown(form: Any, **more: Any) -> dict[str, Any]:
    return {"form": form, "nav": "login", "status": 422 if form.errors else 200, **more}


def _home(request: HttpRequest) -> str:
    # Asked anew: after a login the request still carries the visitor it began with.
    at_work = selectors.actor_of(request.user).kind == "staff" and "workbench" in settings.BANCHENG_DOORS
    return "/work/" if at_work else "/my/"


def sign_in(request: HttpRequest) -> Page:
    target = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target or _home(request))
    expired = bool(target) and settings.SESSION_COOKIE_NAME in request.COOKIES
    form = LoginForm(sent(request))
    if not form.is_valid():
        return _shown(form, next=target, expired=expired, kept=kept.waits(request))
    try:
        account = authenticate(request, **form.cleaned_data, address=address(request))
    except TooManyTries as error:
        form.add_error(None, str(error))
        return _shown(form, next=target) | {"status": 429}
    if account is None:
        form.add_error(None, _("身份号码（工号）或密码不正确，请重新输入。忘记密码的，可以用手机验证码重新设置。"))
        return _shown(form, next=target)
    login(request, account)
    return HttpResponseRedirect(target or _home(request))


def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request)
        messages.info(request, _("您已退出。"), extra_tags="ok")
    return redirect("portal:home")


def _send_code(request: HttpRequest, form: RegisterForm | ResetForm, purpose: services.Purpose) -> Page:
    """“获取验证码”: looks only at what the code needs, sends it, and keeps everything typed."""
    if not form.keep_errors_of(*form.code_needs):
        return _shown(form)
    phone = form.cleaned_data["phone"]
    deliver = purpose is services.Purpose.REGISTER or selectors.reset_possible(form.cleaned_data["id_number"], phone)
    try:
        services.request_code(purpose=purpose, phone=phone, deliver=deliver, address=address(request))
    except REFUSALS as error:
        form.add_error("phone", str(error))
        return _shown(form)
    return _shown(form, sent=True)


def register(request: HttpRequest) -> Page:
    form = RegisterForm(sent(request))
    if "send_code" in request.POST:
        return _send_code(request, form, services.Purpose.REGISTER)
    if form.is_valid():
        try:
            account = services.register_person(**form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            login(request, account, backend=BACKEND)
            messages.info(request, _("注册成功。"), extra_tags="ok")
            return redirect("portal:space")
    return _shown(form)


def reset(request: HttpRequest) -> Page:
    form = ResetForm(sent(request))
    if "send_code" in request.POST:
        return _send_code(request, form, services.Purpose.RESET)
    if form.is_valid():
        try:
            services.reset_password(**form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.info(request, _("密码已重新设置，请用新密码登录。"), extra_tags="ok")
            return redirect("portal:login")
    return _shown(form)


def demo_phone(request: HttpRequest) -> Page:
    """What the demonstration's phone has received; it does not exist outside a demonstration."""
    if settings.BANCHENG_MODE != "demo":
        raise Http404
    return {"nav": "login", "texts": inbox.demo_phone(PHONE_MESSAGES)}
