"""A new inbox says what it is for, and whoever did not change his password himself learns of it."""

from __future__ import annotations

import pytest

from bancheng.ground.jobs import announce, drain
from bancheng.registers.identity import services
from bancheng.registers.identity.events import PersonRegistered
from bancheng.registers.identity.tests.cast import PASSWORD, person
from bancheng.registers.messages import selectors

pytestmark = pytest.mark.django_db


def titles(of) -> list[str]:
    return [message.title for message in selectors.inbox(of.account).messages]


def test_a_new_account_finds_a_first_message_and_only_one():
    wang = person()
    drain()
    assert titles(wang) == ["账号已注册"]
    announce(PersonRegistered(wang.account.pk))
    drain()
    assert titles(wang) == ["账号已注册"]


def test_each_change_of_a_password_is_told():
    wang = person()
    services.change_password(account=wang.account, old=PASSWORD, new="Another-Horse-10")
    wang.account.refresh_from_db()
    services.change_password(account=wang.account, old="Another-Horse-10", new="Third-Horse-11")
    drain()
    assert titles(wang) == ["密码已修改", "密码已修改", "账号已注册"]
