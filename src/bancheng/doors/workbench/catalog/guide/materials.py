"""The materials of a guide: a list to order and shorten, a page for each."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import findings, saving, standard, surround
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.rows import MaterialForm
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS, after, table_of
from bancheng.doors.workbench.catalog.guide.surround import conflicted, editable, frame, revision_of
from bancheng.doors.workbench.catalog.preview import paper
from bancheng.doors.workbench.forms import confirm_page, confirmed, done
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.catalog.types import DraftConflict, DraftView, Fault

SECTION = SECTIONS["materials"]
MARK = ("code", "name", "when")
DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)
SAID = {
    "up": gettext_lazy("已移动。"),
    "down": gettext_lazy("已移动。"),
    "copy": gettext_lazy("已复制，请改好适用情形或者规格：同一种材料不能原样列两次。"),
    "remove": gettext_lazy("已删去。"),
}


def material(request: StaffRequest, pk: int, index: int | None = None) -> Answer:
    """One material: an existing one by its place in the list, or a new one at the end."""
    view = editable(request, pk)
    rows = table_of(view.body, "materials")
    old = row_at(rows, index) if index is not None else {}
    form = MaterialForm(request.POST or None, initial=old, around=Around(view.body))
    if not form.is_bound and index is not None:
        _point_out(form, view, index)
    if form.is_valid():
        place = _placed(rows, index, request.POST.get("was", ""))
        body = {**view.body, "materials": [*rows[:place], form.write(), *rows[place + 1 :]]}
        try:
            faults = saving.save(request.actor, pk, body, revision_of(request), SECTION)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, SECTION)
        if not _tell(form, faults, place, body):
            return _kept(request, view, body, faults, _("材料“%(name)s”已保存。") % {"name": form.cleaned_data["name"]})
    return {**_page(request, view, form, old), "index": index}


def panel(request: StaffRequest, pk: int, index: int | None = None) -> dict[str, Any]:
    """The preview with this material as it is typed now, finished or not; nothing is saved."""
    view = editable(request, pk)
    rows = table_of(view.body, "materials")
    old = row_at(rows, index) if index is not None else {}
    form = MaterialForm(request.POST or None, initial=old, around=Around(view.body))
    form.is_valid()
    typed = {"name": _("（还没有写名称）")} | (form.write() if form.is_bound else old)
    place = _placed(rows, index, request.POST.get("was", ""))
    body = {**view.body, "materials": [*rows[:place], typed, *rows[place + 1 :]]}
    return {**surround.panel(view, SECTION, body), "paper": paper(typed)}


def act(request: StaffRequest, pk: int, index: int) -> Answer:
    """Up, down, once more below, or away; taking one away is asked first."""
    view = editable(request, pk)
    rows = deepcopy(table_of(view.body, "materials"))
    wanted = request.POST.get("act", "")
    if request.method != "POST" or wanted not in SAID:
        raise Http404
    back = reverse("workbench:guide-edit", args=[pk, "materials"])
    name = row_at(rows, index).get("name", "")
    if wanted == "remove" and not confirmed(request):
        sentence = _("从草稿里删去“%(name)s”。线上的版本不受影响。") % {"name": name}
        return confirm_page(request, title=_("删去材料"), sentence=sentence, submit=_("确认删去"), cancel=back)
    try:
        body = {**view.body, "materials": _rearranged(rows, wanted, index)}
        saving.keep(request.actor, pk, body, revision_of(request))
    except DraftConflict as conflict:
        return conflicted(request, view, conflict, SECTION)
    return done(request, SAID[wanted], "guide-edit", pk, "materials")


def lines(view: DraftView) -> list[tuple[dict[str, Any], list[Fault]]]:
    """The materials of the draft, each with what is wrong with it."""
    return [
        (row, [fault for fault in view.faults if f"{fault.path}.".startswith(f"materials.{place}.")])
        for place, row in enumerate(table_of(view.body, "materials"))
    ]


def files_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of a material that can be handed out."""
    found = row.get("attachments")
    listed = [one for one in found if isinstance(one, dict)] if isinstance(found, list | tuple) else []
    return [one for one in listed if DIGEST.fullmatch(str(one.get("file", "")))]


def row_at(rows: list[dict[str, Any]], index: int) -> dict[str, Any]:
    """The material at a place of the list; 404 behind its end."""
    if index >= len(rows):
        raise Http404
    return rows[index]


def _rearranged(rows: list[dict[str, Any]], wanted: str, index: int) -> list[dict[str, Any]]:
    if wanted == "copy":
        return [*rows[: index + 1], deepcopy(rows[index]), *rows[index + 1 :]]
    row = rows.pop(index)
    if wanted != "remove":
        rows.insert(max(0, index + (-1 if wanted == "up" else 1)), row)
    return rows


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
    if request.POST.get("go") == "again":
        return done(request, said, "material-add", view.item.id)
    return done(request, said, "guide-edit", view.item.id, "materials")


def _tell(form: MaterialForm, faults: list[Fault], place: int, body: dict[str, Any]) -> bool:
    """Put the faults of this material that block beside its fields; whether there were any."""
    mine = [fault for fault in faults if fault.blocks and f"{fault.path}.".startswith(f"materials.{place}.")]
    for fault in mine:
        field = _field(form, fault)
        form.add_error(field or None, fault.sentence)
        findings.beside(form, field, fault, findings.text_at(body, fault.path), told=True)
    return bool(mine)


def _point_out(form: MaterialForm, view: DraftView, index: int) -> None:
    """Show what is wrong with the material as it is stored."""
    for fault in view.faults:
        if f"{fault.path}.".startswith(f"materials.{index}."):
            field = _field(form, fault)
            findings.beside(form, field, fault, findings.text_at(view.body, fault.path))


def _field(form: MaterialForm, fault: Fault) -> str:
    name = fault.path.split(".")[2] if fault.path.count(".") > 1 else ""
    return name if name in form.fields else ""


def _page(request: StaffRequest, view: DraftView, form: MaterialForm, old: dict[str, Any]) -> dict[str, Any]:
    for name, field in form.fields.items():
        field.standard = standard.asked("materials", name)  # type: ignore[attr-defined]
    wrong = form.is_bound
    more = {
        "form": form,
        "was": mark(old) if old else "",
        "files": files_of(old),
        "paper": paper(old) if old else None,
        "papers": Around().papers.items(),
        "next_section": after(SECTION),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }
    return {**frame(request, view, SECTION), **more}
