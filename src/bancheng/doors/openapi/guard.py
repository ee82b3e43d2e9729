"""What stands before every operation: each request is held to what the contract declares, before any work is done for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_etags

from bancheng.doors.frame.addresses import address
from bancheng.doors.openapi.contract import KEY_PATTERN, UNCONDITIONAL, Declared
from bancheng.doors.openapi.problems import ProblemPart, Unfit, problem, too_many
from bancheng.doors.openapi.reading import KEY_HEADER
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries

View = Callable[..., HttpResponse]
KEY = re.compile(KEY_PATTERN, re.ASCII)

LARGEST_BODY = 600_000  # bytes; a guide may have 500,000 in canonical form
LARGEST_FORM = 21 * 1024 * 1024  # bytes; one file of 20 MB and what goes around it
JSON, FORM = "application/json", "multipart/form-data"
FILE = "file"
WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often one address may ask within the window."""

    purpose: str
    times: int


READING = Allowance("api.read", 600)
COMPUTING = Allowance("api.compute", 120)


def guarded(view: View, operations: Sequence[Declared]) -> View:
    """The view of one path behind the guard. HEAD is answered as GET without its body."""
    known = {one.method: one for one in operations}
    if "GET" in known:
        known["HEAD"] = known["GET"]
    methods = tuple(known)
    free = operations[0].route == UNCONDITIONAL

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        operation = known.get(request.method or "")
        if operation is None:
            return _not_allowed(methods)
        try:
            if not free and not operation.private:
                # Whoever has a token is known, and his token can be stopped; only wrong ones are counted.
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
        if operation.private:
            made["Cache-Control"], made["Vary"] = "private, no-cache", "Authorization"
        return _conditional(request, made)

    return answer


def _check(request: HttpRequest, operation: Declared) -> None:
    """Raises Unfit: 415, 413, 422."""
    if operation.has_body:
        _check_body(request, operation.media)
    if operation.keyed and (key := request.headers.get(KEY_HEADER)) is not None and not KEY.fullmatch(key):
        part = ProblemPart(path=KEY_HEADER, code="request.key", sentence="1 到 80 个字母、数字或者 _ . : -")
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", [part])
    if strange := sorted(set(request.GET) - operation.query):
        parts = [
            ProblemPart(path=name[:60], code="request.parameter", sentence="没有这个参数，请删去或改正名称")
            for name in strange[:20]
        ]
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)
    if twice := sorted(name for name in operation.query if len(request.GET.getlist(name)) > 1):
        parts = [ProblemPart(path=name, code="request.twice", sentence="这个参数只能给一次") for name in twice]
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)


def _check_body(request: HttpRequest, media: str) -> None:
    if request.content_type != media:
        wanted = "JSON：Content-Type: application/json" if media == JSON else f"表单和文件：Content-Type: {FORM}"
        raise Unfit(415, "request.media_type", f"请求正文应当是 {wanted}。")
    length, largest = int(request.META.get("CONTENT_LENGTH") or 0), LARGEST_BODY if media == JSON else LARGEST_FORM
    if length > largest:
        raise Unfit(413, "request.too_large", f"请求正文不能超过 {largest // 1000} KB。")
    if media == FORM:
        try:
            request.FILES  # noqa: B018 read here, where what cannot be read has an answer
        except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
            raise Unfit(400, "request.form", "请求正文不是完整的表单，请检查后再发送。") from error
        _check_form(request)


def _check_form(request: HttpRequest) -> None:
    """One file under its name, and nothing else."""
    strange = sorted((set(request.FILES) - {FILE}) | set(request.POST))
    parts = [
        ProblemPart(path=name[:60], code="request.field", sentence="没有这一项，请删去或改正名称")
        for name in strange[:20]
    ]
    if len(request.FILES.getlist(FILE)) > 1:
        parts.append(ProblemPart(path=FILE, code="request.twice", sentence="一次只能上传一个文件"))
    if parts:
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)


def _not_allowed(methods: tuple[str, ...]) -> HttpResponse:
    refused = problem(405, "request.method", f"这个接口只接受 {'、'.join(methods)}。")
    refused["Allow"] = ", ".join(methods)
    return refused


def _conditional(request: HttpRequest, made: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304 when the caller has it already."""
    tag = made.get("ETag") or f'"{sha256(made.content).hexdigest()[:32]}"'
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
