"""Numbers of persons are masked; the full one is shown to few, for a purpose, and each time it is recorded (SEC-02)."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person, verbs

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


@pytest.mark.demand("SEC-02")
def test_a_clerk_sees_masked_numbers_and_an_unmasking_is_recorded(county):
    someone = person()
    clerk, reviewer = county.staff("clerk", "clerk"), county.staff("reviewer", "reviewer")

    seen = selectors.find_person_by_id_number(id_number())
    assert id_number() not in str(seen) and PHONE not in str(seen)

    with pytest.raises(AccessDenied):
        services.unmask(person=someone, purpose="想看一看他是谁", by=actor(reviewer))
    with pytest.raises(AccessDenied):
        services.unmask(person=someone, purpose="想看一看他是谁", by=actor(someone))
    for empty in ("", "   ", "看看"):
        with pytest.raises(Refused) as refused:
            services.unmask(person=someone, purpose=empty, by=actor(clerk))
        assert refused.value.code == "identity.purpose"
    subject = Subject("identity.person", str(someone.pk))
    assert verbs(subject) == ["register"]

    assert services.unmask(person=someone.pk, purpose=f"核对 {id_number()} 的受理材料", by=actor(clerk)) == id_number()
    entry = journal.entries_of(subject).last()
    assert (entry.verb, entry.actor_key, entry.article) == ("unmask", "staff:clerk", "《个人信息保护法》第六条")
    assert entry.facts["purpose"].startswith("核对 411***")


@pytest.mark.parametrize("number", [id_number(), "411323900307001", PHONE, id_number().lower()])
def test_a_personal_number_is_no_staff_number(county, number):
    """Staff numbers stand in lists and in the journal."""
    with pytest.raises(Refused) as refused:
        services.create_staff(
            number=number, name="赵一", organisation_id=county.bureau.pk, password=PASSWORD, by=PLATFORM
        )
    assert refused.value.code == "identity.staff_number"
