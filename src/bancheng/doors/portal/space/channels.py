"""消息接收方式: by which channels one is told besides the inbox."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.portal.space.profile import citizen
from bancheng.ground.law import Refused
from bancheng.registers.messages import selectors, services


def channels(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    """What is on and off; each button turns one."""
    person = citizen(request)
    problem = ""
    if request.method == "POST":
        try:
            _turn(request)
        except Refused as refused:
            problem = str(refused)
        else:
            return redirect("portal:channels")
    return {
        "nav": "space",
        "tab": "profile",
        "person": person,
        "ways": selectors.subscriptions(request.user),
        "wechat_demo": selectors.wechat_demo(),
        "problem": problem,
        "errors": bool(problem),
        "status": 422 if problem else 200,
    }


def _turn(request: HttpRequest) -> None:
    channel, account = request.POST.get("channel", "")[:20], request.user
    match request.POST.get("act", ""):
        case "on":
            services.subscribe(account, channel)
            messages.info(request, _("已开通。"), extra_tags="ok")
        case "off":
            services.unsubscribe(account, channel)
            messages.info(request, _("已关闭。站内消息照常保留。"), extra_tags="ok")
        case "bind" if selectors.wechat_demo():
            services.subscribe(account, channel, code=token_hex(8))
            messages.info(request, _("已绑定演示微信。"), extra_tags="ok")
