"""The journal as auditors read it: who did what to which thing, each entry with its hash; the whole chain checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench import subjects
from bancheng.doors.workbench.jobs.views import polled, state_of
from bancheng.doors.workbench.journal.forms import JournalFilters
from bancheng.doors.workbench.journal.words import verb_label
from bancheng.doors.workbench.lists import keyset
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import EVERYWHERE, Subject, Target, may
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.jobs import services as work
from bancheng.ground.jobs.verifying import verify_journal
from bancheng.ground.journal import selectors
from bancheng.ground.journal.chain import digest_of
from bancheng.ground.law import SHANGHAI

HEADS = (
    "编号",
    "时间",
    "操作者",
    "操作者标识",
    "动作",
    "对象种类",
    "对象标识",
    "结果",
    "依据",
    "事实",
    "前一条摘要",
    "本条摘要",
)
MOST = 50_000


def entries(request: StaffRequest) -> dict[str, Any]:
    filters = JournalFilters(request.GET)
    rows, pages = keyset(request, _found(filters))
    shown = [(row, verb_label(row.verb), subjects.kind_label(row.stream.kind)) for row in rows]
    return {
        "filters": filters,
        "rows": shown,
        "may_verify": may(request.actor, "journal.verify", Target(region=EVERYWHERE)).allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pages,
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    rows = _found(JournalFilters(request.GET)).iterator(chunk_size=500)
    return download(Table(_("操作日志"), HEADS, _lines(islice(rows, MOST))), form)


def entry(request: StaffRequest, pk: int) -> dict[str, Any]:
    row = selectors.latest().filter(pk=pk).first()
    if row is None:
        raise Http404
    subject = Subject(row.stream.kind, row.stream.key)
    stream = selectors.entries_of(subject)
    return {
        "page_title": _("日志 %(n)s") % {"n": pk},
        "row": row,
        "verb": verb_label(row.verb),
        "kind": subjects.kind_label(subject.kind),
        "subject_url": subjects.url_of(subject),
        "facts": json.dumps(row.facts, ensure_ascii=False, indent=2),
        "intact": digest_of(subject, row) == row.digest,
        "before": stream.filter(number=row.number - 1).first(),
        "after": stream.filter(number=row.number + 1).first(),
        "stream_url": f"{reverse('workbench:journal')}?kind={subject.kind}&key={subject.key}",
    }


def verification(request: StaffRequest) -> Answer:
    if request.method == "POST":
        made = work.enqueue(verify_journal, by=request.actor)
        return redirect("workbench:verification", made.pk)
    return {"runs": list(jobs.jobs(task=verify_journal.path)[:20])}


def verification_run(request: StaffRequest, pk: int) -> dict[str, Any]:
    row = jobs.jobs(task=verify_journal.path).filter(pk=pk).first()
    if row is None:
        raise Http404
    state = state_of(request, row)
    return {"job": row, "state": state, "result": row.result, "parts": ("progress",), **polled(request, state)}


def anchors(request: StaffRequest) -> dict[str, Any]:
    rows, pages = keyset(request, selectors.anchors())
    return {"rows": rows, **pages}


def _found(filters: JournalFilters) -> Any:
    day = filters.value("day") or None
    start = datetime.combine(day, time(), SHANGHAI) if day else None
    who = filters.value("actor").strip()
    return selectors.latest(
        actor_key=who if ":" in who or not who else f"staff:{who}",
        kind=filters.value("kind"),
        key=filters.value("key").strip(),
        verb=filters.value("verb"),
        refused={"yes": True, "no": False}.get(filters.value("refused")),
        since=start,
        until=start + timedelta(days=1) if start else None,
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:journal-export', args=[form])}?{request.GET.urlencode()}"


def _lines(rows: Any) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        facts = json.dumps(row.facts, ensure_ascii=False)
        yield (
            row.pk,
            row.at,
            row.actor_name,
            row.actor_key,
            verb_label(row.verb),
            subjects.kind_label(row.stream.kind),
            row.stream.key,
            "被拒绝" if row.refused else "已办成",
            row.article,
            facts,
            row.previous,
            row.digest,
        )
