"""A hearing (听证) as whoever keeps its record tells it. No ORM."""

from __future__ import annotations

from dataclasses import dataclass

PARTS = {
    "applicant": "申请人",
    "interested": "利害关系人",
    "examiner": "审查人员",
    "witness": "证人",
    "other": "其他参加人",
}
"""In which part somebody took part; 审查人员 gave the evidence and the reasons of the review (第四十八条第四项)."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who was there: name, part (`PARTS`), and whether he signed the record; who would not sign, said why (`note`)."""

    name: str
    part: str
    signed: bool = True
    note: str = ""
