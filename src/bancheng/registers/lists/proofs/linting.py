"""The check `lists.proofs`: a proof that is not on the region's list keeps a guide from being published (CAT-32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bancheng.ground.codes import ancestor_codes
from bancheng.registers.catalog.selectors import provide_lint
from bancheng.registers.catalog.types import Fault, LintCheck, LintSubject, Material
from bancheng.registers.lists.models import ProofItem
from bancheng.registers.lists.proofs import rules

ARTICLE = "《优化营商环境条例》第四十四条：清单之外，政府部门、公用企事业单位和服务机构不得索要证明"
MEND = "删去这份材料，改为部门间核查；确有法定依据的，请司法行政部门先把它列入证明事项清单"
OF_OTHERS = "删去这份材料，改为部门间核查；确有法定依据的，请司法行政部门在证明事项清单中把办理单位也列为索要单位"


@provide_lint("lists.proofs", rules={"lists.proof_unlisted": "清单外的证明"})
def unlisted_proofs(regions: Sequence[str]) -> LintCheck:
    """One query for all regions. A region without any list yet is warned, unless the guide itself calls the material a proof."""
    lists = {region: (region, *ancestor_codes(region)) for region in set(regions)}
    rows = ProofItem.objects.filter(
        state=ProofItem.State.LISTED, region__in={place for places in lists.values() for place in places}
    )
    known: dict[str, list[rules.Listed]] = {}
    for region, material, name, organisation in rows.values_list("region_id", "material_id", "name", "organisation_id"):
        known.setdefault(region, []).append(rules.Listed(material or "", name, organisation))
    of_region = {
        region: [entry for place in places for entry in known.get(place, ())] for region, places in lists.items()
    }

    def check(subject: LintSubject) -> Iterator[Fault]:
        entries = of_region.get(subject.region, [])
        for place, material in enumerate(subject.body.materials):
            if not rules.is_proof(material) or not rules.is_asked_for(material):
                continue
            if not rules.holds(entries, material, subject.organisation):
                yield _unlisted(place, material, entries)

    return check


def _unlisted(place: int, material: Material, entries: Sequence[rules.Listed]) -> Fault:
    """The finding for a proof that this unit may not ask for, be it that nobody may or only others."""
    others = any(rules.holds([entry], material, entry.organisation) for entry in entries if entry.organisation)
    where = "证明事项清单只许本地区其他单位索要，办理单位不能" if others else "不在本地区证明事项清单中，不能"
    return Fault(
        f"materials.{place}.name",
        "lists.proof_unlisted",
        f"材料“{material.name}”是证明，{where}向申请人索要",
        severity="block" if entries or material.kind == "proof" else "warn",
        article=ARTICLE,
        mend=OF_OTHERS if others else MEND,
        phrase=material.name,
    )
