"""The check `lists.intermediaries`: a guide may only use services that are on the region's list (CAT-34)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bancheng.ground.codes import ancestor_codes
from bancheng.registers.catalog.selectors import provide_lint
from bancheng.registers.catalog.types import Fault, LintCheck, LintSubject
from bancheng.registers.lists.models import IntermediaryService

ARTICLE = (
    "《优化营商环境条例》第四十三条：没有依据的中介服务，不得作为办理行政审批的条件；"
    "《新密市政务服务管理办法（试行）》第三十九条：清单之外的中介服务事项不得作为办理审批服务的条件"
)


@provide_lint(
    "lists.intermediaries",
    rules={"lists.intermediary_unlisted": "清单外的中介服务", "lists.intermediary_stage": "中介服务的环节不存在"},
)
def unlisted_intermediaries(regions: Sequence[str]) -> LintCheck:
    """One query for all regions."""
    places = {region: (region, *ancestor_codes(region)) for region in set(regions)}
    rows = IntermediaryService.objects.filter(
        state=IntermediaryService.State.LISTED, region__in={place for above in places.values() for place in above}
    )
    known: dict[str, set[str]] = {}
    for region, code in rows.values_list("region_id", "code"):
        known.setdefault(region, set()).add(code)
    listed = {region: set().union(*(known.get(place, set()) for place in above)) for region, above in places.items()}

    def check(subject: LintSubject) -> Iterator[Fault]:
        stages = {stage.key for stage in subject.body.stages}
        for place, use in enumerate(subject.body.intermediaries):
            if use.service not in listed.get(subject.region, set()):
                yield Fault(
                    f"intermediaries.{place}.service",
                    "lists.intermediary_unlisted",
                    f"中介服务 {use.service} 不在本地区行政审批中介服务事项清单中，不能作为办理条件",
                    article=ARTICLE,
                    mend="删去这项中介服务，或者先把它列入清单",
                    phrase=use.service,
                )
            if use.stage and use.stage not in stages:
                yield Fault(
                    f"intermediaries.{place}.stage",
                    "lists.intermediary_stage",
                    f"办理环节中没有 {use.stage}，请改为指南中的环节",
                    mend="从办理环节中选择",
                )

    return check
