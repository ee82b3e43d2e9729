"""Questions about regions, organisations, rules and the working calendar."""

from bancheng.registers.organisations.selectors.calendars import (
    calendar,
    calendar_year,
    calendar_years,
    clocks,
    light,
)
from bancheng.registers.organisations.selectors.organs import (
    history,
    organisation_at,
    organisation_for,
    organisation_kinds,
    organisations,
    organisations_within,
    posts,
    posts_of_kind,
    rosters,
)
from bancheng.registers.organisations.selectors.places import (
    ancestors,
    counties,
    label,
    names,
    profile_of,
    profiles,
    region,
    region_for,
    served_regions,
    subtree,
    tree,
)
from bancheng.registers.organisations.selectors.ruling import rule, rule_at, rule_table, rule_versions
from bancheng.registers.organisations.snapshots import kept, remembering

__all__ = [
    "kept",
    "ancestors",
    "calendar",
    "calendar_year",
    "calendar_years",
    "clocks",
    "counties",
    "history",
    "label",
    "light",
    "names",
    "organisation_at",
    "organisation_for",
    "organisation_kinds",
    "organisations",
    "organisations_within",
    "posts",
    "posts_of_kind",
    "profile_of",
    "profiles",
    "region",
    "region_for",
    "remembering",
    "rosters",
    "rule",
    "rule_at",
    "rule_table",
    "rule_versions",
    "served_regions",
    "subtree",
    "tree",
]
