"""告知承诺: five contents, three signs, somebody who checks afterwards, something that is replaced (APP-19, APP-20, APP-21)."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import COMMITMENT
from bancheng.registers.catalog.schema import CommitmentTemplate, GuideBody
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, COMMITMENT_SIGNS, Fault, LintSubject


def commitment(subject: LintSubject) -> Iterator[Fault]:
    """Each content, sign or organ that lacks by its name. A guide that only names such a material is warned."""
    body, template = subject.body, subject.body.commitment
    replaced = any(material.exempt == "commitment" for material in body.materials)
    if template is None:
        if replaced and not body.no_commitment:
            sentence = "材料写明可以用告知承诺代替，但没有告知承诺书，申请人选不了，请补写告知承诺书"
            yield COMMITMENT.at("commitment", sentence, severity="warn")
        return
    yield from _whole(template)
    yield from _fit(body, template)
    if not replaced:
        sentence = "没有一份材料可以用告知承诺代替，请把至少一份材料的免交方式选为“告知承诺”"
        yield COMMITMENT.at("commitment", sentence)


def _whole(template: CommitmentTemplate) -> Iterator[Fault]:
    for name, label in COMMITMENT_CONTENTS.items():
        if not getattr(template, name):
            yield COMMITMENT.at(f"commitment.{name}", f"告知承诺书缺少“{label}”，请补写", phrase=label)
    for name, label in (("supervising", "监管部门"), ("enforcing", "执法部门")):
        if not getattr(template, name):
            yield COMMITMENT.at(f"commitment.{name}", f"请选择事后核查的{label}", phrase=label)


def _fit(body: GuideBody, template: CommitmentTemplate) -> Iterator[Fault]:
    if body.no_commitment:
        sentence = f"写明了不适用告知承诺（{body.no_commitment}），请删去告知承诺书"
        yield COMMITMENT.at("no_commitment", sentence)
    for name, label in COMMITMENT_SIGNS.items():
        if not getattr(template, name):
            sentence = f"没有确认“{label}”的事项不适用告知承诺，请核对后勾选，或者删去告知承诺书"
            yield COMMITMENT.at(f"commitment.{name}", sentence, phrase=label)
