"""What stands before every operation: each request is held to what the contract declares, before any work is done for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from bancheng.doors.frame.addresses import address
from bancheng.doors.openapi.contract import UNCONDITIONAL, Declared
from bancheng.doors.openapi.problems import ProblemPart, Unfit, problem, too_many
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries

View = Callable[..., HttpResponse]

LARGEST_BODY = 600_000  # bytes; a guide may have 500,000 in canonical form
WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often one address may ask within the window."""

    purpose: str
    times: int


READING = Allowance("api.read", 600)
COMPUTING = Allowance("api.compute", 120)


def guarded(view: View, operation: Declared) -> View:
    """The view behind the guard. HEAD is answered as GET without its body."""
    methods = (operation.method, "HEAD") if operation.method == "GET" else (operation.method,)
    free = operation.route == UNCONDITIONAL

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in methods:
            return _not_allowed(methods)
        try:
            if not free:
                allowance = COMPUTING if operation.has_body else READING
                limits.spend(allowance.purpose, address(request), limit=allowance.times, window=WINDOW)
            _check(request, operation)
        except TooManyTries as error:
            return too_many(error)
        except Unfit as error:
            return problem(error.status, error.code, error.sentence, error.parts)
        asked, request.method = request.method, operation.method
        made = view(request, *args, **kwargs)
        request.method = asked
        if free or operation.method != "GET" or made.status_code != 200:
            made.headers.setdefault("Cache-Control", "no-store")
            return made
        return _conditional(request, made)

    return answer


def _check(request: HttpRequest, operation: Declared) -> None:
    """Raises Unfit: 415, 413, 422."""
    if operation.has_body:
        if request.content_type != "application/json":
            raise Unfit(415, "request.media_type", "请求正文应当是 JSON：Content-Type: application/json。")
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise Unfit(413, "request.too_large", f"请求正文不能超过 {LARGEST_BODY // 1000} KB。")
    if strange := sorted(set(request.GET) - operation.query):
        parts = [
            ProblemPart(path=name[:60], code="request.parameter", sentence="没有这个参数，请删去或改正名称")
            for name in strange[:20]
        ]
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)
    if twice := sorted(name for name in operation.query if len(request.GET.getlist(name)) > 1):
        parts = [ProblemPart(path=name, code="request.twice", sentence="这个参数只能给一次") for name in twice]
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)


def _not_allowed(methods: tuple[str, ...]) -> HttpResponse:
    refused = problem(405, "request.method", f"这个接口只接受 {'、'.join(methods)}。")
    refused["Allow"] = ", ".join(methods)
    return refused


def _conditional(request: HttpRequest, made: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304 when the caller has it already."""
    tag = f'"{sha256(made.content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or tag in {one.removeprefix("W/") for one in known}:
        made = HttpResponse(status=304)
        del made["Content-Type"]
    made["ETag"] = tag
    made.headers.setdefault("Cache-Control", "no-cache")
    if request.method == "HEAD":
        length = str(len(made.content))
        made.content = b""
        made["Content-Length"] = length
    return made
