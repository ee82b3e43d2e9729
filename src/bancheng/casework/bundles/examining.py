"""The check before publication of any text of a bundle, with the guides in force now."""

from __future__ import annotations

from bancheng.casework.bundles import finding
from bancheng.casework.bundles.checking import checked, faults_of, guides_by_key
from bancheng.casework.bundles.merging import merge
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.stages import placed
from bancheng.casework.bundles.types import Checked


def examined(row: Bundle, body: BundleBody) -> tuple[Checked, ...]:
    """Every line of the check, met or not. A text whose conditions cannot be read is checked without them."""
    guides, missing = finding.newest_guides(body)
    left = finding.without(body, missing)
    elements = finding.elements_for(left, guides)
    faults = tuple(faults_of(left, guides_by_key(guides), elements))
    return checked(
        merge(left, guides, elements) if not faults else finding.bare(left, guides),
        lead=finding.lead_name(row),
        placed=placed(row.kind, row.audience, row.stage),
        missing=[one.label for one in body.members if one.key in missing],
        faults=faults,
    )
