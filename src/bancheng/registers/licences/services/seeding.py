"""Types of licences taken in from content files: what is missing is added, what changed in the file is brought up to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import services as journal
from bancheng.registers.licences.models import LicenceType
from bancheng.registers.licences.types import TypeSeed


@transaction.atomic
def take_in_types(*, seeds: Iterable[TypeSeed], by: Actor) -> int:
    """Bring the catalogue of licence types (电子证照目录) to what the seeds say; returns how many were added or changed.

    A type once used keeps the licences issued under it: each holds its own face.
    """
    known = {row.pk: row for row in LicenceType.objects.all()}
    changed = []
    for seed in seeds:
        told = _told(seed)
        row = known.get(seed.key)
        if row is None:
            LicenceType.objects.create(key=seed.key, **told)
        elif all(getattr(row, name) == value for name, value in told.items()):
            continue
        else:
            LicenceType.objects.filter(pk=seed.key).update(**told)
        changed.append(seed.key)
    if changed:
        journal.append(Subject("licences.catalogue", "types"), "take_in", by=by, facts={"types": changed})
    return len(changed)


def _told(seed: TypeSeed) -> dict[str, object]:
    numbering = asdict(seed.numbering)
    numbering["digits"] = [list(pair) for pair in seed.numbering.digits]
    return {
        "code": seed.code,
        "name": seed.name,
        "department": seed.department,
        "elements": [asdict(element) for element in seed.elements],
        "months": seed.months,
        "numbering": numbering,
        "ground": seed.ground,
        "demo": True,
    }
