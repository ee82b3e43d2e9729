"""One application from the first click to the closed case, over the services alone."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.registers.documents import selectors as documents
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages.models import Message


@pytest.mark.demand("FLW-02")
def test_a_case_is_filed_handled_and_answered_without_paper(stage: Stage) -> None:
    item, citizen = stage.licensed(), stage.citizen()
    number = stage.decided(item)
    drain()
    own = selectors.own_case(citizen, number)
    assert own.line.state == "closed" and own.line.outcome == "granted"
    assert [step.verb for step in own.steps] == [
        "submit", "accept", "review", "review", "review", "decide", "deliver", "close",
    ]  # fmt: skip
    assert {paper.title for paper in own.papers} == {"收件凭证", "受理通知书", "决定书"}
    assert all(paper.ready for paper in own.papers)
    held = licences.wallet(citizen)
    assert [card.type_name for card in held] == ["食品经营许可证"] and held[0].usable


def test_everybody_who_must_know_is_told_at_each_step(stage: Stage) -> None:
    number = stage.closed(stage.licensed())
    told = Message.objects.filter(account=stage.citizen().account, template__key__startswith="cases.").order_by("pk")
    assert [message.title.split("：")[0] for message in told] == [
        "已收到申请", "已受理", "已作出决定", "结果已送达",
    ]  # fmt: skip
    assert number in told[0].body


def test_the_papers_of_a_case_are_for_its_own_people_only(stage: Stage) -> None:
    number = stage.closed()
    paper = selectors.own_case(stage.citizen(), number).papers[0]
    assert selectors.paper_file(stage.citizen(), paper.number).document.ready
    with pytest.raises(AccessDenied) as refused:
        selectors.paper_file(stage.citizen("李秀英", 2), paper.number)
    assert not refused.value.visible
    assert documents.verify(selectors.paper_file(stage.citizen(), paper.number).document.token) is not None
    assert services.track(number, "000000", who="somebody") is None
