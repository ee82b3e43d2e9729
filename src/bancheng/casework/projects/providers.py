"""What projects answer for lower rooms: whether the project code that an application states is true (PRJ-03)."""

from __future__ import annotations

from bancheng.casework.projects import finding
from bancheng.casework.projects.services.attaching import ELEMENT
from bancheng.ground.codes import CodeError, ProjectCode
from bancheng.registers.catalog.types.stating import Stated, provide_element_check


@provide_element_check(ELEMENT)
def project_code(stated: Stated) -> str:
    """ "" for the code of a registered project of the same applicant. One query, two where it is somebody else's."""
    try:
        ProjectCode.parse(stated.value)
    except CodeError as error:
        return error.sentence
    row = finding.find(stated.value)
    if row is None or row.code is None:
        return "没有查到这个项目代码。请先登记投资项目取得统一代码，再申请项目审批。"
    if stated.legal_person is None or row.legal_person_id != stated.legal_person:
        # Whose it is, is not told: a code may be read on any sign at a building site.
        return "这个项目代码不是申请单位的项目，请填写本单位项目的统一代码。"
    return "" if row.state == "registered" else "这个项目已经撤销，代码不能再用于审批。"
