"""Loading adds what is missing and touches nothing else."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from bancheng.ground.access import EVERYWHERE, Target, may, system
from bancheng.ground.codes import id_number
from bancheng.ground.journal.models import Entry
from bancheng.profiles import cast, loader
from bancheng.profiles.catalogue_loader import LoadedCatalogue
from bancheng.registers.catalog.models import Nature
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.models import Account, NaturalPerson, Staff
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import Organisation, Placement, Profile, Region, RuleVersion

pytestmark = pytest.mark.django_db

BY = system("测试")


@pytest.fixture(autouse=True)
def without_guides(monkeypatch):
    """The catalogue has a loader and tests of its own."""
    monkeypatch.setattr(loader, "load_catalogue", lambda name, by, progress: LoadedCatalogue(0, 0, 0))


def rows():
    return {
        model.__name__: model.objects.count()
        for model in (Region, Organisation, Placement, Profile, RuleVersion, Staff, NaturalPerson, Account, Entry)
    }


def test_a_second_load_adds_nothing():
    loader.load(["xixia-2018", "xinmi-2021"])
    before = rows()
    again = loader.load(["xixia-2018", "xinmi-2021"])
    assert rows() == before
    assert [(one.rules, one.organisations, one.people) for one in again] == [(0, 0, 0)] * 2


def test_what_was_edited_stays_as_it_is():
    loader.load(["xixia-2018"])
    county = "411323000000"
    bureau = Organisation.objects.get(seed_key="411323-public_security")
    services.rename_organisation(
        organisation=bureau, name="西峡县公安局（新）", on=date(2024, 1, 1), reason="改名", by=BY
    )
    services.serve_region(region=county, served=True, order=77, by=BY)
    Profile.objects.filter(key="xixia-2018").update(site_name="我们的站点")
    RuleVersion.objects.filter(key="clock.promised_runs_during_special").update(value=True)

    loader.load(["xixia-2018"])

    assert Organisation.objects.get(pk=bureau.pk).name == "西峡县公安局（新）"
    assert Organisation.objects.filter(function="public_security", region=county).count() == 1
    assert Region.objects.get(code=county).order == 77
    assert Profile.objects.get(key="xixia-2018").site_name == "我们的站点"
    kept = RuleVersion.objects.filter(key="clock.promised_runs_during_special").values_list("value", flat=True)
    assert set(kept) == {True}


def test_a_missing_version_comes_back_and_a_newer_one_stays():
    loader.load(["xinmi-2021"])
    county, key = "410183000000", "clock.warn_days"
    services.set_rule(key=key, region=county, value=5, valid_from=date(2999, 1, 1), by=BY)
    RuleVersion.objects.filter(key=key, valid_from=date(2021, 7, 7)).delete()
    (loaded,) = loader.load(["xinmi-2021"])
    assert loaded.rules == 1
    assert selectors.rule(key, county, date(2998, 12, 31)) == 3
    assert selectors.rule(key, county, date(2999, 1, 1)) == 5


def test_an_organisation_entered_by_hand_under_the_same_name_is_not_doubled():
    loader.load([])
    bureau = services.create_organisation(
        region="411323000000", name="西峡县公安局", kind="department", phone="110", by=BY
    )
    loader.load(["xixia-2018"])
    (found,) = Organisation.objects.filter(region="411323000000", name="西峡县公安局")
    assert (found.pk, found.phone) == (bureau.pk, "110")
    pilots = selectors.rosters("xixia-2018").get(key="pilot-departments")
    assert bureau in [place.organisation for place in pilots.places.all()]


def test_the_command_loads_and_says_what_it_did():
    out = io.StringIO()
    call_command("load_profile", "shanxi-2017", stdout=out)
    assert "山西省“互联网+政务服务”（2017）：规则 1 条，机构" in out.getvalue()
    assert "已装载 1 个方案" in out.getvalue()
    with pytest.raises(CommandError, match="没有名为“nowhere”的方案"):
        call_command("load_profile", "nowhere", stdout=out)


def test_in_production_neither_people_nor_demo_organs_are_loaded(settings):
    settings.BANCHENG_MODE = "production"
    loader.load(["xinmi-2021"])
    assert Profile.objects.count() == 1
    assert RuleVersion.objects.exists()
    assert Nature.objects.filter(built_in=True).count() == 2
    assert not Organisation.objects.exists()
    assert not Account.objects.exists()


def test_everybody_of_the_cast_can_sign_in_as_printed(rf):
    loader.load(["xixia-2018"])
    printed = {part.login: part for part in cast.table()}
    request = rf.post("/login/")
    for login in [
        one for one in printed if one.startswith(("xixia", "41")) or one in ("admin", "auditor", "platformdata")
    ]:
        account = authenticate(request, login=login, password=printed[login].password)
        assert account is not None, login
        actor = identity.actor_of(account)
        assert actor.name == printed[login].name
        assert actor.kind == ("person" if login.startswith("41") else "staff")


def test_the_cast_holds_the_three_groups_of_roles_and_nobody_is_real():
    loader.load(["xixia-2018"])
    groups = {identity.actor_of(account).roles for account in Account.objects.filter(staff__isnull=False)}
    assert {("service_officer",), ("data_officer",), ("town_officer",), ("administrator",)} <= groups
    for part in cast.table():
        if part.login[:2] == "41":
            number = id_number(part.login)
            assert number.number[14:17] in {"000", "999"}
    assert len({part.login for part in cast.table()}) == len(cast.table())


def test_the_platforms_own_officers_open_its_desks_and_those_of_a_county_do_not():
    loader.load(["xixia-2018"])
    actors = {
        account.staff.number: identity.actor_of(account) for account in Account.objects.filter(staff__isnull=False)
    }
    everywhere = Target(region=EVERYWHERE)
    opens = {
        action: {number for number, actor in actors.items() if may(actor, action, everywhere).allowed}
        for action in ("journal.view", "journal.verify", "jobs.view", "jobs.retry")
    }
    assert opens["journal.view"] == opens["journal.verify"] == {"auditor", "platformdata"}
    assert opens["jobs.view"] == opens["jobs.retry"] == {"admin", "platformdata"}


def test_the_noodle_shop_belongs_to_master_chen():
    loader.load(["xixia-2018"])
    chen = NaturalPerson.objects.get(name="陈建国")
    (shop,) = chen.represents.all()
    assert shop.name == "西峡县白羽街道陈师傅面馆（演示）"
