"""`/api/`: every declared operation behind its guard, the contract, and a page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern

from bancheng.doors.frame.pages import page, public, token
from bancheng.doors.openapi import views
from bancheng.doors.openapi.contract import Declared, declared
from bancheng.doors.openapi.guard import guarded
from bancheng.doors.openapi.operations import api

app_name = "openapi"


def _operations() -> Iterator[URLPattern]:
    named = {str(pattern.pattern): pattern for pattern in api.urls[0]}
    paths: dict[str, list[Declared]] = {}
    for operation in declared():
        paths.setdefault(operation.route, []).append(operation)
    for route, operations in paths.items():
        pattern: Any = named[route]
        access = token() if operations[0].private else public()
        view = guarded(pattern.callback, operations)
        yield page(f"v1/{route}", view, pattern.name, title=operations[0].summary, access=access)


urlpatterns = [
    page("", views.home, "home", title="开放接口", access=public()),
    page("v1/", views.docs, "docs", title="开放接口", access=public(), template="openapi/docs.html"),
    page("v1/openapi.json", views.schema, "schema", title="接口定义", access=public()),
    *_operations(),
]
