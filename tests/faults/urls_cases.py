"""The product's own pages, and a bare door to the verbs of cases: the body of a request is what the verb is given."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from io import BytesIO
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bancheng.casework.cases import selectors, services
from bancheng.ground.access import AccessDenied
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused
from bancheng.project.urls import handler400, handler403, handler404, handler500
from bancheng.project.urls import urlpatterns as product
from bancheng.registers.identity.selectors import actor_of_token

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@csrf_exempt
def verb(request: HttpRequest, name: str) -> JsonResponse:
    """`services.<name>(**body, by=…)`, or `selectors.<name>(actor, …)` for what only reads."""
    by = actor_of_token(request.headers["Authorization"].removeprefix("Bearer "))
    given: dict[str, Any] = json.loads(request.body)
    if "stream" in given:
        given["stream"] = BytesIO(given["stream"].encode())
    try:
        if hasattr(services, name):
            return JsonResponse({"result": _plain(getattr(services, name)(**given, by=by))})
        return JsonResponse({"result": _plain(getattr(selectors, name)(by, **given))})
    except Refused as refused:
        return JsonResponse({"code": refused.code, "sentence": refused.sentence}, status=422)
    except FileRefused as refused:
        return JsonResponse({"code": type(refused).__name__, "sentence": str(refused)}, status=422)
    except AccessDenied as denied:
        return JsonResponse({"code": "denied", "sentence": str(denied)}, status=403 if denied.visible else 404)


def _plain(result: Any) -> Any:
    return asdict(result) if is_dataclass(result) and not isinstance(result, type) else result


urlpatterns = [path("verb/<str:name>/", verb), *product]
