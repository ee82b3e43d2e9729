"""python -m tests.faults.republish ITEM: publish another version of an item's guide, with one promised day less."""

from __future__ import annotations

import sys

import django


def main(item: str) -> None:
    django.setup()
    from bancheng.registers.catalog.models import ImplementationItem
    from bancheng.registers.catalog.selectors import pin
    from bancheng.registers.catalog.tests.sample import body, republish

    pinned = pin(int(item))
    assert pinned is not None
    kept = pinned.document.model_dump(mode="json", by_alias=True)
    guide = {name: kept[name] for name in body() if name in kept}
    republish(
        ImplementationItem.objects.get(pk=item), guide | {"summary": "新的一版。", "remedies": "可以申请行政复议。"}
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
