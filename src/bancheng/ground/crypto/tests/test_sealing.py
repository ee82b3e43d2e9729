from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.ground.crypto import (
    CryptoError,
    KeyRing,
    NotAToken,
    Suite,
    TokenDamaged,
    UnknownKey,
    needs_resealing,
    open_,
    open_text,
    seal,
    set_provider,
)
from bancheng.ground.crypto.tests.conftest import NEW, OLD

Put = Callable[..., KeyRing]
SUITES = [Suite.INTERNATIONAL, Suite.NATIONAL]


@pytest.mark.parametrize("suite", SUITES)
@given(plaintext=st.binary(max_size=300), bound_to=st.binary(max_size=20))
def test_what_is_sealed_opens(suite: Suite, plaintext: bytes, bound_to: bytes) -> None:
    set_provider(KeyRing([OLD], suite=suite))
    try:
        token = seal(plaintext, purpose="test", bound_to=bound_to)
        assert open_(token, purpose="test", bound_to=bound_to) == plaintext
        assert plaintext not in token or len(plaintext) < 8
    finally:
        set_provider(None)


@pytest.mark.parametrize("suite", SUITES)
def test_text_with_rare_characters_comes_back_as_it_was(ring: Put, suite: Suite) -> None:
    ring(suite=suite)
    assert open_text(seal("𠮷㐂䶮·张三", purpose="test"), purpose="test") == "𠮷㐂䶮·张三"


@pytest.mark.parametrize("suite", SUITES)
def test_a_change_to_any_byte_is_caught(ring: Put, suite: Suite) -> None:
    ring(suite=suite)
    token = seal("11010519491231002X", purpose="test")
    for index in range(len(token)):
        for flip in (0x01, 0x80):
            altered = bytearray(token)
            altered[index] ^= flip
            with pytest.raises(CryptoError):
                open_(bytes(altered), purpose="test")


@pytest.mark.parametrize("suite", SUITES)
def test_a_shortened_or_lengthened_token_is_caught(ring: Put, suite: Suite) -> None:
    ring(suite=suite)
    token = seal("内容", purpose="test")
    for cut in range(len(token)):
        with pytest.raises(CryptoError):
            open_(token[:cut], purpose="test")
    with pytest.raises(TokenDamaged):
        open_(token + b"\0", purpose="test")


@given(st.binary(max_size=80))
def test_bytes_that_were_never_sealed_are_refused(noise: bytes) -> None:
    set_provider(KeyRing([OLD]))
    try:
        with pytest.raises(CryptoError):
            open_(noise, purpose="test")
    finally:
        set_provider(None)


def test_a_token_does_not_open_for_another_purpose_or_row(ring: Put) -> None:
    ring()
    token = seal("内容", purpose="identity.id_number", bound_to="person:1")
    assert open_text(token, purpose="identity.id_number", bound_to="person:1") == "内容"
    with pytest.raises(TokenDamaged, match="不是为这个用途"):
        open_(token, purpose="identity.phone", bound_to="person:1")
    with pytest.raises(TokenDamaged):
        open_(token, purpose="identity.id_number", bound_to="person:2")


def test_two_seals_of_one_value_differ(ring: Put) -> None:
    ring()
    assert seal("内容", purpose="test") != seal("内容", purpose="test")


def test_after_a_rotation_old_tokens_open_and_new_ones_use_the_new_key(ring: Put) -> None:
    ring(OLD)
    old = seal("内容", purpose="test")
    assert not needs_resealing(old)
    ring(NEW, OLD)
    new = seal("内容", purpose="test")
    assert open_text(old, purpose="test") == open_text(new, purpose="test") == "内容"
    assert needs_resealing(old)
    assert not needs_resealing(new)
    assert NEW.id.encode() in new


def test_a_token_of_a_removed_key_names_the_key_that_is_missing(ring: Put) -> None:
    ring(OLD)
    token = seal("内容", purpose="test")
    ring(NEW)
    with pytest.raises(UnknownKey, match=OLD.id):
        open_(token, purpose="test")


def test_changing_the_suite_leaves_old_tokens_readable(ring: Put) -> None:
    ring(suite=Suite.INTERNATIONAL)
    token = seal("内容", purpose="test")
    ring(suite=Suite.NATIONAL)
    assert open_text(token, purpose="test") == "内容"
    assert needs_resealing(token)


def test_a_token_of_a_later_version_is_not_guessed_at(ring: Put) -> None:
    ring()
    token = bytearray(seal("内容", purpose="test"))
    token[0] = 2
    with pytest.raises(NotAToken, match="更新的版本"):
        open_(bytes(token), purpose="test")


def test_a_purpose_must_be_a_plain_name(ring: Put) -> None:
    ring()
    with pytest.raises(ValueError, match="purpose"):
        seal("内容", purpose="身份证")
