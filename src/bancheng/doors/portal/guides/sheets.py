"""空白表格、示范文本 of a guide's materials: drawn from the guide, or the office's own file where one was put up (CAT-20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors as cases
from bancheng.doors.portal.site.ways import pdf, stored, whole_number
from bancheng.ground.files import FileMissing, Kind, open_file
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import Attachment, GuidePage, Material
from bancheng.registers.documents.services import guide_form


@dataclass(frozen=True, slots=True)
class Offer:
    """One file to take along: what it is called, where it is."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a guide offers for one material, and how it is filled in (填写说明)."""

    name: str
    notes: str
    offers: tuple[Offer, ...]


def sheets_of(page: GuidePage) -> tuple[Sheet, ...]:
    """Every form, and every other material with a file of the office, in the guide's order."""
    found = []
    for line, material in enumerate(page.document.materials, start=1):
        if offers := tuple(_offers(page, line, material)):
            notes = "；".join(text.strip().rstrip("。") for text in (material.notes, material.criteria) if text)
            found.append(Sheet(material.name, notes, offers))
    return tuple(found)


def _offers(page: GuidePage, line: int, material: Material) -> Iterator[Offer]:
    version = "" if page.is_current else f"?version={page.version}"
    for kind, label in (("blank", _("空白表格")), ("sample", _("示范文本"))):
        own = [one for one in material.attachments if one.kind == kind]
        for one in own:
            url = reverse("portal:guide-file", args=[page.item_id, one.file])
            yield Offer(_("%(kind)s（%(name)s）") % {"kind": label, "name": one.name}, url + version)
        if not own and material.kind == "form":
            yield Offer(label, reverse("portal:guide-form", args=[page.item_id, line, kind]) + version)


def _page(request: HttpRequest, item_id: int) -> GuidePage:
    found = selectors.guide(item_id, version=whole_number(request.GET.get("version", "")))
    if found is None:
        raise Http404
    return found


def form(request: HttpRequest, item_id: int, line: int, kind: str) -> HttpResponse:
    """One form of the guide as PDF."""
    page = _page(request, item_id)
    try:
        made = guide_form(page, line, kind=kind)
    except LookupError as unknown:
        raise Http404 from unknown
    label = _("空白表格") if kind == "blank" else _("示范文本")
    return pdf(BytesIO(made), f"{page.document.materials[line - 1].name}（{label}）.pdf")


def promises_of(page: GuidePage) -> tuple[Offer, ...]:
    """The 承诺书样张 of a guide, to be read before one applies."""
    labels = {"commitment": _("告知承诺书样张"), "tolerance": _("容缺受理承诺书样张")}
    version = "" if page.is_current else f"?version={page.version}"
    known = cases.promises_of(page.document)
    return tuple(
        Offer(labels[one], reverse("portal:guide-promise", args=[page.item_id, one]) + version) for one in known
    )


def promise(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """The 承诺书样张 of the guide as PDF, marked across its pages."""
    page = _page(request, item_id)
    try:
        made = cases.promise_of_guide(page, kind)
    except LookupError as unknown:
        raise Http404 from unknown
    return pdf(BytesIO(made), _("承诺书样张.pdf"))


def attachment(request: HttpRequest, item_id: int, digest: str) -> HttpResponse:
    """A file that the office put up with a material of this very version."""
    one = _attached(_page(request, item_id), digest)
    try:
        stream = open_file(one.file)
    except FileMissing as missing:
        raise Http404 from missing
    kind = next((kind for kind in Kind if kind.media_type == one.media_type), Kind.TXT)
    return stored(stream, one.name, kind, inline=False)


def _attached(page: GuidePage, digest: str) -> Attachment:
    attached = (one for material in page.document.materials for one in material.attachments)
    found = next((one for one in attached if one.file == digest), None)
    if found is None:
        raise Http404
    return found
