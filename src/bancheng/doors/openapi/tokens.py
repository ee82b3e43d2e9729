"""Who calls: the bearer of an access token. A session of the browser opens nothing here."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from ninja.security import HttpBearer

from bancheng.doors.frame.addresses import address
from bancheng.doors.openapi.problems import Unauthorised
from bancheng.ground.access import ANONYMOUS, AccessDenied, Actor, limits
from bancheng.registers.identity import selectors as identity

FAILURES, WINDOW = 30, timedelta(minutes=10)
"""Wrong tokens from one address. A right one opens also from there: its 256 bits are not guessed, and an address may be
that of a whole office."""


class AccessToken(HttpBearer):
    """`Authorization: Bearer <token>`; tokens are made by their owner on the pages of his account."""

    def __call__(self, request: HttpRequest) -> Actor:
        """The actor of the token, also as `request.actor`. Raises Unauthorised, TooManyTries. One query, two for staff."""
        scheme, _, secret = request.headers.get(self.header, "").partition(" ")
        bearer = scheme.lower() == self.openapi_scheme
        actor = self.authenticate(request, secret.strip()) if bearer else ANONYMOUS
        if actor.kind == "anonymous":
            if secret:
                limits.spend("api.token", address(request), limit=FAILURES, window=WINDOW)
            raise Unauthorised("请在 Authorization 中提供有效的访问令牌：Bearer 后面写令牌。")
        request.actor = actor  # type: ignore[attr-defined]
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        return identity.actor_of_token(token)


def person(request: HttpRequest) -> Actor:
    """The citizen who calls. Raises AccessDenied for staff."""
    return _of_kind(request, "person", "这个接口办理个人和单位的申请，请使用个人账号的访问令牌。")


def staff(request: HttpRequest) -> Actor:
    """The member of staff who calls. Raises AccessDenied for citizens."""
    return _of_kind(request, "staff", "这个接口供工作人员使用，请使用工作人员账号的访问令牌。")


def _of_kind(request: HttpRequest, kind: str, sentence: str) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.kind != kind:
        raise AccessDenied(sentence, visible=True)
    return actor
