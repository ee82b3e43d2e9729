"""Staff sign in with their number; a first password is changed before anything else."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.workbench.tests.cast import PASSWORD, Desk, account_of, text
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db


def sign_in(client: Client, login: str, password: str, **more: str):
    return client.post("/work/login/", {"login": login, "password": password, **more})


def test_a_member_of_staff_signs_in_and_comes_to_the_desk(desk: Desk, client: Client) -> None:
    desk.staff("town_officer", number="T1")
    answer = sign_in(client, "T1", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert "我的工作台" in text(client.get("/work/"))


def test_a_wrong_password_and_a_stranger_read_the_same(desk: Desk, client: Client) -> None:
    desk.staff("town_officer", number="T1")
    wrong, absent = sign_in(client, "T1", "not-the-word-9"), sign_in(client, "T2", "not-the-word-9")
    sentence = "工号或密码不正确，请重新输入。"
    assert (wrong.status_code, absent.status_code) == (422, 422)
    assert sentence in text(wrong) and sentence in text(absent)


def test_after_five_wrong_passwords_the_right_one_is_locked_out_too(desk: Desk, client: Client) -> None:
    desk.staff("town_officer", number="T1")
    for _ in range(5):
        sign_in(client, "T1", "not-the-word-9")
    locked = sign_in(client, "T1", PASSWORD)
    assert locked.status_code == 429
    assert "分钟后再试" in text(locked)
    assert client.get("/work/").status_code == 302


def test_a_citizen_does_not_come_in_here_though_his_password_is_right(desk: Desk, client: Client) -> None:
    citizens.person()
    answer = sign_in(client, citizens.id_number(), citizens.PASSWORD)
    assert answer.status_code == 422
    assert client.get("/work/").status_code == 302


def test_a_stranger_is_led_to_the_login_and_back_to_his_page(desk: Desk, client: Client) -> None:
    desk.staff("town_officer", number="T1")
    led = client.get("/work/items/?q=食品")
    assert led["Location"].startswith("/work/login/?next=/work/items/")
    answer = sign_in(client, "T1", PASSWORD, next="/work/items/?coded=1")
    assert answer["Location"] == "/work/items/?coded=1"


@pytest.mark.parametrize(
    "foreign", ["https://elsewhere.example/", "//elsewhere.example/work/", "/my/", "javascript:alert(1)"]
)
def test_the_login_never_leads_out_of_the_workbench(desk: Desk, client: Client, foreign: str) -> None:
    desk.staff("town_officer", number="T1")
    assert sign_in(client, "T1", PASSWORD, next=foreign)["Location"] == "/work/"


def test_a_first_password_is_changed_before_anything_else(desk: Desk, client: Client) -> None:
    staff = services.create_staff(
        number="N1", name="郑丽", organisation_id=desk.world.market.pk, password=PASSWORD, by=PLATFORM
    )
    services.grant_role(staff=staff, role="town_officer", region=desk.world.market.region_id, by=PLATFORM)
    sign_in(client, "N1", PASSWORD)
    assert client.get("/work/items/")["Location"] == "/work/password/"
    page = text(client.get("/work/password/"))
    assert "您用的是初始密码" in page
    new = "Another-Word-77"
    changed = client.post("/work/password/", {"old": PASSWORD, "new": new, "again": new})
    assert changed["Location"] == "/work/"
    assert client.get("/work/items/").status_code == 200
    assert not account_of(staff).must_change_password


def test_two_different_new_passwords_are_told_apart(desk: Desk) -> None:
    client = desk.browser("town_officer")
    answer = client.post("/work/password/", {"old": PASSWORD, "new": "Another-Word-77", "again": "Another-Word-78"})
    assert answer.status_code == 422
    assert "两次输入的新密码不一样" in text(answer)


def test_the_keys_can_be_switched_off(desk: Desk) -> None:
    client = desk.browser("town_officer")
    assert "data-keys" not in text(client.get("/work/"))
    client.post("/work/keys/", {"keys": "off"})
    assert 'data-keys="off"' in text(client.get("/work/"))
    client.post("/work/keys/", {"keys": "on"})
    assert "data-keys" not in text(client.get("/work/"))


def test_signing_out_needs_a_post(desk: Desk) -> None:
    client = desk.browser("town_officer")
    assert client.get("/work/logout/").status_code == 405
    assert client.post("/work/logout/")["Location"] == "/work/login/"
    assert client.get("/work/").status_code == 302
