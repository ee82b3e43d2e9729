from __future__ import annotations

import io

import pytest

from bancheng.ground import jobs
from bancheng.ground.access import ANONYMOUS, AccessDenied, Actor
from bancheng.ground.law import Refused
from bancheng.registers.documents import selectors
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.tests import samples
from bancheng.registers.documents.types import DocumentView
from bancheng.registers.identity.tests import cast


@pytest.fixture
def owner(county: cast.County) -> Actor:
    return cast.actor(cast.person("陈大勇"))


@pytest.fixture
def paper(county: cast.County, owner: Actor) -> DocumentView:
    made = samples.issue(county, owner=owner.key)
    jobs.drain()
    return made


def denied(paper: DocumentView, actor: Actor) -> bool:
    try:
        selectors.document_file(paper.number, actor=actor)
    except AccessDenied as refused:
        assert not refused.visible
        return True
    return False


def test_the_owner_and_staff_of_the_place_may_and_no_others(
    county: cast.County, owner: Actor, paper: DocumentView
) -> None:
    clerk, far = county.staff("C1", "clerk"), county.staff("C2", "clerk", organ=county.elsewhere)
    auditor = county.staff("S1", "security_officer")
    stranger = cast.person("李四", stem="41132319850505003", phone="13800000002")
    assert not denied(paper, owner)
    assert not denied(paper, cast.actor(clerk))
    for other in (cast.actor(far), cast.actor(auditor), cast.actor(stranger), ANONYMOUS):
        assert denied(paper, other), other.name


def test_a_paper_without_an_owner_is_nobodys_own(county: cast.County, owner: Actor) -> None:
    paper = samples.issue(county)
    assert denied(paper, owner) and denied(paper, ANONYMOUS)


def test_a_room_above_may_open_a_paper_to_further_readers(county: cast.County, paper: DocumentView) -> None:
    agent = cast.actor(cast.person("李四", stem="41132319850505003", phone="13800000002"))
    found = selectors.document_file(paper.number, actor=agent, open_to=lambda one: one.subject == samples.CASE)
    with found.open() as file:
        assert file.read(5) == b"%PDF-"
    assert found.name == f"受理通知书 {paper.number}.pdf"


def test_a_number_that_is_none_reads_like_one_of_another(owner: Actor) -> None:
    for number in ("", "没有", "\x00", "x" * 5000, "西市监受理〔2026〕第999号"):
        with pytest.raises(AccessDenied) as refused:
            selectors.document_file(number, actor=owner)
        assert (refused.value.visible, refused.value.sentence) == (False, "没有找到这份文书。")


def test_a_paper_in_the_making_asks_for_patience(county: cast.County, owner: Actor) -> None:
    paper = samples.issue(county, owner=owner.key)
    with pytest.raises(Refused) as refused:
        selectors.document_file(paper.number, actor=owner)
    assert refused.value.code == "documents.waiting"
    Document.objects.filter(pk=paper.id).update(state="failed")
    with pytest.raises(Refused) as refused:
        selectors.document_file(paper.number, actor=owner)
    assert refused.value.code == "documents.failed"


def test_own_papers_are_listed_for_their_owner_only(county: cast.County, owner: Actor, paper: DocumentView) -> None:
    samples.issue(county)
    assert [one.number for one in selectors.documents_owned(owner)] == [paper.number]
    assert selectors.documents_owned(ANONYMOUS) == ()


def test_a_stranger_with_the_qr_learns_the_paper_and_a_masked_name(paper: DocumentView) -> None:
    told = selectors.verify(paper.token)
    assert told is not None
    assert (told.title, told.number, told.organisation) == ("受理通知书", paper.number, "西峡县市场监督管理局")
    assert told.state == "ready" and told.issued_on == paper.issued_on
    assert told.facts == (("申请人", "陈**"),)
    assert "陈大勇" not in repr(told)


def test_a_guessed_token_finds_nothing(paper: DocumentView) -> None:
    guesses = (
        "",
        "\x00",
        paper.token[:-1],
        paper.token + "A",
        paper.token.swapcase(),
        "核验",
        "%",
        "A" * 32,
        "A" * 10**6,
    )
    assert [selectors.verify(guess) for guess in guesses] == [None] * len(guesses)
    assert len(paper.token) == 32


def test_exactly_our_bytes_verify_and_one_changed_byte_does_not(owner: Actor, paper: DocumentView) -> None:
    with selectors.document_file(paper.number, actor=owner).open() as file:
        ours = file.read()
    assert selectors.verify_file(io.BytesIO(ours)) == selectors.verify(paper.token)
    middle = len(ours) // 2
    changed = ours[:middle] + bytes([ours[middle] ^ 1]) + ours[middle + 1 :]
    for other in (changed, ours + b"\n", b"", b"not a paper"):
        assert selectors.verify_file(io.BytesIO(other)) is None
