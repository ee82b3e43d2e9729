from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bancheng.ground.crypto import KeyRing, RootKey, Suite, set_provider

OLD = RootKey(b"o" * 32)
NEW = RootKey(b"n" * 32)


@pytest.fixture
def ring() -> Iterator[Callable[..., KeyRing]]:
    """Put a ring of these roots (newest first) in force; afterwards the installation's own provider is back."""

    def put(*roots: RootKey, suite: Suite = Suite.INTERNATIONAL) -> KeyRing:
        found = KeyRing(roots or (OLD,), suite=suite)
        set_provider(found)
        return found

    yield put
    set_provider(None)
