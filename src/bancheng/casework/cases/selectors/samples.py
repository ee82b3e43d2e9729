"""样张 of the promises of an item or of one's own case, to be read before signing. Rendered on asking; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from bancheng.casework.cases import commitments, finding, paperwork, reading, standing
from bancheng.casework.cases.keys import TOLERANCE_CONSEQUENCE
from bancheng.casework.cases.papers import Line, OfCase
from bancheng.casework.cases.papers.samples import CommitmentSample, ToleranceSample
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.selectors.commitments import draft_commitment
from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, GuideDocument, GuidePage
from bancheng.registers.documents import services as documents
from bancheng.registers.organisations import selectors as organisations

COMMITMENT, TOLERANCE = "commitment", "tolerance"
KEPT = 128
NOTHING = "现在没有需要您签署的承诺书。"


@dataclass(frozen=True, slots=True)
class _Order:
    """One sample of a guide; equal orders give the same file."""

    digest: str
    kind: str
    consequence: str
    document: GuideDocument = field(compare=False, repr=False)


def promises_of(document: GuideDocument) -> tuple[str, ...]:
    """Which promises a guide knows: `commitment` (告知承诺), `tolerance` (容缺受理)."""
    tolerable = any(one.necessity == "tolerable" for one in document.materials)
    offered = commitments.template_of(document) is not None
    return (*((COMMITMENT,) if offered else ()), *((TOLERANCE,) if tolerable else ()))


def promise_of_guide(page: GuidePage, kind: str) -> bytes:
    """The 样张 of a guide as PDF. Raises LookupError where it knows no such promise; NotRendered."""
    document = page.document
    if kind not in promises_of(document):
        raise LookupError(f"no promise {kind}")
    consequence = ""
    if kind == TOLERANCE:
        consequence = str(organisations.rule(TOLERANCE_CONSEQUENCE.key, document.identity.region_code))
    return _made(_Order(page.digest, kind, consequence, document))


def commitment_of_draft(actor: Actor, case: str) -> bytes:
    """The 样张 of what a draft may be committed to, with the applicant's own lines. Raises AccessDenied, invisible."""
    view = draft_commitment(actor, case)
    if view is None or not view.lines:
        raise AccessDenied(NOTHING, visible=False, action=standing.VIEW)
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    return _rendered(
        CommitmentSample(
            replaced=tuple(Line(name) for name in view.lines),
            contents=tuple(Line(label, text) for label, text in view.contents),
            **paperwork.head(row),
        ),
        row.region_id,
    )


def tolerance_of_case(actor: Actor, case: str) -> bytes:
    """The 样张 of the 容缺受理承诺书 that a window has offered him, until he signs. Raises AccessDenied, invisible."""
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    promise = reading.tolerance_view(row)
    if promise is None or promise.signed_at is not None or standing.roles(actor, row).isdisjoint({"applicant"}):
        raise AccessDenied(NOTHING, visible=False, action=standing.VIEW)
    return _rendered(
        ToleranceSample(
            to_come=tuple(Line(one.name, one.gap) for one in promise.items),
            come_by=promise.due_on,
            consequence=promise.consequence,
            **paperwork.head(row),
        ),
        row.region_id,
    )


@lru_cache(maxsize=KEPT)
def _made(order: _Order) -> bytes:
    document = order.document
    nobody = {"case": "", "applicant": "", "applicant_masked": "", "phone": document.identity.consult}
    about = {"item": document.identity.name, "organ": document.identity.organ, **nobody}
    if order.kind == TOLERANCE:
        later = tuple(Line(one.name) for one in document.materials if one.necessity == "tolerable")
        sample: OfCase = ToleranceSample(to_come=later, come_by=None, consequence=order.consequence, **about)
        return _rendered(sample, document.identity.region_code)
    template = commitments.template_of(document)
    assert template is not None, "promises_of has said so"
    told = rules.contents_of(template)
    sample = CommitmentSample(
        replaced=tuple(Line(one.name) for one in document.materials if one.exempt == "commitment"),
        contents=tuple(Line(label, told[name]) for name, label in COMMITMENT_CONTENTS.items()),
        **about,
    )
    return _rendered(sample, document.identity.region_code)


def _rendered(sample: OfCase, region: str) -> bytes:
    return documents.specimen(sample, organ=sample.organ, region=region)
