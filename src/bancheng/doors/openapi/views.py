"""The page that lists the operations, and the contract itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from bancheng.doors.openapi import contract
from bancheng.doors.openapi.guard import COMPUTING, READING
from bancheng.doors.openapi.reading import KEY_HEADER


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("openapi:docs")


@require_safe
def docs(request: HttpRequest) -> dict[str, Any]:
    return {
        "operations": tuple(contract.declared()),
        "info": contract.document()["info"],
        "queries": READING.times,
        "computations": COMPUTING.times,
        "key_header": KEY_HEADER,
    }


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    answer = JsonResponse(contract.document(), json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-cache"
    return answer
