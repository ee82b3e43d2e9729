"""The fees of the members are paid at once and belong to their organs."""

from __future__ import annotations

from typing import Any

from bancheng.casework.bundles.fees import merged_fees
from bancheng.casework.bundles.merging import merge
from bancheng.casework.bundles.tests.making import BASIS, ELEMENTS, asked, bundle, guide
from bancheng.registers.catalog.schema import FeeItem, Fees, Identity


def of(organ: str, *fees: tuple[str, str], statement: str = "不收费") -> dict[str, Any]:
    """The organ of a guide and what it charges: (name, standard)."""
    items = tuple(FeeItem(name=name, standard=standard, basis=(BASIS,)) for name, standard in fees)
    charged = Fees(charged=True, items=items) if items else Fees(charged=False, statement=statement)
    return {"identity": Identity.model_construct(organ=organ, name=organ, item_id=1), "fees": charged}


def test_the_sum_is_split_by_organ_and_who_charges_nothing_says_so():
    body, guides = bundle(
        {
            "shop": guide(**of("市场监管局", statement="不收费")),
            "seal": guide(**of("公安局", ("印章刻制费", "每枚120元"))),
            "sign": guide(**of("城管局", ("占道费", "80元/处"), ("审图费", "20元"))),
            "tax": guide(**of("公安局", ("查询费", "10元"))),
        }
    )
    found = merged_fees(merge(body, guides, ELEMENTS))
    assert [(part.organ, part.fen, [fee.member for fee in part.fees]) for part in found.split] == [
        ("公安局", 13_000, ["seal", "tax"]),
        ("城管局", 10_000, ["sign", "sign"]),
    ]
    assert (found.fen, found.open, found.yuan) == (23_000, 0, "230.00")
    assert [(one.member, one.statement) for one in found.free] == [("shop", "不收费")]
    assert found.sentence == "共 230.00 元，一次缴清，分到 2 个部门"
    assert found.fees[0].basis == "《中华人民共和国行政许可法》第二十九条"


def test_a_fee_whose_words_fix_no_price_is_told_and_not_counted():
    body, guides = bundle(
        {
            "shop": guide(**of("市场监管局", ("登记费", "50元"))),
            "land": guide(**of("自然资源局", ("土地出让金", "按评估价的百分之二计收"))),
        }
    )
    found = merged_fees(merge(body, guides, ELEMENTS))
    assert (found.fen, found.open) == (5_000, 1)
    assert "另有 1 项按标准在办理时核定" in found.sentence
    assert [fee.unit_fen for fee in found.fees] == [5_000, None]


def test_a_member_that_an_answer_switches_off_charges_nothing():
    body, guides = bundle(
        {"shop": guide(**of("市场监管局")), "sign": guide(**of("城管局", ("占道费", "80元")))},
        questions=(asked("hangs_sign"),),
        when={"sign": "hangs_sign"},
    )
    with_sign = merged_fees(merge(body, guides, ELEMENTS, {"hangs_sign": "true"}))
    without = merged_fees(merge(body, guides, ELEMENTS, {"hangs_sign": "false"}))
    assert (with_sign.fen, without.fen) == (8_000, 0)
    assert not without.charged and without.sentence == "全部不收费"
