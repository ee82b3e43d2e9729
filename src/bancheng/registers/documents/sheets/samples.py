"""What the sample text of a form says: evident sample persons, numbers that pass their checks and belong to nobody.

The ID numbers are the examples of GB 11643-1999 (appendix), the credit code that of GB 32100-2015.
"""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.registers.catalog.types import PaperLine

PERSON, OTHER = "张三", "李四"
ID_NUMBER, OTHER_ID_NUMBER = "11010519491231002X", "34052419800101001X"
USCC = "91350100M000100Y43"
PHONE = "13800000000"
FIRM = "某某县示例商贸有限公司"
DAY = "2026年3月1日"

BY_KIND: Mapping[str, str] = {
    "person_name": PERSON,
    "id_number": ID_NUMBER,
    "uscc": USCC,
    "phone": PHONE,
    "email": "zhangsan@example.com",
    "address": "某某县示例路1号",
    "region": "某某省某某市某某县",
    "date": DAY,
    "int": "3",
    "number": "60",
    "decimal": "12.5",
    "money": "5000.00",
    "area": "60.00",
    "longtext": "（示例）按实际情况简要写明，与所附材料一致。",
}
BY_WORD: tuple[tuple[str, str], ...] = (
    ("姓名", PERSON),
    ("账号", "6200000000000000000"),
    ("银行", "某某银行某某支行"),
    ("单位", FIRM),
    ("企业", FIRM),
    ("公司", FIRM),
    ("机构", FIRM),
    ("名称", FIRM),
    ("号", "示例2026001"),
    ("时间", "8:30至17:30"),
)
"""For plain text: the first word that the label holds says what stands there."""
OF_OTHERS = ("代办人", "受托人", "配偶", "监护人", "收件人", "被")


def value(line: PaperLine) -> str:
    """What the sample says in a line that is not ticked."""
    text = BY_KIND.get(line.kind) or next(
        (said for word, said in BY_WORD if word in line.label), "（示例）按实际情况填写"
    )
    if any(word in line.label for word in OF_OTHERS):
        text = {PERSON: OTHER, ID_NUMBER: OTHER_ID_NUMBER}.get(text, text)
    return f"{text} {line.unit}".strip() if line.kind in {"int", "number", "decimal", "money", "area"} else text
