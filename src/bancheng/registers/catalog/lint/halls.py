"""No item of an organ that has a window in a hall refuses who comes there (APP-02): 申请人自主选择办理渠道."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bancheng.registers.catalog.lint.findings import WINDOW
from bancheng.registers.catalog.types import Fault, LintSubject
from bancheng.registers.organisations import selectors as organisations


def open_to_visitors(regions: Sequence[str]) -> Callable[[LintSubject], Iterator[Fault]]:
    """The check for the items of these regions (12-digit codes). One statement: the organs whose guides print a window."""
    halls = frozenset(
        organisations.organisations()
        .filter(region__in=regions)
        .exclude(address="")
        .exclude(hours="")
        .values_list("pk", flat=True)
    )

    def check(subject: LintSubject) -> Iterator[Fault]:
        if subject.organisation in halls and "window" not in subject.body.channels:
            sentence = "本单位有服务窗口，这个事项却没有窗口办理，请加上“窗口”，不得限定申请人只能网上办理"
            yield WINDOW.at("channels", sentence)

    return check
