"""Reading what machines send as strictly as the contract says, and writing what they get in plain UTF-8."""

from __future__ import annotations

import json
from math import isinf
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

KEY_HEADER = "Idempotency-Key"
"""A write that carries it is done once: sent again, it is answered as the first time."""
TAG_PATTERN = r'^"[0-9]{1,9}-[0-9]{1,9}-[0-9a-f]{24}"$'
"""The ETag of a draft, as If-Match brings it back."""


class StrictParser(Parser):
    """JSON as RFC 8259 has it: no NaN, no lone surrogates (which no database takes); `2.0` is the whole number 2."""

    def parse_body(self, request: HttpRequest) -> Any:
        return self.parse_text(request.body)

    def parse_text(self, body: bytes) -> Any:
        """The value. Raises HttpError 400."""
        try:
            value = json.loads(body, parse_constant=_refuse, parse_float=_number)
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise HttpError(400, "not JSON") from error
        return value


class Utf8Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


def digits(value: object) -> object:
    """A whole number is written in plain digits, one way only: `05`, `+5` and `5.0` are not 5. Raises ValueError."""
    if isinstance(value, str) and (not value.isascii() or not value.isdigit() or value != (value.lstrip("0") or "0")):
        raise ValueError("应当是整数，只写数字")
    return value


def _number(text: str) -> int | float:
    value = float(text)
    if isinf(value):
        raise ValueError(f"{text} is too large")
    return int(value) if value.is_integer() else value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
