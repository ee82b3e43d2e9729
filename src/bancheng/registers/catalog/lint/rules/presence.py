"""Nobody is made to come where the law does not say so (CAT-40), and nothing stays off the platform without a reason (CAT-41)."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import OFF_PLATFORM, PRESENCE
from bancheng.registers.catalog.lint.rules.bases import founded
from bancheng.registers.catalog.types import Fault, LintSubject

ONLINE = frozenset({"pc", "mobile"})


def presence(subject: LintSubject) -> Iterator[Fault]:
    """凡是能实现网上办理的事项，不得要求申请人必须到现场; the exception is a law, and it is named."""
    body = subject.body
    if body.visits and not founded(body.visit_basis):
        sentence = f"要求到现场 {body.visits} 次，没有写明必须到现场的法定依据，请写明法律、法规和条款，或者改为 0 次"
        yield PRESENCE.at("visit_basis", sentence, phrase=f"到现场 {body.visits} 次")


def off_platform(subject: LintSubject) -> Iterator[Fault]:
    """Neither online nor by phone, with no exception recorded and no law that makes people come."""
    body = subject.body
    if subject.off_platform or ONLINE & set(body.channels) or body.visits:
        return
    sentence = "没有网上和手机办理，也没有登记不上平台的例外，请开通网上办理，或者在事项信息中登记例外和理由"
    yield OFF_PLATFORM.at("item.off_platform", sentence)
