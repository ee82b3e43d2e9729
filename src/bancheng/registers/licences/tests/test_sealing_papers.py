"""Papers of other rooms get the organ's seal in their picture and its signature beneath."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.documents import types as documents
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import composing, services
from bancheng.registers.licences.models import Seal
from bancheng.registers.licences.reading import seal_subject
from bancheng.registers.licences.services.seals import seal_drawing, seal_of, seal_paper
from bancheng.registers.licences.tests.test_signing import judged

pytestmark = pytest.mark.django_db


def test_this_room_seals_for_documents():
    assert documents.sealer() is seal_paper


def test_a_paper_is_signed_by_its_organ_and_the_use_of_the_seal_is_written_down(desk):
    plain = _page()
    sealed = seal_paper(plain, desk.county.bureau.pk, "西市监许〔2026〕第1号")
    assert sealed.startswith(plain) and judged(sealed).bottom_line
    (seal,) = Seal.objects.filter(organisation=desk.county.bureau)
    assert cast.verbs(seal_subject(seal))[-1] == "use"


def test_the_picture_says_that_it_is_a_demonstration_and_is_drawn_alike(desk):
    drawing = seal_drawing(desk.county.bureau.pk)
    assert drawing.alt == "西峡县市场监督管理局电子印章" and drawing.svg.startswith("<svg")
    assert composing.seal_picture("西峡县市场监督管理局", demo=True) == drawing.svg
    assert composing.seal_picture("西峡县市场监督管理局", demo=False) != drawing.svg


@pytest.mark.parametrize("name", ["局", "某某", "西峡县" + "长" * 60, '#panic() "局"', "\\u{41}"])
def test_whatever_an_organ_is_called_its_seal_can_be_drawn(name):
    assert composing.seal_picture(name, demo=True).startswith("<svg")


def test_one_seal_is_in_use_and_a_retired_one_stays_on_record(desk):
    first = seal_of(desk.county.bureau.pk)
    assert seal_of(desk.county.bureau.pk).pk == first.pk
    with pytest.raises(AccessDenied):
        services.retire_seal(seal=first.pk, reason="换章", by=cast.actor(desk.desk))
    with pytest.raises(Refused, match="请写明原因"):
        services.retire_seal(seal=first.pk, reason=" ", by=cast.PLATFORM)
    services.retire_seal(seal=first.pk, reason="换章", by=cast.PLATFORM)
    with pytest.raises(Refused, match="已经停用"):
        services.retire_seal(seal=first.pk, reason="换章", by=cast.PLATFORM)
    assert seal_of(desk.county.bureau.pk).pk != first.pk
    assert cast.verbs(seal_subject(first)) == ["make", "retire"]


def _page() -> bytes:
    import typst

    return typst.compile({"main.typ": b'#set document(title: "t")\n= t'}, pdf_standards=["a-2a"])
