"""Who holds a licence sees it whole; staff within their scope, masked; everybody else as if it were not there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import ANONYMOUS, AccessDenied
from bancheng.ground.files import open_file
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import providers, selectors, services

pytestmark = pytest.mark.django_db


def denied(call, *args) -> AccessDenied:
    with pytest.raises(AccessDenied) as refused:
        call(*args)
    return refused.value


def test_a_wallet_holds_ones_own_licences_and_those_of_ones_firms(desk, django_assert_max_num_queries):
    food, card = desk.signed(), desk.issue_card()
    drain()
    owner = cast.actor(desk.owner)
    with django_assert_max_num_queries(3):
        cards = selectors.wallet(owner)
    assert [(one.id, one.mine) for one in cards] == [(card.id, True), (food.pk, False)]
    assert cards[1].holder == "西峡县陈师傅面馆" and cards[1].until == "2031-11-19"
    assert selectors.wallet(ANONYMOUS) == selectors.wallet(cast.actor(desk.desk)) == ()


def test_an_operator_sees_the_firms_licences_while_his_authority_lasts(desk, on):
    food = desk.signed()
    helper = cast.person("周小惠", stem="41132319900307003", phone="13800000009")
    assert selectors.wallet(cast.actor(helper)) == ()
    identity.add_operator(legal_person=desk.firm, person=helper, until=date(2026, 11, 30), by=cast.actor(desk.owner))
    assert [one.id for one in selectors.wallet(cast.actor(helper))] == [food.pk]
    assert selectors.file(cast.actor(helper), food.pk).digest == food.file_digest
    on(date(2026, 12, 1))
    assert selectors.wallet(cast.actor(helper)) == ()
    assert not denied(selectors.licence, cast.actor(helper), food.pk).visible


def test_the_holder_sees_the_face_whole_and_staff_of_the_organ_masked(desk):
    food = desk.signed()
    own = selectors.licence(cast.actor(desk.owner), food.pk)
    assert {line.element: line.value for line in own.face}["representative"] == "陈建国"
    staff = selectors.licence(cast.actor(desk.desk), food.pk)
    assert {line.element: line.value for line in staff.face}["representative"] != "陈建国"
    assert staff.print_task.copies == 0 and own.print_task is None
    with open_file(selectors.file(cast.actor(desk.owner), food.pk).digest) as file:
        assert file.read(5) == b"%PDF-"


def test_someone_elses_licence_is_not_there(desk):
    food = desk.signed()
    stranger = cast.actor(cast.person("李秀英", stem="41292719540108001", phone="13800000002"))
    elsewhere = cast.actor(desk.county.staff("xm01", "result_desk", organ=desk.county.elsewhere))
    for call in (selectors.licence, selectors.file):
        for actor in (stranger, elsewhere, ANONYMOUS):
            assert not denied(call, actor, food.pk).visible
        assert not denied(call, cast.actor(desk.owner), 999_999).visible
    assert selectors.wallet(stranger) == ()


def test_a_clerk_may_look_but_not_take_the_file(desk):
    food = desk.signed()
    clerk = cast.actor(desk.county.staff("ck01", "clerk"))
    assert selectors.licence(clerk, food.pk).card.id == food.pk
    assert denied(selectors.file, clerk, food.pk).visible


def test_a_licence_that_waits_is_shown_as_waiting_and_has_no_file(desk):
    made = desk.issue()
    owner = cast.actor(desk.owner)
    (card,) = selectors.wallet(owner)
    assert card.state_label == "待签章" and not card.usable
    assert "正在签章" in str(denied(selectors.file, owner, made.id))
    assert selectors.held(f"legal:{desk.firm.pk}") == ()


def test_only_what_is_in_force_today_counts_as_held(desk, on):
    food = desk.signed(valid_to=date(2026, 12, 31))
    holder = f"legal:{desk.firm.pk}"
    assert [one.id for one in selectors.held(holder, "M0007")] == [food.pk]
    assert selectors.held(holder, "M0144") == selectors.held("legal:x") == selectors.held("") == ()
    on(date(2026, 12, 31))
    assert selectors.held(holder)[0].days_left == 0
    on(date(2027, 1, 1))
    assert selectors.held(holder) == ()
    assert selectors.wallet(cast.actor(desk.owner))[0].state_label == "已过期"


def test_a_held_licence_spares_the_material_of_that_code_and_says_so(desk, on, django_assert_max_num_queries):
    desk.signed()
    account = str(Account.objects.get(person=desk.owner).pk)
    with django_assert_max_num_queries(1):
        (found,) = providers.exemptions(_Guide("M0007", "M0002"), account)
    assert (found.material, found.source) == ("M0007", "licences")
    assert (
        found.sentence == "西峡县陈师傅面馆的食品经营许可证（JY24113230000010，有效期至2031-11-19）在证照库里，免交。"
    )
    assert providers.exemptions(_Guide("M0002"), account) == providers.exemptions(_Guide("M0007"), "") == ()
    on(date(2031, 11, 19) + timedelta(days=1))
    assert providers.exemptions(_Guide("M0007"), account) == ()


def test_the_catalogue_knows_this_room_as_a_provider():
    assert "licences" in catalog.guides._providers


def test_a_revoked_licence_leaves_the_wallet(desk):
    food = desk.signed()
    services.revoke(licence=food.pk, reason="依法吊销", by=cast.PLATFORM)
    assert selectors.wallet(cast.actor(desk.owner)) == ()


class _Material:
    def __init__(self, code: str) -> None:
        self.code, self.kind, self.exempt = code, "certificate", ""


class _Guide:
    def __init__(self, *codes: str) -> None:
        self.materials = tuple(_Material(code) for code in codes)
