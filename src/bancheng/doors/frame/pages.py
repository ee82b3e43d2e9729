"""`page(…)`: one URL, one view, one access rule, one title. A URL without a rule cannot be declared this way.

The rule is checked before the view runs: 404 where the thing must not be known to exist, 403 with the reason where it may,
and a way to the login for those who are not signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from bancheng.doors.frame import kept
from bancheng.ground.access import EVERYWHERE, AccessDenied, Actor, Target, may

View = Callable[..., HttpResponse | dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Access:
    """The rule of one URL. `kind`: public, token, signed_in (a citizen's own pages), staff, or allowed (one action)."""

    kind: str
    action: str = ""
    everywhere: bool = False

    def check(self, actor: Actor) -> str:
        """ "" when allowed, "login" when the person must sign in first; raises AccessDenied otherwise."""
        if self.kind in {"public", "token"}:
            return ""
        if actor.kind == "anonymous":
            return "login"
        if self.kind == "signed_in":
            return ""
        if actor.kind != "staff":
            raise AccessDenied("这里是工作人员的页面。", visible=False)
        if self.kind == "staff":
            return ""
        answer = may(actor, self.action)
        if not answer.allowed:
            raise AccessDenied(answer.reason, visible=True, action=self.action)
        if self.everywhere and not may(actor, self.action, Target(region=EVERYWHERE)).allowed:
            sentence = "这里管的是全平台，只有管理全平台的人员可以打开。您的权限限于本地区或者本单位。"
            raise AccessDenied(sentence, visible=True, action=self.action)
        return ""


def public() -> Access:
    """Anyone, without login."""
    return Access("public")


def token() -> Access:
    """Machines with an access token. The door of machines asks for it itself: no session opens the way."""
    return Access("token")


def signed_in() -> Access:
    """Whoever is signed in; the view shows only his own things."""
    return Access("signed_in")


def staff() -> Access:
    """Any member of staff."""
    return Access("staff")


def allowed(action: str) -> Access:
    """Staff with a grant for the action somewhere; selectors and services narrow it to the scope."""
    return Access("allowed", action)


def platform(action: str) -> Access:
    """Staff with a grant for the action that stops at no region and no organisation: what the page shows is of all of them."""
    return Access("allowed", action, everywhere=True)


def page(
    route: str, view: View, name: str, *, title: str, access: Access, template: str = "", login: str = "portal:login"
) -> URLPattern:
    """One page. A view returns an HttpResponse, or a dict that is the context of `template`.

    With htmx the part named by the target is rendered, if the template defines such a partial; without, the whole page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if access.check(request.actor) == "login":  # type: ignore[attr-defined]
            kept.keep(request)
            return redirect_to_login(request.get_full_path(), reverse(login))
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, dict):
            return answer
        status = answer.pop("status", 200)
        answer.setdefault("page_title", title)
        part = request.htmx.target if request.htmx else None  # type: ignore[attr-defined]
        name = f"{template}#{part}" if part and part in answer.get("parts", ()) else template
        return TemplateResponse(request, name, answer, status=status)

    guarded.access = access  # type: ignore[attr-defined]
    guarded.page_title = title  # type: ignore[attr-defined]
    return path(route, guarded, name=name)
