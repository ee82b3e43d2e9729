"""What the lists do about others' events."""

from __future__ import annotations

from bancheng.ground.jobs import reacts_to
from bancheng.ground.law import today
from bancheng.registers.catalog.events import GuidePublished, GuideWithdrawn, ItemCancelled
from bancheng.registers.lists.depths import keeping
from bancheng.registers.lists.events import ListsMarked
from bancheng.registers.lists.public.editions import refresh_stale
from bancheng.registers.lists.public.marks import mark_stale
from bancheng.registers.lists.public.registry import declared
from bancheng.registers.lists.tolerance.reading import read_guides as read_tolerance
from bancheng.registers.organisations.events import RuleChanged


@reacts_to(GuidePublished, title="指南发布后重新公布清单")
def lists_follow_a_published_guide(event: GuidePublished) -> int:
    """What is derived from guides is looked at again within a minute, once for all guides that came together."""
    read_tolerance([event.item])
    return _of_guides(event.region)


@reacts_to(GuideWithdrawn, title="指南撤下后重新公布清单")
def lists_follow_a_withdrawn_guide(event: GuideWithdrawn) -> int:
    read_tolerance([event.item])
    return _of_guides(event.region)


@reacts_to(ItemCancelled, title="事项取消后重新公布清单")
def lists_follow_a_cancelled_item(event: ItemCancelled) -> int:
    """From today on; a later day is seen by the nightly look."""
    return _of_guides(event.region)


@reacts_to(ListsMarked, title="变动后公布清单")
def marked_lists_are_published(event: ListsMarked) -> int:
    """All that is marked by now, not only what this event names: many changes in a row make one edition."""
    return refresh_stale()


def _of_guides(region: str) -> int:
    return mark_stale([listing.code for listing in declared() if listing.of_guides], region=region)


@reacts_to(GuidePublished, title="指南发布后认定星级和办理方式")
def a_published_guide_is_rated(event: GuidePublished) -> int:
    """Star, ends and trips follow the guide in force; one that is in force later is read on its day."""
    return keeping.read_guides([event.item])


@reacts_to(GuideWithdrawn, title="指南撤下后重新认定星级和办理方式")
def a_withdrawn_guide_is_rated_anew(event: GuideWithdrawn) -> int:
    return keeping.read_guides([event.item])


@reacts_to(RuleChanged, title="星级规则变更后重新认定")
def stars_follow_their_rules(event: RuleChanged) -> int:
    """A rule of stars that holds from today; one that holds later is applied by the nightly look."""
    now = event.key.startswith("lists.star_") and event.valid_from <= today()
    return keeping.catch_up(anew=True) if now else 0
