"""Unified social credit codes (GB 32100)."""

from __future__ import annotations

import pytest
from stdnum.cn import uscc

from bancheng.ground.codes import CodeError, credit_code


@pytest.mark.parametrize(
    "code",
    ["91110000600037341L", "11511301008778183N", "11440100696927671X", "11320400014110315K", "11320402014115642F"],
)
def test_real_codes_are_taken(code: str) -> None:
    assert credit_code(code) == code
    assert credit_code(f" {code[:6]} {code[6:].lower()} ") == code


def test_codes_may_be_typed_in_full_width() -> None:
    assert credit_code("９１１１００００６０００３７３４１Ｌ") == "91110000600037341L"


def test_a_code_that_begins_with_a_letter_is_taken() -> None:
    start = "N2411323MF0123456"
    assert credit_code(start + uscc.calc_check_digit(start)).startswith("N2411323")


@pytest.mark.parametrize("place", [0, 1, 2, 7, 9, 16, 17])
def test_a_wrong_sign_is_refused(place: int) -> None:
    right = "91110000600037341L"
    wrong = right[:place] + ("2" if right[place] != "2" else "3") + right[place + 1 :]
    with pytest.raises(CodeError, match="逐位核对") as error:
        credit_code(wrong)
    assert error.value.code == "credit_code.check"


@pytest.mark.parametrize(
    "text",
    ["", "9111000060003734", "91110000600037341LL", "9111000060003734IL", "9111000O600037341L", "A" * 10_000_000],
)
def test_what_is_not_a_code_is_refused_with_advice(text: str) -> None:
    with pytest.raises(CodeError, match="请输入 18 位统一社会信用代码") as error:
        credit_code(text)
    assert error.value.code == "credit_code.shape"
