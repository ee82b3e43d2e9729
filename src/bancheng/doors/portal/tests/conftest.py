from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from stdnum.cn import ric

from bancheng.ground.access import system
from bancheng.ground.jobs import drain
from bancheng.profiles import loader
from bancheng.profiles.loader_reading import HERE, read_profile
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.identity import services as identity
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.organisations import services as organisations

XIXIA, XINMI = "411323000000", "410183000000"
PASSWORD = "Chuntian-2026!"
PHONE = "13900001234"
BY = system("测试")


def id_number(stem: str = "41132319900101001") -> str:
    """A number with a right check digit."""
    return stem + ric.calc_check_digit(stem + "0")


@dataclass(frozen=True)
class City:
    """西峡 and 新密 with their whole demo catalogue; items by name, and the two verbs that tests need of it."""

    def item(self, name: str, region: str = XIXIA) -> int:
        found = selectors.find(SearchQuery(q=name, region=region, size=20)).results
        return next(hit.item_id for hit in found if hit.title == name and hit.region_code == region)

    @property
    def food(self) -> int:
        return self.item("食品经营许可（新办）")

    def row(self, item: int) -> Any:
        return selectors.implementation(BY, item)

    def body(self, item: int, **changes: Any) -> dict[str, Any]:
        """What an author would edit: the guide in force, changed at its top."""
        page = selectors.guide(item)
        assert page is not None
        return page.document.model_dump(mode="json", exclude={"identity", "version", "effective_from"}) | changes

    def basic(self, name: str, item_type: str) -> Any:
        """A matter of the basic catalogue of 河南 with a code of its own."""
        return catalog.create_basic_item(name=name, item_type=item_type, province=XIXIA[:2], by=BY)

    def republish(self, item: int, **changes: Any) -> None:
        catalog.save_draft(item=self.row(item), body=self.body(item, **changes), revision=0, by=BY)
        catalog.publish(item=self.row(item), by=BY)


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    """Two profiles whole, the names of the others; loaded once for the tests of this door, rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(["xixia-2018", "xinmi-2021"])
        for name in ("qinghai-2024", "chongqing-2020", "shanxi-2017"):
            seed = replace(read_profile(HERE / f"{name}.yaml"), organisations=(), rosters=())
            organisations.take_in_profile(seed=seed, by=BY)
        drain()  # once here, else again in every test that waits for its own jobs
        yield City()
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded: City, db: None) -> City:
    return loaded


@pytest.fixture
def browser(city: City) -> Client:
    """A stranger's browser that keeps cookies; forms need no token, which a test of its own demands."""
    return Client()


@pytest.fixture
def register(city: City) -> Callable[..., Any]:
    """`register("王小满")` makes a person with an account; another ID number for another person."""

    def make(name: str = "王小满", stem: str = "41132319900101001", phone: str = PHONE) -> Any:
        return identity.register_person(name=name, id_number=id_number(stem), phone=phone, password=PASSWORD, code=None)

    return make


@pytest.fixture
def signed_in(browser: Client, register: Callable[..., Any]) -> Client:
    browser.force_login(register(), backend="bancheng.registers.identity.backends.AccountBackend")
    return browser


def last_code() -> str:
    """The six digits of the newest text message on the demo phone."""
    text = inbox.demo_phone(1)[0].text
    return "".join(sign for sign in text.split("，")[0] if sign.isdigit())
