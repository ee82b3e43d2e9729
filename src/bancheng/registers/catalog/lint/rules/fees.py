"""收费: said outright, with an amount or with the document that sets it (CAT-18)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import FEES
from bancheng.registers.catalog.lint.rules.bases import founded
from bancheng.registers.catalog.types import Fault, LintSubject

_FREE = re.compile("不收|不另收|免收|免费|无需缴费|不用交费|零收费")
_SAYS_NOTHING = re.compile(
    r"^(?:无|暂无|待定|/|-|—+|详见文件|见文件|面议|另行通知|按?(?:照)?(?:国家)?(?:有关|相关)?(?:规定|标准|文件)(?:收取|执行|收费|办理)?)[。.]?$"
)


def fees(subject: LintSubject) -> Iterator[Fault]:
    """An empty word is no fee section."""
    section = subject.body.fees
    if not section.charged and not _FREE.search(section.statement):
        sentence = f"收费说明“{section.statement}”看不出收不收费，请明确写“不收费”，或者逐项写明标准和依据"
        yield FEES.at("fees.statement", sentence, phrase=section.statement)
    for index, item in enumerate(section.items):
        if _SAYS_NOTHING.match(item.standard):
            sentence = f"收费项目“{item.name}”的标准“{item.standard}”没有写明金额或者公布标准的文件，请补写"
            yield FEES.at(f"fees.items.{index}.standard", sentence, phrase=item.standard)
        if not founded(item.basis):
            words = "、".join(basis.law for basis in item.basis)
            sentence = f"收费项目“{item.name}”的依据“{words}”不是法律、法规或者文件，没有依据的不得收费"
            yield FEES.at(f"fees.items.{index}.basis", sentence, phrase=words)
