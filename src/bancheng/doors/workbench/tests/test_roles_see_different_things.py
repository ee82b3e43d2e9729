"""Three groups of roles: the centre has the business, the data bureau the technology, towns their own (Xinmi art. 6)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import enqueue
from bancheng.ground.jobs.verifying import verify_journal
from bancheng.ground.journal.models import Entry
from bancheng.registers.catalog.tests.sample import PLATFORM, make_item
from bancheng.registers.identity.roles import ROLES

pytestmark = pytest.mark.django_db
RAIL = re.compile(r'<nav class="rail.*?</nav>', re.S)


def menu(client: Client) -> set[str]:
    """The addresses in the rail of this person."""
    return set(re.findall(r'href="(/work/[^"]*)"', RAIL.search(text(client.get("/work/"))).group()))


@pytest.mark.demand("ORG-04")
def test_business_technology_and_towns_have_menus_and_rights_of_their_own(desk: Desk) -> None:
    business, town = desk.browser("service_officer"), desk.browser("town_officer")
    technology = desk.browser("data_officer", region=None)
    menus = [menu(client) for client in (business, technology, town)]
    assert len({frozenset(one) for one in menus}) == 3
    assert "/work/imports/" in menus[0] and "/work/imports/" not in menus[1] | menus[2]
    assert {"/work/jobs/", "/work/config/", "/work/journal/"} <= menus[1]
    assert not {"/work/jobs/", "/work/config/", "/work/journal/"} & (menus[0] | menus[2])
    item = make_item(desk.world.market)
    publish, verify = f"/work/items/{item.pk}/guide/publish/", "/work/journal/verify/"
    assert [client.get(publish).status_code for client in (business, technology, town)] == [200, 403, 403]
    assert [client.post(verify).status_code for client in (business, technology, town)] == [403, 302, 403]


def test_every_place_in_a_menu_opens_and_every_other_refuses(desk: Desk) -> None:
    from django.urls import reverse

    from bancheng.doors.workbench.rail import PLACES

    everywhere = [("data_officer", None), ("security_officer", None), ("administrator", None)]
    for role, region in [*dict.fromkeys(ROLES, "411323000000").items(), *everywhere]:
        client = desk.browser(role, number=f"{role.replace('_', '')}{region or ''}", region=region)
        shown = menu(client)
        for place in PLACES:
            url = reverse(f"workbench:{place.name}")
            expected = 200 if url in shown else 403
            assert client.get(url).status_code == expected, (role, url)


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("role", ["data_officer", "security_officer", "supervisor"])
def test_journal_and_jobs_of_the_whole_platform_open_only_for_the_platforms_officers(
    desk: Desk, role: str, own: bool
) -> None:
    """`own`: his grant stops at one organ; else at the county."""
    client = desk.browser(role, **({"region": None, "organisation_id": desk.world.market.pk} if own else {}))
    assert not {"/work/jobs/", "/work/journal/"} & menu(client)
    entry, other = Entry.objects.latest("pk"), enqueue(verify_journal, by=PLATFORM)
    for address in (
        "journal/",
        "journal/export/csv/",
        "journal/verify/",
        "journal/anchors/",
        f"journal/entries/{entry.pk}/",
        f"journal/verify/{other.pk}/",
        "jobs/",
        "jobs/schedules/",
        f"jobs/{other.pk}/",
        f"jobs/{other.pk}/retry/",
    ):
        answer = client.get(f"/work/{address}")
        assert answer.status_code == 403, address
        assert "没有这项权限" in text(answer) or "只有管理全平台的人员可以打开" in text(answer)
    assert client.post("/work/journal/verify/").status_code == 403


def test_who_is_limited_to_a_county_is_told_that_the_desk_is_the_platforms(desk: Desk) -> None:
    for role, address in (("data_officer", "jobs/"), ("security_officer", "journal/"), ("supervisor", "journal/")):
        answer = desk.browser(role).get(f"/work/{address}")
        assert "只有管理全平台的人员可以打开" in text(answer), role


def test_a_forbidden_page_says_why(desk: Desk) -> None:
    answer = desk.browser("town_officer").get("/work/config/")
    assert answer.status_code == 403
    assert "您的岗位没有这项权限。需要办理的，请联系本单位管理员。" in text(answer)


def test_what_lies_out_of_scope_reads_like_what_is_absent(desk: Desk) -> None:
    foreign = make_item(desk.world.elsewhere)
    client = desk.browser("service_officer")
    there, absent = client.get(f"/work/items/{foreign.pk}/"), client.get("/work/items/999999/")
    assert (there.status_code, absent.status_code) == (404, 404)
    assert there.content == absent.content
    assert client.post(f"/work/items/{foreign.pk}/guide/basic/", {"summary": "x"}).status_code == 404
    assert foreign.name not in text(client.get("/work/items/?region=410183000000"))


def test_a_citizen_signed_in_elsewhere_finds_nothing_here(desk: Desk) -> None:
    from bancheng.registers.identity.tests import cast as citizens

    client = Client()
    client.force_login(citizens.person().account)
    assert client.get("/work/").status_code == 404
    assert client.get("/work/items/").status_code == 404


def test_the_matrix_says_what_each_role_may_do(desk: Desk) -> None:
    page = text(desk.browser("security_officer").get("/work/staff/roles/"))
    assert "政务服务中心工作人员" in page and "大数据局技术人员" in page and "catalog.publish" in page


def test_who_grants_a_role_is_told_what_it_allows_before_it_is_given(desk: Desk) -> None:
    admin, staff = desk.administrator(), desk.staff(number="Fresh")
    url = f"/work/staff/{staff.pk}/grant/"
    sent = {"role": "data_officer", "region": "411323000000", "valid_from": "2026-11-20", "valid_to": ""}
    asked = admin.post(url, sent)
    assert "查看后台任务" in text(asked) and not staff.role_grants.exists()
    assert admin.post(url, {**sent, "confirm": "yes"}).status_code == 302
    assert staff.role_grants.get().role == "data_officer"
    assert "/work/config/" in menu(desk.browser(number="Fresh"))


def test_a_role_taken_back_is_gone_at_once(desk: Desk) -> None:
    admin, staff = desk.administrator(), desk.staff("data_officer", number="D1", region=None)
    client = desk.browser(number="D1")
    assert client.get("/work/jobs/").status_code == 200
    url = f"/work/staff/{staff.pk}/roles/{staff.role_grants.get().pk}/revoke/"
    assert "立即生效" in text(admin.get(url))
    admin.post(url, {"confirm": "yes"})
    assert client.get("/work/jobs/").status_code == 403
