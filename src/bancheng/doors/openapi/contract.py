"""The OpenAPI 3.1 document: what the operations declare, and what the guard adds to each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bancheng.doors.openapi.operations import api
from bancheng.doors.openapi.reading import KEY_HEADER, TAG_PATTERN
from bancheng.ground.access.replays import LONGEST_KEY
from bancheng.registers.catalog.types import GuideBody

PREFIX = "/api/v1/"
BODY = "GuideBody"
PATCH = "GuidePatch"
WRITTEN = (
    ("guides/check", "post", BODY),
    ("staff/items/{item_id}/draft", "put", BODY),
    ("staff/items/{item_id}/draft", "patch", PATCH),
)
"""Operations that read the text of a guide themselves, and its schema."""
MATCHED = frozenset(
    {
        ("staff/items/{item_id}/draft", "put"),
        ("staff/items/{item_id}/draft", "patch"),
        ("staff/items/{item_id}/draft/submission", "post"),
    }
)
"""Operations that write over what was read, and so need If-Match."""
KEY_PATTERN = r"^[A-Za-z0-9_.:-]{1,80}$"
PLACED = frozenset({"code", "number"})
"""Names that mean something else on each path."""
UNCONDITIONAL = "health"  # it is asked for the present moment

WORDS = {
    "item_id": "事项标识",
    "number": "版本号",
    "kind": "哪一种词",
    "channel": "渠道代码",
    "case": "办件标识（32 位）或者统一受理号（21 位）",
    "line": "材料在指南清单中的序号，从 1 起",
    "file": "文件标识",
    "service": "中介服务事项编码",
    f"{PREFIX}cases/{{case}}/papers/{{number}}": "文书文号",
    f"{PREFIX}staff/cases/{{case}}/papers/{{number}}": "文书文号",
    f"{PREFIX}items/by-code/{{code}}": "31 位实施编码",
    f"{PREFIX}lists/{{code}}": "清单代码，见 lists",
    f"{PREFIX}regions/{{code}}": "2、4、6、9 或者 12 位区划代码",
}
"""What the parts of a path mean, by name or by path: the signatures of the operations have no place for it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One operation as the contract has it. `route` is that of Django, below PREFIX."""

    name: str
    route: str
    method: str
    summary: str
    description: str
    parameters: tuple[Mapping[str, Any], ...]
    media: str
    """The media type of the body, "" without one."""
    private: bool
    """Whether it asks for an access token."""
    statuses: tuple[str, ...]

    @property
    def has_body(self) -> bool:
        return bool(self.media)

    @property
    def keyed(self) -> bool:
        """Whether it is a write that may carry an Idempotency-Key."""
        return self.private and self.method != "GET"

    @property
    def query(self) -> frozenset[str]:
        """The names that the query string may hold."""
        return frozenset(one["name"] for one in self.parameters if one["in"] == "query")

    @property
    def path(self) -> str:
        return PREFIX + self.route.replace("<", "{").replace(">", "}")


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The document as `openapi.json` gives it."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    made["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    schemas = made["components"]["schemas"]
    schemas.update(_body_schemas())
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
            _limits(operation)
            for parameter in operation["parameters"]:
                told = WORDS.get(path) if parameter["name"] in PLACED else ""
                parameter.setdefault("description", told or WORDS.get(parameter["name"], ""))
            if "security" in operation:
                _private(operation, write=method != "get")
            if method == "get" and not path.endswith(UNCONDITIONAL):
                _conditional(operation)
    schemas[PATCH] = _patch_of(schemas[BODY])
    for path, method, schema in WRITTEN:
        made["paths"][f"{PREFIX}{path}"][method]["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        }
    for path, method in MATCHED:
        _matched(made["paths"][f"{PREFIX}{path}"][method])
    return made


def declared() -> Iterator[Declared]:
    """The operations, in the order of the document."""
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            yield Declared(
                name=operation["operationId"],
                route=path.removeprefix(PREFIX).replace("{", "<").replace("}", ">"),
                method=method.upper(),
                summary=operation["summary"],
                description=operation.get("description", ""),
                parameters=tuple(operation["parameters"]),
                media=next(iter(operation.get("requestBody", {}).get("content", {})), ""),
                private="security" in operation,
                statuses=tuple(operation["responses"]),
            )


def _body_schemas() -> dict[str, Any]:
    """The schema of what an author writes, under names of its own: read, not written, so that defaults may be left out."""
    made = GuideBody.model_json_schema(ref_template=f"#/components/schemas/{BODY}.{{model}}", mode="validation")
    parts = {f"{BODY}.{name}": part for name, part in made.pop("$defs").items()}
    for part in (made, *parts.values()):
        for field in part.get("properties", {}).values():
            _not_blank(field)
    return {BODY: made, **parts}


def _patch_of(body: dict[str, Any]) -> dict[str, Any]:
    """Any of the parts of a guide, or null for one that goes (RFC 7396). What is an object may be given in part."""
    parts = {name: {"anyOf": [_in_part(field), {"type": "null"}]} for name, field in body["properties"].items()}
    kept: dict[str, Any] = {name: body[name] for name in ("type", "additionalProperties") if name in body}
    return {**kept, "title": PATCH, "description": "指南内容的一部分", "properties": parts}


def _in_part(field: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object"} if "$ref" in field else field


def _matched(operation: dict[str, Any]) -> None:
    """It needs the ETag of what was read, and answers with the new one."""
    operation["parameters"].append(
        {
            "in": "header",
            "name": "If-Match",
            "required": True,
            "description": "读取草稿时得到的 ETag；之后有变化的返回 412，没有给出的返回 428",
            "schema": {"type": "string", "pattern": TAG_PATTERN},
        }
    )
    tag = {"ETag": {"description": "草稿新的校验值", "required": True, "schema": {"type": "string"}}}
    operation["responses"]["200"]["headers"] = tag


def _not_blank(field: Any) -> None:
    """Spaces around a text are dropped before its length is checked: where one sign is owed, a space is none."""
    if isinstance(field, dict):
        if field.get("minLength") and "pattern" not in field:
            field["pattern"] = r"[^\s\x85]"
        for inner in field.values():
            _not_blank(inner)


def _limits(operation: dict[str, Any]) -> None:
    refused = operation["responses"].get("429")
    if refused:
        refused["headers"] = {"Retry-After": {"description": "秒", "required": True, "schema": {"type": "integer"}}}
    operation["responses"]["405"]["headers"] = {"Allow": {"required": True, "schema": {"type": "string"}}}


def _private(operation: dict[str, Any], *, write: bool) -> None:
    challenge = {"WWW-Authenticate": {"description": "Bearer", "required": True, "schema": {"type": "string"}}}
    operation["responses"]["401"]["headers"] = challenge
    if not write:
        return
    operation["parameters"].append(
        {
            "in": "header",
            "name": KEY_HEADER,
            "required": False,
            "description": "幂等键：同一个请求重发时带同一个键，只办一次，回答相同；保留一天",
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": KEY_PATTERN},
        }
    )


def _conditional(operation: dict[str, Any]) -> None:
    tag = {"ETag": {"description": "内容的校验值", "required": True, "schema": {"type": "string"}}}
    operation["parameters"].append(
        {
            "in": "header",
            "name": "If-None-Match",
            "required": False,
            "description": "上次得到的 ETag；内容没有变化时返回 304",
            "schema": {"type": "string"},
        }
    )
    operation["responses"]["200"]["headers"] = tag
    operation["responses"]["304"] = {"description": "内容没有变化", "headers": tag}
