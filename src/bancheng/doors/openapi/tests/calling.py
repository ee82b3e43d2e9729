"""Programs that call the API with the tokens of the people of `stage`."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.test import Client

from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import Actor
from bancheng.registers.identity import services as identity

API = "/api/v1/"


class Caller:
    """A client with a token; `key` is the Idempotency-Key."""

    def __init__(self, secret: str = "", *, who: Actor | None = None) -> None:
        self.http = Client(raise_request_exception=True)
        self.secret = secret
        self.who = who

    def _headers(self, key: str) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return bearer | ({"Idempotency-Key": key} if key else {})

    def get(self, path: str, **query: Any) -> Any:
        return self.http.get(API + path, query, headers=self._headers(""))

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        text = body if isinstance(body, bytes) else json.dumps({} if body is None else body)
        return self.http.generic(method, API + path, text, content_type="application/json", headers=self._headers(key))

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        return self.send("POST", path, body, key)

    def patch(self, path: str, body: Any, key: str = "") -> Any:
        return self.send("PATCH", path, body, key)

    def delete(self, path: str, key: str = "") -> Any:
        return self.http.delete(API + path, headers=self._headers(key))

    def upload(self, path: str, content: bytes, name: str = "布局图.pdf", key: str = "", **more: Any) -> Any:
        file = BytesIO(content)
        file.name = name
        return self.http.post(API + path, {"file": file, **more}, headers=self._headers(key))


def caller(stage: Stage, who: Actor) -> Caller:
    """The program of one of the stage's people."""
    return Caller(identity.create_token(account=who.account, name="测试", by=who)[1], who=who)
