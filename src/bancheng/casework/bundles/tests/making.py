"""Members made of nothing but what a merge looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bancheng.casework.bundles.merging import MemberGuide
from bancheng.casework.bundles.schema import BundleBody, Feed, Member
from bancheng.registers.catalog.types import (
    Basis,
    ElementView,
    FormField,
    GuideDocument,
    Limit,
    Material,
    Question,
    Result,
)

BASIS = Basis(law="《中华人民共和国行政许可法》", article="第二十九条")
ELEMENTS: Mapping[str, ElementView] = {
    one.code: one
    for one in (
        ElementView("org_name", "名称", "text"),
        ElementView("org_uscc", "统一社会信用代码", "uscc"),
        ElementView("business_area", "经营场所面积", "area", "平方米"),
        ElementView("shop_kind", "业态", "choice", options=(("shop", "商店"), ("meals", "餐饮"))),
        ElementView("hangs_sign", "是否悬挂店招", "bool"),
        ElementView("handled_by_agent", "是否委托他人办理", "bool"),
    )
}


def asked(element: str, label: str = "", **more: Any) -> Question:
    """A question of yes or no, unless `more` says otherwise."""
    return Question(element=element, label=label or ELEMENTS[element].label, **({"kind": "bool"} | more))


def paper(code: str, name: str, **more: Any) -> Material:
    """A paper that is uploaded."""
    return Material(
        **{
            "code": code,
            "name": name,
            "basis": (BASIS,),
            "form": "either",
            "originals": 1,
            "copies": 0,
            "signature": "signature",
        }
        | more
    )


def guide(
    *fields: str,
    days: int = 5,
    visits: int = 0,
    materials: tuple[Material, ...] = (),
    questions: tuple[Question, ...] = (),
    licence: str = "",
    **more: Any,
) -> GuideDocument:
    """A guide with these fields, papers and questions; `days` of promise in working days, 0 for an instant."""
    promised = Limit(unit="workday", n=days) if days else Limit(unit="instant")
    given: dict[str, Any] = {
        "promised": promised,
        "visits": visits,
        "questions": questions,
        "fields": tuple(FormField(element=code) for code in fields),
        "materials": materials,
        "stages": (),
        "points": (),
        "results": (Result(name="证", kind="licence", licence=licence),) if licence else (),
    }
    return GuideDocument.model_construct(**given | more)


def bundle(members: Mapping[str, GuideDocument], *feeds: Feed, **more: Any) -> tuple[BundleBody, list[MemberGuide]]:
    """A bundle of these members in this order. `more`: of the body; `when` maps a member to its condition."""
    when: Mapping[str, str] = more.pop("when", {})
    named = tuple(
        Member(key=key, item=place, label=key, when=when.get(key, ""), why="需要时" if when.get(key) else "")
        for place, key in enumerate(members, 1)
    )
    body = BundleBody(**{"summary": "一次办好", "audience": ("2",), "members": named, "feeds": feeds} | more)
    return body, [MemberGuide(one, members[one.key]) for one in named]
