"""The materials of a guide: a list to order and shorten, a page for each."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide import saving
from bancheng.doors.workbench.catalog.guide.rows import MaterialForm
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS, table_of
from bancheng.doors.workbench.catalog.guide.views import conflicted, editable, frame, revision_of
from bancheng.doors.workbench.forms import confirm_page, confirmed, done
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import DraftConflict, DraftView, Fault

SECTION = SECTIONS["materials"]
MARK = ("code", "name", "when")


def material(request: StaffRequest, pk: int, index: int | None = None) -> Answer:
    """One material: an existing one by its place in the list, or a new one at the end."""
    view = editable(request, pk)
    rows = table_of(view.body, "materials")
    if index is not None and index >= len(rows):
        raise Http404
    old = rows[index] if index is not None else {}
    form = MaterialForm(request.POST or None, initial=old)
    if form.is_valid():
        place = _placed(rows, index, request.POST.get("was", ""))
        body = {**view.body, "materials": [*rows[:place], form.write(), *rows[place + 1 :]]}
        try:
            faults = saving.save(request.actor, pk, body, revision_of(request), SECTION)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, SECTION)
        if not _tell(form, faults, place):
            return _kept(request, view, body, faults, _("材料“%(name)s”已保存。") % {"name": form.cleaned_data["name"]})
    return {**_page(request, view, form, old), "index": index}


def act(request: StaffRequest, pk: int, index: int) -> Answer:
    """Up, down or away; taking one away is asked first."""
    view = editable(request, pk)
    rows = deepcopy(table_of(view.body, "materials"))
    wanted = request.POST.get("act", "")
    if request.method != "POST" or index >= len(rows) or wanted not in {"up", "down", "remove"}:
        raise Http404
    back = reverse("workbench:guide-edit", args=[pk, "materials"])
    name = rows[index].get("name", "")
    if wanted == "remove" and not confirmed(request):
        sentence = _("从草稿里删去“%(name)s”。线上的版本不受影响。") % {"name": name}
        return confirm_page(request, title=_("删去材料"), sentence=sentence, submit=_("确认删去"), cancel=back)
    row = rows.pop(index)
    if wanted != "remove":
        rows.insert(max(0, index + (-1 if wanted == "up" else 1)), row)
    try:
        saving.keep(request.actor, pk, {**view.body, "materials": rows}, revision_of(request))
    except DraftConflict as conflict:
        return conflicted(request, view, conflict, SECTION)
    return done(request, _("已删去。") if wanted == "remove" else _("已移动。"), "guide-edit", pk, "materials")


def mark(row: dict[str, Any]) -> str:
    """What tells a material from the others, should the list have changed meanwhile."""
    return "\n".join(str(row.get(name, "")) for name in MARK)


def _placed(rows: list[dict[str, Any]], index: int | None, was: str) -> int:
    if index is None:
        return len(rows)
    if was in {"", mark(rows[index])}:
        return index
    return next((place for place, row in enumerate(rows) if mark(row) == was), len(rows))


def _kept(request: StaffRequest, view: DraftView, body: dict[str, Any], faults: list[Fault], said: str) -> Answer:
    """Nothing is wrong with this material; other materials may still be, which does not keep this one from being saved."""
    if faults:
        try:
            saving.keep(request.actor, view.item.id, body, revision_of(request))
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, SECTION)
    return done(request, said, "guide-edit", view.item.id, "materials")


def _tell(form: MaterialForm, faults: list[Fault], place: int) -> bool:
    """Put the faults of this material beside its fields; whether there were any."""
    mine = [fault for fault in faults if f"{fault.path}.".startswith(f"materials.{place}.")]
    for fault in mine:
        field = fault.path.split(".")[2] if fault.path.count(".") > 1 else ""
        form.add_error(field if field in form.fields else None, fault.sentence)
    return bool(mine)


def _page(request: StaffRequest, view: DraftView, form: MaterialForm, old: dict[str, Any]) -> dict[str, Any]:
    wrong = form.is_bound
    names = [(row.code, row.name) for row in selectors.material_types()]
    more = {
        "form": form,
        "was": mark(old) if old else "",
        "papers": names,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }
    return {**frame(request, view, SECTION), **more}
