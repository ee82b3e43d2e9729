"""The floor of the parts about cases: bare views that know who asks by his token, and write or read the same rows.

No middleware, access rule, validation, numbering, clock or chain; every table in one `bulk_create`. A WSGI application for
gunicorn; BENCH_CASE names the case whose rows are repeated.
"""

from __future__ import annotations

import json
import os
from typing import Any
from uuid import uuid4

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import path

django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402 - models wait for the set-up

from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask, MaterialFile  # noqa: E402
from bancheng.ground.access.models import Replay  # noqa: E402
from bancheng.ground.jobs.models import Job  # noqa: E402
from bancheng.ground.journal.models import Entry, Stream  # noqa: E402
from bancheng.registers.documents.models import Document  # noqa: E402
from bancheng.registers.identity.models import ApiToken  # noqa: E402
from bancheng.registers.identity.tokens import token_hash  # noqa: E402
from bench.rows import copies, rows_of  # noqa: E402

READ = 100


def filing(request: HttpRequest) -> HttpResponse:
    """The rows of a case that was just filed, and the answer kept under its key."""
    _who(request)
    json.loads(request.body)
    kept = _prototype()
    with transaction.atomic():
        (case,) = Case.objects.bulk_create(_named(copies(kept.case), "key", "number"))
        CaseMaterial.objects.bulk_create(copies(kept.materials, case_id=case.pk))
        CaseTask.objects.bulk_create(copies(kept.tasks, case_id=case.pk))
        (stream,) = Stream.objects.bulk_create(_named(copies(kept.streams), "key"))
        Entry.objects.bulk_create(copies(kept.entries, stream_id=stream.pk))
        jobs = copies(kept.jobs)
        for job in jobs:
            job.task_result = uuid4()
        DBTaskResult.objects.bulk_create(
            [_copy_of(row, id=job.task_result) for row, job in zip(kept.queue, jobs, strict=True)]
        )
        Job.objects.bulk_create(jobs)
        Replay.objects.bulk_create([_copy_of(kept.replay, key=uuid4().hex)])
    return _json({"key": case.key, "number": case.number})


def reading(request: HttpRequest, key: str) -> HttpResponse:
    """The case with its organ, materials, files, journal and papers, as their tables hold them."""
    _who(request)
    case = Case.objects.select_related("organisation", "region", "filer").get(key=key)
    return _json(
        {
            "case": _plain(case),
            "organ": _plain(case.organisation),
            "region": _plain(case.region),
            "materials": [_plain(row) for row in CaseMaterial.objects.filter(case=case)],
            "files": [_plain(row) for row in MaterialFile.objects.filter(material__case=case)],
            "steps": [
                _plain(row)
                for row in Entry.objects.filter(stream__kind="cases.case", stream__key=key).order_by("number")
            ],
            "papers": [_plain(row) for row in Document.objects.filter(subject_kind="cases.case", subject_key=key)],
        }
    )


def listing(request: HttpRequest) -> HttpResponse:
    """A hundred cases of a region in a state, newest first, with organ and region."""
    _who(request)
    rows = Case.objects.filter(region=request.GET["region"], state=request.GET["state"]).order_by("-id")
    found = rows.select_related("organisation", "region").defer("form")[:READ]
    return _json({"results": [_plain(row, "form") | {"organ": row.organisation.name} for row in found]})


def _who(request: HttpRequest) -> ApiToken:
    secret = request.headers["Authorization"].removeprefix("Bearer ")
    return ApiToken.objects.select_related("account__person").get(secret_hash=token_hash(secret))


def _prototype() -> Any:
    if not _kept:
        _kept.append(rows_of(os.environ["BENCH_CASE"]))
    return _kept[0]


def _named(rows: list[Any], *names: str) -> list[Any]:
    """With another unique word in these fields; a number has 21 signs."""
    for row in rows:
        for name in names:
            setattr(row, name, uuid4().hex[: 21 if name == "number" else 32])
    return rows


def _copy_of(row: Model, **changes: Any) -> Any:
    (made,) = copies([row], **changes)
    return made


def _plain(row: Model, *left: str) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.get_internal_type() != "BinaryField"]
    return {name: getattr(row, name) for name in names if name not in left}


def _json(told: object) -> HttpResponse:
    answer = HttpResponse(json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False), content_type="application/json")
    answer["Content-Length"] = str(len(answer.content))
    return answer


_kept: list[Any] = []
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "bench.floor_cases"
urlpatterns = [
    path("floor/filing/", filing),
    path("floor/case/<str:key>/", reading),
    path("floor/cases/", listing),
]
application = WSGIHandler()
