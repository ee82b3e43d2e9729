"""The firm is closed in mid-course: nobody acts for it any more, and its members are decided all the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.course import one_organ, states, told
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.tests.stage import at
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import LegalPerson
from bancheng.registers.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def test_nobody_is_told_or_sees_it_and_every_organ_comes_to_its_end() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    firm = identity.register_legal_person(
        uscc="91350100M000100Y43", name="西峡县小满餐饮有限公司", representative=running.stage.person(), by=citizen
    )
    key = running.begin(citizen)
    services.set_applicant(key, by=citizen, capacity="representative", uscc=firm.uscc)
    services.submit(key, by=citizen, declared=True)
    drain()
    heard = list(Message.objects.values_list("pk", flat=True))
    LegalPerson.objects.filter(pk=firm.pk).update(representative=None)
    for act in (selectors.running_bundle, selectors.filed):
        with pytest.raises(AccessDenied) as hidden:
            act(citizen, key)
        assert not hidden.value.visible
    with pytest.raises(AccessDenied):
        services.take_back(key, by=citizen)
    clerk = running.stage.staff("clerk")
    cases.request_supplement(running.case(key, "sign").key, by=clerk, gaps=(Gap(1, "请标明位置"),))
    running.decide(key, "shop")
    assert states(running, key) == {"shop": "granted", "food": "open", "sign": "open"}
    running.decide(key, "food", "refused", "单位已经注销。")
    assert states(running, key)["food"] == "refused"
    assert not Message.objects.filter(account=citizen.account).exclude(pk__in=heard).exists()
    assert not Job.objects.filter(state="failed").exists()
    # Who liquidates it is its representative then, and finds everything where it stands.
    LegalPerson.objects.filter(pk=firm.pk).update(representative=running.stage.person("李秀英", 2))
    liquidator = running.stage.citizen("李秀英", 2)
    view = selectors.running_bundle(liquidator, key)
    assert [one.gap for one in view.asked] == ["请标明位置"]
    assert set(services.take_back(key, by=liquidator)) == {"sign"}
    drain()
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")
    assert len(told(liquidator, "bundles.closed")) == 1
