from __future__ import annotations

import pytest

from bancheng.ground.access import (
    ANONYMOUS,
    EVERYWHERE,
    AccessDenied,
    Actor,
    Grant,
    Subject,
    Target,
    demand,
    may,
    system,
)

XIXIA, XICHUAN, NANYANG = "411323000000", "411326000000", "411300000000"
ITEM = Subject("catalog.item", "17")


def staff(*grants: Grant) -> Actor:
    return Actor(kind="staff", key="staff:7", name="张*", account=7, grants=grants)


def item(region: str = XIXIA, organisation: int | None = None) -> Target:
    return Target(subject=ITEM, region=region, organisation=organisation)


def test_a_grant_allows_its_action_within_its_region():
    editor = staff(Grant("catalog.edit", XIXIA))
    assert may(editor, "catalog.edit", item()).allowed
    assert may(editor, "catalog.edit", item("411323100000")).allowed


def test_what_lies_outside_is_not_even_visible():
    answer = may(staff(Grant("catalog.edit", XIXIA)), "catalog.edit", item(XICHUAN))
    assert (answer.allowed, answer.visible) == (False, False)


def test_a_region_above_ones_own_is_outside():
    assert not may(staff(Grant("catalog.edit", XIXIA)), "catalog.edit", item(NANYANG)).visible


def test_another_action_inside_is_visible_and_refused_with_a_reason():
    answer = may(staff(Grant("catalog.view", XIXIA)), "catalog.publish", item())
    assert (answer.allowed, answer.visible) == (False, True)
    assert answer.reason.endswith("请联系本单位管理员。")


def test_a_grant_for_one_organisation_ends_at_its_door():
    editor = staff(Grant("catalog.edit", XIXIA, organisation=3))
    assert may(editor, "catalog.edit", item(organisation=3)).allowed
    assert not may(editor, "catalog.edit", item(organisation=4)).visible


def test_what_concerns_the_whole_installation_needs_a_grant_for_everywhere():
    default = Target(subject=Subject("organisations.rule", "catalog.warn_days"), region=EVERYWHERE)
    assert not may(staff(Grant("rules.edit", XIXIA)), "rules.edit", default).visible
    assert may(staff(Grant("rules.edit")), "rules.edit", default).allowed


def test_a_star_names_all_actions_of_a_room_and_no_others():
    keeper = staff(Grant("catalog.*", XIXIA))
    assert may(keeper, "catalog.publish", item()).allowed
    assert not may(keeper, "catalogue.publish", item()).allowed
    assert not may(keeper, "staff.view", item()).allowed


def test_two_grants_are_not_mixed_into_a_third():
    clerk = staff(Grant("catalog.view", XICHUAN), Grant("catalog.edit", XIXIA))
    assert not may(clerk, "catalog.edit", item(XICHUAN)).allowed


def test_the_platform_itself_may_everything():
    assert may(system("日志每日签名"), "journal.verify", Target(region=EVERYWHERE)).allowed


def test_a_stranger_may_nothing_and_sees_that_the_page_exists():
    answer = may(ANONYMOUS, "catalog.edit")
    assert (answer.allowed, answer.visible) == (False, True)
    assert not may(ANONYMOUS, "catalog.edit", item()).visible


def test_ones_own_is_for_its_owner_only():
    zhang = Actor(kind="person", key="person:1", name="张*", account=1)
    li = Actor(kind="person", key="person:2", name="李*", account=2)
    mine = Target(subject=Subject("inbox.message", "5"), owner="person:1")
    assert may(zhang, "own.read", mine).allowed
    assert (may(li, "own.read", mine).allowed, may(li, "own.read", mine).visible) == (False, False)
    assert not may(ANONYMOUS, "own.read", mine).visible


def test_what_nobody_owns_is_nobody_s_own():
    zhang = Actor(kind="person", key="person:1", name="张*", account=1)
    assert not may(zhang, "own.read", Target(subject=Subject("inbox.message", "5"))).allowed
    assert not may(Actor(kind="person", key="", name="", account=9), "own.read", Target(subject=ITEM, owner="")).allowed


def test_a_page_of_ones_own_is_for_everyone_who_is_signed_in():
    assert may(Actor(kind="person", key="person:1", name="张*", account=1), "own.inbox").allowed
    answer = may(ANONYMOUS, "own.inbox")
    assert (answer.allowed, answer.visible, answer.reason) == (False, True, "请先登录。")


def test_a_demand_that_is_not_met_says_why_and_whether_one_may_know():
    with pytest.raises(AccessDenied) as refusal:
        demand(staff(Grant("catalog.view", XIXIA)), "catalog.publish", item())
    assert (refusal.value.visible, refusal.value.action) == (True, "catalog.publish")
    with pytest.raises(AccessDenied) as refusal:
        demand(staff(Grant("catalog.view", XIXIA)), "catalog.view", item(XICHUAN))
    assert not refusal.value.visible
    demand(staff(Grant("catalog.view", XIXIA)), "catalog.view", item())


def test_what_concerns_a_whole_region_is_not_for_a_grant_that_stops_at_one_organisation():
    bureau = staff(Grant("rules.edit", XIXIA, organisation=5))
    assert not may(bureau, "rules.edit", Target(region=XIXIA)).allowed
    assert may(staff(Grant("rules.edit", XIXIA)), "rules.edit", Target(region=XIXIA)).allowed
    assert may(bureau, "rules.edit").allowed  # the page itself opens; what it may touch is asked row by row
