"""A citizen's name is masked in the journal; staff answer for their acts by name."""

from __future__ import annotations

import pytest

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import services

pytestmark = pytest.mark.django_db


def test_a_citizen_s_name_is_masked_and_a_clerk_s_is_not():
    citizen = Actor(kind="person", key="person:1", name="王小满", account=1)
    clerk = Actor(kind="staff", key="staff:x1", name="周敏", account=2)
    assert services.append(Subject("a.b", "1"), "look", by=citizen).actor_name == "王**"
    assert services.append(Subject("a.b", "1"), "look", by=clerk).actor_name == "周敏"
