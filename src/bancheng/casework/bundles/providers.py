"""What bundles answer to the rooms below."""

from __future__ import annotations

from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.cases.types.wholes import provide_handed_in


@provide_handed_in
def handed_in(case: str) -> bool:
    """Declared with its whole, and waiting for what it needs first. One query."""
    waiting = BundlePart.objects.filter(case__key=case, ready=True)
    return waiting.exclude(bundle_case__state=BundleCase.State.DRAFT).exists()
