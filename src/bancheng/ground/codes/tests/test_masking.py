"""What is not one's own to see is starred, in fields and in free text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from bancheng.ground.codes import mask_address, mask_bank_card, mask_id_number, mask_mobile, mask_name, scrub

ID = "11010519491231002X"


def test_numbers_keep_their_ends() -> None:
    assert mask_id_number(ID) == "110***********002X"
    assert mask_mobile("13812345678") == "138****5678"
    assert mask_bank_card("6222021234567890123") == "***************0123"
    assert mask_id_number("1234567") == "*******", "what is too short shows nothing"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张*"), ("王小满", "王**"), ("阿依古丽·买买提", "阿**"), ("𠮷田", "𠮷*"), ("满", "*"), ("", "")],
)
def test_a_name_keeps_its_first_sign(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("河南省南阳市西峡县白羽街道灌河路12号3单元402", "河南省南阳市西峡县白羽街道****"),
        ("上海市浦东新区张江镇1号", "上海市浦东新区张江镇****"),
        ("内蒙古自治区锡林郭勒盟正蓝旗上都镇", "内蒙古自治区锡林郭勒盟正蓝旗上都镇****"),
        ("西峡县市场路3号", "西峡县****"),
        ("白羽路阳光小区3栋", "****"),
        ("大润发超市旁", "****"),
        ("12号", "****"),
        ("", ""),
    ],
)
def test_an_address_keeps_its_regions_and_never_the_road(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        (f"申请人{ID}，已核验", "申请人110***********002X，已核验"),
        ("110105 19491231 002x", "110***********002X"),
        ("110105-19491231-002X", "110***********002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "110***********002X"),
        ("旧号130503670401001。", "旧号130********1001。"),
        ("电话13812345678或+86 138-1234-5678", "电话138****5678或+86 138****5678"),
        ("１３８ １２３４ ５６７８", "138****5678"),
        (f'{{"id": "{ID}", "phone": "13812345678"}}', '{"id": "110***********002X", "phone": "138****5678"}'),
        (f"a={ID}&b={ID}", "a=110***********002X&b=110***********002X"),
        # Not valid as numbers, but typed in by people about people: masked all the same.
        ("110105194912310021", "110***********0021"),
    ],
)
def test_numbers_of_persons_vanish_from_free_text(text: str, scrubbed: str) -> None:
    assert scrub(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "办件 411323202611220000019-01 已受理",
        "编码 310150356000，区划 411323100200",
        "11440100696927671X3442011817001",
        "统一社会信用代码 91110000600037341L",
        "512000-20201223-003381",
        "注册号 411323000012345",
        "2026-11-22 10:24:31,123 took 1381 ms",
        "sha 3f1381234567890a",
        "",
    ],
)
def test_numbers_of_cases_items_and_enterprises_stay(text: str) -> None:
    assert scrub(text) == text


def test_a_credit_code_of_digits_only_stays_unless_it_could_be_an_id_number() -> None:
    starts = [f"91110108199001{n:03d}" for n in range(1000)]
    credit = [code for start in starts if (code := start + uscc.calc_check_digit(start)).isdigit()]
    both = [code for code in credit if ric.calc_check_digit(code) == code[-1]]
    assert len(credit) > len(both) > 0
    assert [code for code in credit if scrub(code) == code] == [code for code in credit if code not in both]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_around_it_hides_an_id_number(before: str, after: str) -> None:
    # A letter or digit that touches it would make it another number.
    assert ID not in scrub(f"{before} {ID}，{after}")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789Xx -１８+，a", max_size=60))
def test_scrubbing_twice_changes_nothing_more(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)
