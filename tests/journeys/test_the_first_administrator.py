"""An installation without the demo cast gets its first administrator from the command line, and he can sign in."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bancheng.ground.access import system
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.organisations import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> str:
    services.create_region(code="410000000000", name="河南省", by=system("测试"))
    return "410000000000"


def create(region: str) -> None:
    call_command("create_administrator", "root1", "钱卫东", region=region, organisation="河南省政务服务中心")


def test_the_first_administrator_signs_in_and_must_choose_his_own_password(
    county: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANCHENG_ADMINISTRATOR_PASSWORD", "a-long-Passphrase-7")
    create(county)
    actor = actor_of(Account.objects.get(login="root1"))
    assert actor.roles == ("administrator",)
    assert any(grant.action == "roles.grant" and grant.region == "" for grant in actor.grants)
    answer = client.post("/work/login/", {"login": "root1", "password": "a-long-Passphrase-7"}, follow=True)
    assert "修改密码" in answer.content.decode()


def test_a_weak_password_is_refused_and_nobody_is_created(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANCHENG_ADMINISTRATOR_PASSWORD", "12345")
    with pytest.raises(CommandError):
        create(county)
    assert not Account.objects.exists()
