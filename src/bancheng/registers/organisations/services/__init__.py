"""The only writers of regions, organisations, posts, calendar, rules and profiles."""

from bancheng.registers.organisations.services.calendars import enter_year, set_day
from bancheng.registers.organisations.services.organs import (
    create_organisation,
    create_post,
    describe_organisation,
    move_organisation,
    rename_organisation,
    retire_organisation,
)
from bancheng.registers.organisations.services.places import create_region, serve_region
from bancheng.registers.organisations.services.ruling import refuse_past, set_rule
from bancheng.registers.organisations.services.seeding import take_in_profile, take_in_regions
from bancheng.registers.organisations.snapshots import touch

__all__ = [
    "create_organisation",
    "create_post",
    "create_region",
    "describe_organisation",
    "enter_year",
    "move_organisation",
    "refuse_past",
    "rename_organisation",
    "retire_organisation",
    "serve_region",
    "set_day",
    "set_rule",
    "take_in_profile",
    "take_in_regions",
    "touch",
]
