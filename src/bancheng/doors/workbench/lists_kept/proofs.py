"""证明事项清单: the list, its entries, the changes that owe an update."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import number, pager
from bancheng.doors.workbench.lists_kept import forms
from bancheng.doors.workbench.lists_kept.parts import Act, Board, Cell, after, allowed, board, organs, places
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types.proofs import ProofEventView, ProofView

KEEP = "lists.proofs"
HEADS = (
    "证明编码",
    "证明名称",
    "设定依据",
    "索要单位",
    "开具单位",
    "办理指南",
    "所属区划",
    "状态",
    "列入日期",
    "取消日期",
)
MOST = 200


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = forms.ProofFilters(request.GET)
    page = selectors.proof_page(request.actor, q=filters.value("q"), state=filters.value("state"), after=after(request))
    export = reverse("workbench:proofs-export", args=["csv"]) + f"?{request.GET.urlencode()}"
    keeps = allowed(request, KEEP)
    acts = [Act(_("登记变动"), reverse("workbench:proof-event"))]
    acts += [Act(_("列入一项证明"), reverse("workbench:proof-create"))] if keeps else []
    return {
        "title": _("证明事项清单"),
        "intro": _("共 %(n)s 项。证明取消或者新增后 7 个工作日内更新；清单之外不得索要证明。") % {"n": page.total},
        "public_list": "proofs",
        "acts": acts,
        "filters": filters,
        "boards": (_owed(request), _rows(page.rows)),
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def _rows(rows: tuple[ProofView, ...]) -> Board:
    heads = (_("证明"), _("设定依据"), _("索要单位"), _("开具单位"), _("状态"))
    lines = (
        (
            Cell(one.name, reverse("workbench:proof", args=[one.id]), below=f"{one.code} · {one.region_name}"),
            one.basis,
            one.asked_by,
            one.issued_by,
            Cell(one.state_label, tag="ok" if one.state == "listed" else "plain"),
        )
        for one in rows
    )
    return board("rows", _("清单"), heads, lines, nothing=_("没有符合条件的证明。"))


def _owed(request: StaffRequest) -> Board:
    heads = (_("变动"), _("有关部门"), _("变动日期"), _("更新期限"), _("剩余"))
    events = selectors.proof_events(request.actor, open_only=True)
    keeps = allowed(request, KEEP)
    return board(
        "owed", _("待更新"), heads, (_event_line(one, keeps) for one in events), nothing=_("没有待更新的变动。")
    )


def _event_line(one: ProofEventView, keeps: bool) -> tuple[Any, ...]:
    if not keeps:
        url = ""
    elif one.kind == "cancel":
        url = reverse("workbench:proof-cancel", args=[one.proof_id])
    else:
        url = reverse("workbench:proof-create") + f"?event={one.id}"
    left = Cell(_("逾期"), tag="bad") if one.overdue else Cell(_("%(n)s 个工作日") % {"n": one.left}, tag="warn")
    what = Cell(f"{one.kind_label}“{one.name}”", url, below=one.basis)
    return (what, one.organ, long_date(one.happened_on), long_date(one.due_on), left)


def export(request: StaffRequest, form: str) -> HttpResponse:
    filters = forms.ProofFilters(request.GET)
    return download(Table(_("证明事项清单"), HEADS, _lines(request, filters.value("q"), filters.value("state"))), form)


def _lines(request: StaffRequest, q: str, state: str) -> Any:
    cursor = 0
    while True:
        page = selectors.proof_page(request.actor, q=q, state=state, after=cursor, size=MOST)
        for one in page.rows:
            elements = (one.code, one.name, one.basis, one.asked_by, one.issued_by, one.guidance)
            yield (*elements, one.region_name, one.state_label, one.listed_on, one.cancelled_on)
        if not page.next_cursor:
            return
        cursor = int(page.next_cursor)


def proof(request: StaffRequest, pk: int) -> dict[str, Any]:
    one = selectors.proof(request.actor, pk)
    acts: list[Act] = []
    if allowed(request, KEEP) and one.state == "listed":
        acts.append(Act(_("更正"), reverse("workbench:proof-correct", args=[pk])))
        acts.append(Act(_("取消"), reverse("workbench:proof-cancel", args=[pk]), serious=True))
    owed = _("自登记取消之日起，最迟 %(day)s 更新。") % {"day": long_date(one.event_due)} if one.event_due else ""
    facts = (
        (_("证明编码"), one.code),
        (_("材料目录"), one.material or _("没有对应，按名称认定")),
        (_("设定依据"), one.basis),
        (_("索要单位"), one.asked_by),
        (_("开具单位"), one.issued_by),
        (_("办理指南"), one.guidance),
        (_("所属区划"), one.region_name),
        (_("状态"), f"{one.state_label}{'，' + one.cancelled_basis if one.cancelled_basis else ''}"),
        (_("列入日期"), long_date(one.listed_on)),
        (_("更新"), f"{one.updated_by}，{one.updated_at:%Y-%m-%d %H:%M}"),
    )
    back = (_("证明事项清单"), reverse("workbench:proofs"))
    return {"page_title": one.name, "title": one.name, "back": back, "facts": facts, "acts": acts, "warning": owed}


def create(request: StaffRequest) -> Answer:
    event = number(request.GET.get("event"))
    owed = selectors.proof_event(request.actor, event) if event else None
    initial = {"name": owed.name, "organisation": owed.organisation_id, "asked_by": owed.organ} if owed else {}
    initial |= {"region": owed.region_code} if owed else {}
    choices = {"region": places(request, KEEP), "organisation": organs(request)}
    form = forms.ProofForm(request.POST or None, initial=initial, choices=choices)
    if form.is_valid():
        with telling(form):
            row = services.list_proof(by=request.actor, event=event, **form.cleaned_data)
            return done(request, _("“%(name)s”已列入清单并公布。") % {"name": row.name}, "proof", row.pk)
    return form_page(form, title=_("列入一项证明"), submit=_("列入并公布"), cancel=reverse("workbench:proofs"))


def correct(request: StaffRequest, pk: int) -> Answer:
    one = selectors.proof(request.actor, pk)
    form = forms.ProofTexts(
        request.POST or None, initial={key: getattr(one, key) for key in forms.ProofTexts.base_fields}
    )
    if form.is_valid():
        with telling(form):
            services.correct_proof(proof=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("已更正，清单有了新的一版。"), "proof", pk)
    cancel = reverse("workbench:proof", args=[pk])
    return form_page(form, title=_("更正“%(name)s”") % {"name": one.name}, submit=_("保存并公布"), cancel=cancel)


def cancel(request: StaffRequest, pk: int) -> Answer:
    one = selectors.proof(request.actor, pk)
    form = forms.CancelForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.cancel_proof(proof=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("“%(name)s”已从清单中取消。") % {"name": one.name}, "proof", pk)
    intro = _("取消后不得再向申请人索要；仍然要求它的指南不能再发布。")
    back = reverse("workbench:proof", args=[pk])
    return form_page(
        form, title=_("取消“%(name)s”") % {"name": one.name}, submit=_("取消并公布"), cancel=back, intro=intro
    )


def event(request: StaffRequest) -> Answer:
    entries = selectors.proof_page(request.actor, state="listed", size=MOST).rows
    choices = {
        "organisation": organs(request),
        "proof": [(str(one.id), f"{one.name}（{one.asked_by}）") for one in entries if not one.open_event],
    }
    form = forms.EventForm(request.POST or None, choices=choices)
    if form.is_valid():
        with telling(form):
            row = services.register_event(by=request.actor, **form.cleaned_data)
            sentence = _("已登记，请在 %(day)s 前（含当天）更新清单。") % {"day": long_date(row.due_on)}
            return done(request, sentence, "proofs")
    return form_page(form, title=_("登记证明事项变动"), submit=_("登记"), cancel=reverse("workbench:proofs"))
