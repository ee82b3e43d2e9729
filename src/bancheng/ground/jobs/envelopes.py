"""An event on its way through a job row: its class by name, its fields in JSON's own types, and back."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from typing import Any, cast

from pydantic import TypeAdapter

from bancheng.ground.crypto import plain


def sealed(event: object) -> dict[str, Any]:
    """The arguments of a reaction's job. Raises TypeError unless the event is a frozen dataclass."""
    kind: type = type(event)
    body = _adapter(kind).dump_python(event, mode="json")
    return {"event": f"{kind.__module__}.{kind.__qualname__}", "body": cast(dict[str, Any], plain(body))}


def opened(path: str, body: dict[str, Any]) -> Any:
    """The event again. Raises LookupError when its class is gone, ValidationError when the body does not fit it."""
    module, _, name = path.rpartition(".")
    try:
        kind = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(f"找不到事件 {path}") from error
    return _adapter(kind).validate_python(body)


def title_of(kind: type) -> str:
    """The event's Chinese title (`title: ClassVar[str]`), else the name of its class."""
    _adapter(kind)
    title = getattr(kind, "title", None)
    return title if isinstance(title, str) else kind.__name__


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    parameters = getattr(kind, "__dataclass_params__", None)
    if not is_dataclass(kind) or parameters is None or not parameters.frozen:
        raise TypeError(f"{kind.__name__} is announced, so it must be a frozen dataclass")
    return TypeAdapter(kind)
