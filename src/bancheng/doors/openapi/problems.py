"""The one shape of every refusal: what happened, a stable code, and where in the request it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.types import Problem as Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.access.replays import OtherRequest
from bancheng.ground.codes import CodeError
from bancheng.ground.files import FileRefused, FileTooLarge
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import GuideRefused


class ProblemPart(Schema):
    """One thing wrong: its path in the request (`materials.2.copies`, or the name of a parameter), a code, what to do."""

    path: str
    code: str
    sentence: str


class Problem(Schema):
    """What was not done and why, in Chinese."""

    detail: str = Field(description="原因和处理办法")
    code: str = Field(description="稳定的错误代码")
    errors: list[ProblemPart] = Field(description="逐处列出的问题")


class Unfit(Exception):
    """The request is not what the contract says; `parts` name every place."""

    def __init__(self, status: int, code: str, sentence: str, parts: Iterable[ProblemPart] = ()) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.parts = tuple(parts)


class Unauthorised(Unfit):
    """No token, or one that opens nothing."""

    def __init__(self, sentence: str) -> None:
        super().__init__(401, "request.token", sentence)


def refusals(*statuses: int) -> dict[Any, Any]:
    """The refusals of an operation: its own, and those that any may meet."""
    return dict.fromkeys(sorted({400, 405, 422, 429, *statuses}), Problem)


def problem(status: int, code: str, sentence: str, parts: Iterable[ProblemPart] = ()) -> JsonResponse:
    """The answer that tells a refusal."""
    told = Problem(detail=sentence, code=code, errors=list(parts))
    return JsonResponse(told.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})


def too_many(error: TooManyTries) -> HttpResponse:
    """429 with the seconds to wait."""
    answer = problem(429, "request.too_many", str(error))
    answer["Retry-After"] = str(error.minutes * 60)
    return answer


def install(api: NinjaAPI) -> None:
    """Let every exception that an operation may raise come out in the one shape."""
    api.add_exception_handler(Unfit, _unfit)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(FormRefused, _incomplete)
    api.add_exception_handler(GuideRefused, _faulty)
    api.add_exception_handler(AccessDenied, _denied)
    api.add_exception_handler(CodeError, _miscoded)
    api.add_exception_handler(FileRefused, _unwanted)
    api.add_exception_handler(TooManyTries, _tried_too_often)
    api.add_exception_handler(OtherRequest, _other_request)


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(error.status, error.code, error.sentence, error.parts)
    if isinstance(error, Unauthorised):
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "request.json", "请求正文不是有效的 JSON，请检查后再发送。")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(STATUSES.get(error.code, 422), error.code, str(error))


def _incomplete(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, error.code, error.sentence, [gap_part(one) for one in error.problems])


def _faulty(request: HttpRequest, error: Any) -> HttpResponse:
    parts = [ProblemPart(path=one.path, code=one.code, sentence=one.sentence) for one in error.faults]
    return problem(422, error.code, str(error), parts)


def _tried_too_often(request: HttpRequest, error: Any) -> HttpResponse:
    return too_many(error)


def _denied(request: HttpRequest, error: Any) -> HttpResponse:
    if error.visible:
        return problem(403, "access.denied", error.sentence)
    return problem(404, "access.absent", error.sentence)


def _miscoded(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, error.code, error.sentence)


def _unwanted(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413 if isinstance(error, FileTooLarge) else 422, "file.refused", f"{error}。".replace("。。", "。"))


def _other_request(request: HttpRequest, error: Any) -> HttpResponse:
    part = ProblemPart(path="Idempotency-Key", code="request.key_used", sentence="请为新的请求换一个")
    return problem(422, "request.key_used", str(error), [part])


def gap_part(one: Gap) -> ProblemPart:
    """What is missing or wrong in an application, at its place in the request."""
    place = PLACES.get(one.part, one.part)
    return ProblemPart(
        path=f"{place}.{one.key}" if one.part in KEYED and one.key else place,
        code=f"cases.{one.part}",
        sentence=one.sentence,
    )


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    parts = [part(detail, _steps(detail["loc"])) for detail in error.errors]
    return problem(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", parts)


def part(detail: Mapping[str, Any], steps: Iterable[int | str]) -> ProblemPart:
    """One error of a validation at its place in the request."""
    kind = detail["type"]
    template = SENTENCES.get(kind, "内容或格式不对，请对照接口说明改正")
    return ProblemPart(
        path=".".join(map(str, steps)), code=f"request.{kind}", sentence=template.format(**detail.get("ctx", {}))
    )


def _steps(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    # The source, and for a body the name of the operation's argument, mean nothing outside.
    return loc[2:] if loc[0] == "body" else loc[1:]


STATUSES: Mapping[str, int] = {
    **dict.fromkeys(("cases.moved_on", "documents.waiting"), 409),
    **dict.fromkeys(("guide.no_draft", "guide.submitted", "guide.not_submitted", "item.cancelled"), 409),
}
"""Refusals that are no fault of the request: the thing is in another state than it supposes."""
PLACES: Mapping[str, str] = {
    "question": "answers",
    "field": "values",
    "material": "materials",
    "applicant": "capacity",
    "declaration": "declared",
    "intermediary": "intermediaries",
}
KEYED = frozenset({"question", "field", "material", "intermediary"})

SENTENCES: Mapping[str, str] = {
    "missing": "这一项必须填写",
    "extra_forbidden": "没有这一项，请删去或改正名称",
    "literal_error": "只能是 {expected}",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "too_long": "不能超过 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "value_error": "{error}",
    "int_type": "应当是整数",
    "string_type": "应当是文字",
    "bool_type": "应当是 true 或者 false",
    "list_type": "应当是一个数组",
    "string_too_short": "至少要有 {min_length} 个字",
    "date_from_datetime_parsing": "日期请写成 2026-12-03 的样子",
    "dict_type": "应当是一个对象",
    "model_attributes_type": "应当是一个对象",
}
