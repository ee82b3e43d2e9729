"""The floor of the guide page: bare views of the same HTML, without middleware, access rule, register or database.

`/floor/prepared/` renders the templates of the page from values that lie ready; `/floor/finished/` renders the finished text.
A WSGI application for gunicorn; BENCH_PATH names the page.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.template.context import make_context
from django.template.loader import get_template
from django.urls import path

django.setup()

kept: dict[str, Any] = {}


class Keep:
    """Takes down, once, with which template and values the page is rendered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        kept.update(template=response.template_name, values=response.context_data, request=request)
        return response


def _ask_once() -> str:
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "bench.floor.Keep"]
    request = RequestFactory().get(os.environ["BENCH_PATH"], headers={"host": "localhost"})
    return str(WSGIHandler().get_response(request).content.decode())


def _bare() -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "bench.floor"
    return WSGIHandler()


def prepared(request: HttpRequest) -> HttpResponse:
    return _with_length(_template.render(Context(_values)))


def finished(request: HttpRequest) -> HttpResponse:
    return _with_length(_text.render(Context({})))


def _with_length(text: str) -> HttpResponse:
    # A middleware says it elsewhere; without, the server would send in chunks.
    answer = HttpResponse(text)
    answer["Content-Length"] = str(len(answer.content))
    return answer


_html = _ask_once()
_template = get_template(kept["template"]).template  # type: ignore[attr-defined]
_context = make_context(kept["values"], kept["request"])
with _context.bind_template(_template):
    _values = _context.flatten()
_text = Engine().from_string("{% verbatim %}" + _html + "{% endverbatim %}")

from bancheng.project.urls import urlpatterns as _project  # noqa: E402 - the templates name its pages

urlpatterns = [path("floor/prepared/", prepared), path("floor/finished/", finished), *_project]
application = _bare()
