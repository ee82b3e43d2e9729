from __future__ import annotations

from collections.abc import Callable

from bancheng.ground.crypto import KeyRing, Suite, keyed_hash, keyed_hash_under, sm3_hex
from bancheng.ground.crypto.tests.conftest import NEW, OLD

Put = Callable[..., KeyRing]
ID_NUMBER = "11010519491231002X"


def test_equal_values_have_equal_hashes_and_others_do_not(ring: Put) -> None:
    ring()
    found = keyed_hash(ID_NUMBER, purpose="identity.id_number")
    assert found == keyed_hash(ID_NUMBER, purpose="identity.id_number")
    assert found != keyed_hash("110105194912310011", purpose="identity.id_number")
    assert found != keyed_hash(ID_NUMBER, purpose="identity.passport")
    assert len(found) == 64


def test_the_hash_cannot_be_made_without_the_key(ring: Put) -> None:
    ring(OLD)
    found = keyed_hash(ID_NUMBER, purpose="identity.id_number")
    assert found != sm3_hex(ID_NUMBER.encode())
    ring(NEW)
    assert found != keyed_hash(ID_NUMBER, purpose="identity.id_number")


def test_rotation_and_suite_leave_stored_hashes_valid(ring: Put) -> None:
    ring(OLD)
    found = keyed_hash(ID_NUMBER, purpose="identity.id_number")
    ring(NEW, OLD, suite=Suite.NATIONAL)
    assert keyed_hash(ID_NUMBER, purpose="identity.id_number") == found


def test_a_column_can_be_rebuilt_under_the_new_key(ring: Put) -> None:
    ring(NEW, OLD)
    rebuilt = keyed_hash_under(ID_NUMBER, purpose="identity.id_number", key_id=NEW.id)
    ring(NEW)
    assert keyed_hash(ID_NUMBER, purpose="identity.id_number") == rebuilt
