"""Vague and catch-all words are found, and lawful phrases that look like them are left alone."""

from __future__ import annotations

import pytest

from bancheng.registers.catalog.lint.words import NAME, NOTE, TEXT, search

VAGUE_NAMES = [
    ("其他相关材料", "其他相关材料"),
    ("其它材料", "其它材料"),
    ("有关材料", "有关材料"),
    ("相关证明", "相关证明"),
    ("身份证、户口簿等材料", "等材料"),
    ("身份证等复印件", "等复印件"),
    ("营业执照等", "等"),
    ("户口簿（身份证等）", "等"),
    ("申请表及其他", "及其他"),
    ("法律、法规规定的其他材料", "规定的其他材料"),
    ("审批机关要求的其他文件", "要求的其他文件"),
    ("必要的证明材料", "必要的证明材料"),
    ("社保清单、审计报告、资产发票、合同等材料", "等材料"),
    ("技术水平等证明", "等证明"),
    ("省科学技术奖-其他佐证材料", "其他佐证材料"),
    ("申请主张所根据的凭证等证据材料", "等证据材料"),
    ("身份证等有效证件", "等有效证件"),
    ("与申请事项相关的材料", "相关的材料"),
    ("法律、行政法规规定的材料", "材料"),
]
VAGUE_TEXTS = [
    ("符合法律、法规规定的其他条件", "规定的其他"),
    ("其他依法应当提交的", "其他依法应当提交"),
    ("提供其他应当提交的材料", "其他应当提交的材料"),
    ("身份证明等有关材料齐全", "等有关材料"),
    ("包括但不限于申请书、身份证", "包括但不限于"),
    ("登记机关认为必要提供的说明", "认为必要提供"),
    ("除上述材料外，还应当提交其他材料", "其他材料"),
]
LAWFUL = [
    "公民、法人或者其他组织",
    "其他组织的统一社会信用代码证书",
    "《民法典》《不动产登记暂行条例》等法律法规",
    "法律、法规另有规定的除外",
    "平等主体之间的文件",
    "高等学校毕业证书",
    "同等学力证明",
    "水平等级证书",
    "普通话水平二级乙等证书",
    "与不动产有关的权利人到场",
    "由其他委托人代为申请的，提交授权委托书",
    "有关部门出具的意见由系统核验",
    "等候叫号",
    "材料齐全、符合法定形式",
]


@pytest.mark.parametrize(("text", "phrase"), VAGUE_NAMES)
def test_a_vague_name_is_found_with_the_very_words(text: str, phrase: str):
    assert any(phrase in found.phrase for found in search(text, NAME)), list(search(text, NAME))


@pytest.mark.parametrize(("text", "phrase"), VAGUE_TEXTS)
def test_a_catch_all_condition_is_found_with_the_very_words(text: str, phrase: str):
    assert any(phrase in found.phrase and found.catch_all for found in search(text, TEXT)), list(search(text, TEXT))


@pytest.mark.parametrize("text", LAWFUL)
@pytest.mark.parametrize("where", [NAME, TEXT, NOTE])
def test_ordinary_lawful_words_are_left_alone(text: str, where: str):
    assert list(search(text, where)) == []


@pytest.mark.parametrize(
    "text",
    [
        "不用再交其他材料",
        "网上办理的，无需提交身份证、户口簿等材料",
        "窗口不得要求提供其他证明",
        "免予提交有关证明文件",
        "不能提供相关证明的，可以书面承诺",
        "起诉状和与本案有关的材料",
        "按《国务院关于深化改革的通知》等文件执行",
    ],
)
def test_what_is_spared_named_or_cited_is_no_demand(text: str):
    assert list(search(text, TEXT)) == []


@pytest.mark.parametrize(
    "text", ["视情况要求现场核查", "酌情提供担保", "原则上本人办理", "必要时提交公证书", "按照国家有关规定执行"]
)
def test_a_measure_left_open_is_told_apart_from_a_catch_all(text: str):
    found = list(search(text, TEXT))
    assert found and not any(one.catch_all for one in found)


@pytest.mark.parametrize("text", ["视情节轻重处理", "电视情况说明", "巡视情况报告", "忽视情况的后果"])
def test_words_that_only_contain_such_words_are_left_alone(text: str):
    assert list(search(text, TEXT)) == []
