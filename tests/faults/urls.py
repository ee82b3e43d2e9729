"""The one page of a fault run: asking for it asks for work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from tests.faults import work

from bancheng.ground.jobs import enqueue


def health(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def ask(request: HttpRequest) -> HttpResponse:
    job = enqueue(work.note, word=request.GET["word"])
    return HttpResponse(str(job.pk))


urlpatterns = [path("health/", health), path("ask/", ask)]
