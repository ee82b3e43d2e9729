"""What the standard for implementation lists asks of an element, in our words: shown beside each field of the editor.

Names and obligations follow GB/T 39046-2020 and the exchange columns of its implementation list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_MUST, _MAY = True, False
_ASKED: Mapping[str, tuple[Any, bool]] = MappingProxyType(
    {
        "basic.handling": (gettext_lazy("办件类型：即办件当场办结，承诺件在承诺时限内办结"), _MUST),
        "basic.audience": (gettext_lazy("服务对象：可以多选，自然人和各类法人分开"), _MUST),
        "basic.channels": (gettext_lazy("办理形式：窗口、网上、手机、邮寄，能办的都选"), _MAY),
        "basic.scope": (gettext_lazy("通办范围：在哪个范围内的窗口都能办"), _MAY),
        "basic.quantity_limit": (gettext_lazy("数量限制：有名额的写明数量和分配办法"), _MAY),
        "basic.themes": (gettext_lazy("主题分类：自然人、法人各按国家主题目录"), _MAY),
        "time.statutory_n": (gettext_lazy("法定办结时限：整数，与单位分开填"), _MUST),
        "time.statutory_unit": (gettext_lazy("法定办结时限单位"), _MUST),
        "time.statutory_note": (gettext_lazy("法定办结时限说明"), _MAY),
        "time.promised_n": (gettext_lazy("承诺办结时限：整数，与单位分开填"), _MUST),
        "time.promised_unit": (gettext_lazy("承诺办结时限单位"), _MUST),
        "time.promised_note": (gettext_lazy("承诺办结时限说明"), _MAY),
        "time.visits": (gettext_lazy("到办事现场次数：申请人最少要来几次，全程网办填 0"), _MUST),
        "time.visit_reason": (gettext_lazy("必须现场办理原因说明：次数大于 0 时填"), _MAY),
        "time.kind": (gettext_lazy("特别程序：没有的也要在清单中写“无”，这里不加行就是没有"), _MUST),
        "basis.law": (gettext_lazy("设定依据：法律、法规、规章或规范性文件的全称"), _MUST),
        "basis.article": (gettext_lazy("设定依据的条款，写到条、款、项"), _MUST),
        "requirements.text": (gettext_lazy("受理条件：申请人逐条能对照，不写“其他条件”"), _MUST),
        "materials.code": (gettext_lazy("材料名称与材料目录一致，同一种材料各地用同一个代码"), _MUST),
        "materials.name": (gettext_lazy("材料名称"), _MUST),
        "materials.basis": (gettext_lazy("要求提供材料的依据：没有依据的不得要求提供"), _MUST),
        "materials.form": (gettext_lazy("材料形式：纸质、电子，或者两种都收"), _MAY),
        "materials.originals": (gettext_lazy("纸质材料份数：原件"), _MUST),
        "materials.copies": (gettext_lazy("纸质材料份数：复印件"), _MUST),
        "materials.kind": (gettext_lazy("材料类型：证件证书证明、申请表格文书或其他"), _MAY),
        "materials.source": (gettext_lazy("来源渠道：申请人自备、政府部门核发或其他"), _MAY),
        "materials.source_note": (gettext_lazy("来源渠道说明：写明核发的部门"), _MAY),
        "materials.necessity": (gettext_lazy("材料必要性：必要、非必要、可容缺后补"), _MUST),
        "materials.criteria": (gettext_lazy("受理标准：窗口按它判断合不合格"), _MAY),
        "materials.specification": (gettext_lazy("纸质材料规格，例如 A4"), _MAY),
        "materials.notes": (gettext_lazy("填报须知：怎样填、常见的错"), _MAY),
        "stages.name": (gettext_lazy("办理流程：环节名称"), _MUST),
        "stages.days": (gettext_lazy("环节办理时限"), _MAY),
        "stages.criteria": (gettext_lazy("环节审查标准"), _MAY),
        "points.text": (gettext_lazy("环节审查标准：谁主管、谁实施、谁制定，具体、准确、能执行"), _MAY),
        "fees.charged": (gettext_lazy("是否收费：收或不收都要写明"), _MUST),
        "fees.name": (gettext_lazy("收费项目名称"), _MUST),
        "fees.standard": (gettext_lazy("收费标准：金额和计算办法"), _MUST),
        "fees.basis": (gettext_lazy("收费依据：没有依据的不得收费"), _MUST),
        "fees.relief": (gettext_lazy("是否允许减免及减免依据"), _MAY),
        "results.name": (gettext_lazy("审批结果名称，与证照、批文上的一致"), _MAY),
        "results.kind": (gettext_lazy("审批结果类型：证照、批文、记录等"), _MUST),
        "results.delivery": (gettext_lazy("是否支持物流快递、电子送达"), _MUST),
        "notes.intermediary": (gettext_lazy("中介服务：名称与公布的中介服务清单一致"), _MAY),
        "faq.q": (gettext_lazy("常见问题解答：至少一条，用群众的原话问"), _MAY),
        "cross.acceptance": (gettext_lazy("跨省通办的受理模式"), _MAY),
    }
)


def asked(section: str, field: str) -> str:
    """The sentence for a field of a section; "" where the standard asks nothing of its own."""
    found = _ASKED.get(f"{section}.{field}")
    if found is None:
        return ""
    sentence, must = found
    return f"{_('国标必填')}：{sentence}" if must else f"{_('国标')}：{sentence}"
