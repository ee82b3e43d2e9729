"""S-XX, 西峡 2018: from the list to "done in one go": steps 7, 8 (without the appointment), 9 (without theme), 10 (without inspection), 13, 16."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from tests.journeys.scene import Scene, at, granted, id_number_of

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Filters
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as catalog_services
from bancheng.registers.identity.models import Account
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages import selectors as messages

ANSWERS = {"card_holder_kind": "adult", "photo_source": "shared", "card_pickup": "window", "handled_by_agent": False}


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2018, 4, 10)), tick=False)
    return Scene.of("xixia-2018", "xixia", "411323000000")


def test_a_citizen_finds_fills_in_and_collects_and_the_desks_do_the_rest(scene: Scene, time_machine: Any) -> None:
    # 7: found in the public list, logged in by ID number, situation answered, form filled from the population register.
    item, citizen = scene.found("社会保障卡申领"), scene.citizen("王小满")
    account = authenticate(None, login=id_number_of(citizen), password="Bancheng-2024!")
    assert account is not None and account.pk == citizen.account
    key = services.start(item_id=item, by=citizen)
    assert services.save_answers(key, by=citizen, answers=ANSWERS) == ()
    assert services.prefill(key, by=citizen) == ()
    known = {
        one.field.element: (one.value, one.source)
        for section in selectors.draft(citizen, key).sections
        for one in section.fields
        if one.source
    }
    assert known["person_name"] == ("王小满", "人口基础信息库")
    assert known["person_id_number"] == (id_number_of(citizen), "人口基础信息库")
    assert {"person_gender", "birth_date", "household_address"} <= known.keys()
    assert not any(one.missing for one in selectors.draft(citizen, key).materials), "nothing is to be uploaded"

    # 8: handed in for 网上预审; the reviewer passes it and the citizen is told that he need not bring anything.
    scene.completed(key, citizen)
    number = services.submit(key, by=citizen, declared=True).number
    services.pre_review(number, by=scene.desk("examiner"))
    drain()
    passed = selectors.own_case(citizen, number)
    assert passed.line.public_state == "预审通过"
    assert passed.pre_review is not None and passed.pre_review.bring == ()
    assert any("预审通过" in one.title for one in messages.inbox(Account.objects.get(pk=citizen.account)).messages)

    # 9: the window opens the same file by its number and verifies who stands there; nothing is entered or uploaded again.
    clerk = scene.desk("window")
    person = int(citizen.key.removeprefix("person:"))
    assert number in [line.number for line in selectors.cases_of_person(clerk, person)]
    assert selectors.staff_cases(clerk, Filters(q=number)).rows[0].key == key
    time_machine.move_to(at(date(2018, 4, 11)), tick=False)
    services.check_in(number, by=clerk, method="id_reader")
    seen = selectors.staff_case(clerk, number)
    assert seen.identity_method == "身份证阅读器" and not any(one.files for one in seen.materials)
    assert seen.sections == selectors.staff_case(scene.desk("examiner"), number).sections
    assert seen.trips == (date(2018, 4, 11),)

    # 10: accepted, one number; the back office reviews and decides, the front desk cannot.
    services.accept(number, by=clerk)
    assert scene.reviewed(number, scene.desk("examiner")) == ("制卡审核",)
    with pytest.raises(AccessDenied):
        services.decide(number, by=clerk, outcome="granted")
    granted(number, scene.desk("chief"))
    drain()
    assert selectors.staff_case(clerk, number).line.number == number
    assert len(selectors.staff_case(clerk, number).trips) == 1

    # 13: the card is collected with a registered identity check, and the case is closed.
    time_machine.move_to(at(date(2018, 4, 12)), tick=False)
    desk = scene.desk("result")
    assert [one.number for one in selectors.waiting_for_collection(desk).rows] == [number]
    with pytest.raises(Refused):
        services.collect(number, by=desk, name="王小满", id_number=id_number_of(citizen), method="ask")
    paper = services.collect(number, by=desk, name="王小满", id_number=id_number_of(citizen), method="id_card")
    drain()
    own = selectors.own_case(citizen, number)
    assert own.line.state == "closed" and not selectors.staff_case(clerk, number).unclaimed
    assert paper in [one.number for one in own.papers] and all(one.ready for one in own.papers)
    assert [step.verb for step in own.steps] == [
        *("submit", "pre_review", "accept", "review"),
        *("decide", "deliver", "collect", "close"),
    ]
    assert licences.wallet(citizen)[0].usable
    assert verify_stream(Subject("cases.case", key)).whole
    assert services.verify_clocks().faults == ()
    assert selectors.trace(scene.desk("supervisor"), number).intact

    # 16: the guide is changed once; portal, paper, hall screen and the feeds of three outside channels show that version.
    hall = scene.desk("hall")
    keys = {
        one.code: catalog_services.issue_channel_key(channel=catalog.channel_row(hall, one.code), by=hall)
        for one in catalog.channels(hall)
        if one.fetches and one.code.startswith("xixia-")
    }
    assert len(keys) == 3
    row, draft = catalog.implementation(hall, item), catalog.draft(hall, item)
    changed = draft.body | {"summary": "第一次办、换卡、补卡都在这里，全县通办。"}
    catalog_services.save_draft(item=row, body=changed, revision=draft.revision, by=hall)
    catalog_services.publish(item=row, by=hall)
    found = shown(item, keys)
    assert set(found.values()) == {(2, catalog.guide(item).short_hash)} and len(found) == 7
    assert all(one.counts["behind"] == 0 for one in catalog.standings(hall) if one.channel.code in keys)
    assert selectors.own_case(citizen, number).document.version == 1, "a case keeps the guide it was filed under"


def shown(item: int, keys: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Version and short hash of one guide, as each channel shows it over HTTP."""
    client, found = Client(), {}
    pages = {"portal": f"/guide/{item}/", "print": f"/guide/{item}/print/", "screen": f"/screen/guides/{item}/"}
    for name, address in pages.items():
        page = client.get(address).content.decode()
        version = re.search(r"第 (\d+) 版", page)
        (short,) = set(re.findall(r'class="(?:num )?hash"[^>]*>([0-9a-f]{12})<', page))
        assert version is not None
        found[name] = int(version[1]), short
    for channel, key in keys.items():
        since, more = "", True
        while more:
            address, headers = f"/api/v1/feeds/{channel}/guides", {"Authorization": f"Bearer {key}"}
            page = client.get(address, {"since": since, "size": 50}, headers=headers).json()
            since, more = page["next"], page["more"]
            for one in (entry for entry in page["entries"] if entry["item_id"] == item):
                found[channel] = one["version"], one["short_hash"]
    told = client.get(f"/api/v1/items/{item}").json()
    return found | {"api": (told["version"], told["short_hash"])}
