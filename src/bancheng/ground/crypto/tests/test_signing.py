from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.ground.crypto import (
    KeyRing,
    Signature,
    UnknownKey,
    public_key_pem,
    set_provider,
    sign,
    verify,
    verify_with_pem,
)
from bancheng.ground.crypto.tests.conftest import NEW, OLD

Put = Callable[..., KeyRing]


def test_a_signature_holds_for_exactly_what_was_signed(ring: Put) -> None:
    ring()
    signature = sign("锚点".encode(), purpose="journal.anchor")
    assert verify("锚点".encode(), signature, purpose="journal.anchor")
    assert not verify("锚点 ".encode(), signature, purpose="journal.anchor")
    assert not verify("锚点".encode(), signature, purpose="exchange.message")


def test_a_change_to_any_character_of_a_signature_is_caught(ring: Put) -> None:
    ring()
    signature = sign(b"data", purpose="test")
    for index, character in enumerate(signature):
        altered = signature[:index] + ("A" if character != "A" else "B") + signature[index + 1 :]
        assert not verify(b"data", altered, purpose="test"), index


def test_another_spelling_of_the_same_bytes_is_no_signature() -> None:
    text = str(Signature("ecdsa-p256-sha256", "k1", b"a"))
    assert text.endswith("YQ==")
    assert Signature.parse(text) is not None
    assert Signature.parse(text.replace("YQ==", "YR==")) is None


@given(st.text(max_size=120))
def test_arbitrary_text_is_no_signature(text: str) -> None:
    set_provider(KeyRing([OLD]))
    try:
        assert not verify(b"data", text, purpose="test")
        assert not verify(b"data", f"ecdsa-p256-sha256:{OLD.id}:{text}", purpose="test")
    finally:
        set_provider(None)


def test_signatures_of_an_older_key_verify_after_a_rotation(ring: Put) -> None:
    ring(OLD)
    old = sign(b"data", purpose="test")
    ring(NEW, OLD)
    assert verify(b"data", old, purpose="test")
    parsed = Signature.parse(sign(b"data", purpose="test"))
    assert parsed is not None
    assert parsed.key_id == NEW.id


def test_others_verify_with_the_exported_public_key(ring: Put) -> None:
    ring()
    parsed = Signature.parse(sign(b"data", purpose="test"))
    assert parsed is not None
    pem = public_key_pem(purpose="test")
    assert pem.startswith("-----BEGIN PUBLIC KEY-----")
    assert verify_with_pem(b"data", parsed.value, pem)
    assert not verify_with_pem(b"data", parsed.value, public_key_pem(purpose="other"))


def test_the_signature_of_a_missing_key_does_not_verify(ring: Put) -> None:
    ring(OLD)
    signature = sign(b"data", purpose="test")
    ring(NEW)
    assert not verify(b"data", signature, purpose="test")
    with pytest.raises(UnknownKey):
        public_key_pem(purpose="test", key_id=OLD.id)
