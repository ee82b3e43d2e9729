"""The one shape of every refusal: what happened, a stable code, and where in the request it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused


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


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, error.code, error.sentence, error.parts)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "request.json", "请求正文不是有效的 JSON，请检查后再发送。")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, error.code, str(error))


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
    "dict_type": "应当是一个对象",
    "model_attributes_type": "应当是一个对象",
}
