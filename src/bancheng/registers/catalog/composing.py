"""From a body and an item to the document that is frozen: identity, places, codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from bancheng.ground.codes import CodeError, implementation_code
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.schema import GuideBody, GuideDocument, Identity, Place


def compose_code(item: ImplementationItem) -> str:
    """实施编码 of 31 characters; "" while the credit code, the level or the basic code is missing or fails its check."""
    if item.basic is None or not item.organisation.uscc_valid:
        return ""
    try:
        return str(implementation_code(item.organisation.uscc, item.use_level, item.basic.code))
    except CodeError:
        return ""


def compose_identity(item: ImplementationItem) -> Identity:
    """Who offers the item and under which codes, from the registers as they are today."""
    organ = item.organisation
    places: tuple[Place, ...] = ()
    if organ.address and organ.hours:
        places = (Place(name=f"{organ.name}服务窗口", address=organ.address, hours=organ.hours, phone=organ.phone),)
    return Identity(
        item_id=item.pk,
        name=item.name,
        basic_code=item.basic.code if item.basic else "",
        implementation_code=item.code,
        local_code=item.local_code,
        item_type=item.item_type,
        nature=item.nature.code,
        nature_label=item.nature.label,
        use_level=item.use_level,
        organ=organ.name,
        organ_code=organ.uscc if organ.uscc_valid else "",
        owner_type=organ.owner_type,
        region_code=item.region.code,
        region_name=item.region.name,
        places=places,
        consult=organ.phone,
        supervise=organ.supervise_phone,
    )


def compose_document(
    body: GuideBody, item: ImplementationItem, *, version: int, effective_from: date
) -> tuple[GuideDocument, dict[str, Any]]:
    """The typed document and the JSON that is stored and hashed; the JSON is that of the model, so both say the same."""
    document = GuideDocument(
        **{name: getattr(body, name) for name in GuideBody.model_fields},
        identity=compose_identity(item),
        version=version,
        effective_from=effective_from,
    )
    return document, document.model_dump(mode="json")
