from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.ground.crypto import CanonicalFault, canonical_json, canonical_sm3, plain, sm3_hex

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


class Light(StrEnum):
    RED = "red"


class Level(Enum):
    COUNTY = 4


def test_keys_are_sorted_and_nothing_is_wasted() -> None:
    assert (
        canonical_json({"乙": 1, "a": [True, None], "甲": '引"号'})
        == '{"a":[true,null],"乙":1,"甲":"引\\"号"}'.encode()
    )


def test_the_order_in_which_keys_were_put_does_not_matter() -> None:
    assert canonical_sm3({"a": 1, "b": 2}) == canonical_sm3({"b": 2, "a": 1}) == sm3_hex(b'{"a":1,"b":2}')


def test_dates_decimals_and_their_kin_have_one_form() -> None:
    beijing = timezone(timedelta(hours=8))
    value = {
        "day": date(2026, 11, 22),
        "hour": time(9, 0),
        "moment": datetime(2026, 11, 22, 9, 0, tzinfo=beijing),
        "fee": Decimal("1.50"),
        "large": Decimal("1E+3"),
        "light": Light.RED,
        "level": Level.COUNTY,
        "id": UUID(int=1),
        "pair": (1, 2),
    }
    assert plain(value) == {
        "day": "2026-11-22",
        "hour": "09:00:00",
        "moment": "2026-11-22T01:00:00.000000Z",
        "fee": "1.50",
        "large": "1000",
        "light": "red",
        "level": 4,
        "id": "00000000-0000-0000-0000-000000000001",
        "pair": [1, 2],
    }


def test_the_same_instant_hashes_alike_in_every_time_zone() -> None:
    beijing = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    assert canonical_sm3(beijing) == canonical_sm3(beijing.astimezone(UTC))


@given(PLAIN)
def test_the_form_survives_being_stored_and_read_back(value: object) -> None:
    once = canonical_json(value)
    assert canonical_json(json.loads(once)) == once
    assert canonical_json(plain(value)) == once


def test_a_whole_float_reads_like_the_integer_that_jsonb_gives_back() -> None:
    assert canonical_json([1.0, 1e22, -0.0, 0.1]) == b"[1,10000000000000000000000,0,0.1]"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("-Infinity"),
        datetime(2026, 11, 22),  # noqa: DTZ001
        {1: "a"},
        {"a", "b"},
        b"bytes",
        object(),
        "\ud800",
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(CanonicalFault):
        canonical_json({"value": value})


def test_a_bottomless_value_is_refused_rather_than_followed() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(CanonicalFault, match="64 层"):
        canonical_json(value)
