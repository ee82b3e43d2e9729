"""At which region a change of one item shows at once."""

from __future__ import annotations

from bancheng.ground.access import Actor
from bancheng.ground.codes import ancestor_codes
from bancheng.registers.lists.public.editions import republish, served


def publish_at(code: str, *, region: str, by: Actor) -> None:
    """Publish a list anew at the nearest region open to the public, from a region (12-digit code) upwards; others follow within a minute."""
    open_ones = set(served())
    home = next((one for one in (region, *ancestor_codes(region)) if one in open_ones), "")
    if home:
        republish(code, region=home, by=by)
