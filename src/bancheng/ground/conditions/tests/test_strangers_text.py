"""Whatever is typed, the answer is a condition or a ConditionError, and what is accepted is CEL."""

from __future__ import annotations

from decimal import Decimal

import cel
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bancheng.ground.conditions import ConditionError, Schema, compile_condition
from bancheng.ground.conditions.tests.conftest import FOOD

WORDS = [
    *(
        "business_area",
        "staff",
        "shop_kind",
        "chain",
        "shop_name",
        "opened",
        "projects",
        "fee",
        "nobody",
        "true",
        "false",
    ),
    *("&&", "||", "!", "==", "!=", "<", ">=", "in", "+", "-", "*", "?", ":", "(", ")", "[", "]", ",", ".", "size"),
    *(
        "contains",
        "1",
        "0.5",
        "1000000000000",
        '"canteen"',
        '"hot"',
        '"2026-01-31"',
        "'x'",
        '"',
        "//",
        "\n",
        "（",
        "\x00",
    ),
]
ANSWERS = {
    "business_area": "12.5",
    "staff": 3,
    "shop_kind": "canteen",
    "chain": False,
    "shop_name": "店",
    "opened": "2026-01-31",
    "projects": ["hot"],
    "notes": [],
    "fee": 0,
}

atoms = st.sampled_from(
    [
        *("chain", "staff > 2", "business_area < 12.5", 'shop_kind == "canteen"', 'shop_kind in ["bakery"]', "true"),
        *('opened <= "2026-01-31"', '"hot" in projects', "staff * fee == 0.0", 'shop_name.contains("x")', "false"),
    ]
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
    ),
    max_leaves=8,
)


def try_all(source: str) -> None:
    try:
        condition = compile_condition(source, FOOD)
        assert condition.evaluate({}).holds in (True, False, None)
        condition.explain(ANSWERS)
        condition.describe()
    except ConditionError as error:
        assert error.sentence
        assert error.position is None or 0 <= error.position <= len(source)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
@example("\ud800 == '\ud800'")
@example("1" * 3999)
@example("0" * 3999 + " < staff")
@example("(" * 4000)
@example("a." * 2000)
@example('"' + "\\" * 3000)
@example("staff in [" + "1," * 390 + "1]")
def test_arbitrary_text_raises_nothing_but_condition_errors(source: str) -> None:
    try_all(source)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_shuffled_words_of_the_language_raise_nothing_but_condition_errors(source: str) -> None:
    try_all(source)


@settings(max_examples=200, deadline=None)
@given(conditions, st.sets(st.sampled_from(sorted(ANSWERS))))
def test_what_is_decided_from_some_answers_stays_so_with_all_of_them(source: str, known: set[str]) -> None:
    try:
        condition = compile_condition(source, FOOD)
    except ConditionError as error:
        assert "嵌套" in error.sentence
        return
    partial = condition.evaluate({name: ANSWERS[name] for name in known})
    whole = condition.evaluate(ANSWERS)
    assert whole.holds is not None
    assert partial.holds in (None, whole.holds)
    assert set(partial.missing) <= set(condition.references) - known
    assert (partial.holds is None) == bool(partial.missing)


@settings(max_examples=200, deadline=None)
@given(conditions)
def test_a_stored_condition_means_the_same_to_any_other_cel(source: str) -> None:
    plain = {**ANSWERS, "business_area": 12.5, "fee": 0.0}
    # Doubles and integers mix in standard CEL arithmetic only after conversion, which conditions leave to us.
    portable = source.replace("staff * fee", "double(staff) * fee")
    assert cel.evaluate(portable, plain) is compile_condition(source, FOOD).holds(ANSWERS)


@given(st.decimals(-(10**6), 10**6, places=6), st.decimals(-(10**6), 10**6, places=6))
def test_sums_of_decimals_agree_with_decimal_arithmetic(one: Decimal, other: Decimal) -> None:
    schema = Schema.of([e for e in FOOD.elements if e.name in ("business_area", "fee")])
    total = compile_condition("business_area + fee > 0.3", schema)
    assert total.holds({"business_area": one, "fee": other}) == (one + other > Decimal("0.3"))
