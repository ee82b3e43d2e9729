"""What a window does with what others began or bring: helps from afar, goes on with a draft, counts paper, refuses viruses."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.window import Window
from bancheng.ground.access import Actor
from bancheng.ground.files import rescan
from bancheng.ground.files.scanning.demo import SIGNATURE
from bancheng.ground.files.services import installation_store
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def citizen(window: Window) -> Actor:
    return citizens.actor(citizens.person("王小满", stem="41132319900307001", phone="13800000009"))


@pytest.fixture
def draft(window: Window, citizen: Actor) -> str:
    key = services.start(item_id=window.item, by=citizen, answers={"shop_kind": "shop"})
    services.save_fields(key, by=citizen, values={"person_name": "王小满"})
    return key


def joined(helper: Client, draft: str, citizen: Actor) -> str:
    """The address of the helper's page."""
    code = services.invite_helper(draft, by=citizen)
    answer = helper.post("/work/assist/", {"code": f"{code[:4]}-{code[4:]}".replace("-", " ")})
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


@pytest.mark.demand("APP-24")
def test_a_helper_marks_a_field_and_a_material(window: Window, draft: str, citizen: Actor) -> None:
    at = joined(window.clerk, draft, citizen)
    page = text(window.clerk.get(at))
    assert "王**" in page and "营业执照" in page and "不能替他填写、上传或者提交" in page
    assert 'name="f.person_name"' not in page and "intake" not in page.split('id="draft"')[1]
    picked = text(window.clerk.get(f"{at}?at=material:2"))
    assert '<option value="material:2" selected' in picked
    for place, sentence in (("material:2", "执照要拍全"), ("field:has_staff", "没有雇人的选“否”")):
        assert window.clerk.post(at, {"act": "hint", "at": place, "sentence": sentence}).status_code == 302
    found = selectors.assistance(citizen, draft)
    assert found is not None and [one.sentence for one in found.hints] == ["执照要拍全", "没有雇人的选“否”"]
    part = text(window.clerk.get(at, headers={"HX-Request": "true", "HX-Target": "draft"}))
    assert "执照要拍全" in part and "<html" not in part
    window.clerk.post(at, {"act": "drop", "hint": found.hints[0].id})
    assert "执照要拍全" not in text(window.clerk.get(at))
    refused = window.clerk.post(f"/work/intake/{draft}/submit/", window.typed(declared="yes"))
    assert refused.status_code in {409, 422} and "您正在远程协助这份申请" in text(refused)
    assert window.clerk.post(at, {"act": "end"}).status_code == 302
    assert "这次协助已经结束" in text(window.clerk.get(at))


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "hint"},
        {"act": "hint", "at": "material:99", "sentence": "看看"},
        {"act": "hint", "at": "material:1", "sentence": "长" * 300},
    ],
)
def test_a_mark_that_cannot_be_given_is_told(window: Window, draft: str, citizen: Actor, sent: dict[str, Any]) -> None:
    assert window.clerk.post(joined(window.clerk, draft, citizen), sent).status_code == 422


def test_wrong_codes_wrong_acts_and_other_people(window: Window, draft: str, citizen: Actor) -> None:
    assert "还没有协助过" in text(window.clerk.get("/work/assist/"))
    for code in ("", "12345678", "x" * 100):
        assert window.clerk.post("/work/assist/", {"code": code}).status_code == 422
    at = joined(window.clerk, draft, citizen)
    assert window.clerk.post(at, {"act": "burn"}).status_code == 404
    assert window.clerk.post(at, {"act": "drop", "hint": "x"}).status_code == 302
    other = window.desk.browser("clerk", number="Other")
    assert other.get(at).status_code == 404 and other.post(at, {"act": "end"}).status_code == 404
    reviewer = window.desk.browser("reviewer", organisation_id=window.desk.world.market.pk)
    assert reviewer.get("/work/assist/").status_code == 403


def test_a_file_found_infected_later_is_shown_as_such_and_given_to_nobody(window: Window, settings: Any) -> None:
    key = window.begun()
    sent = {"act": "upload", "files": SimpleUploadedFile("申请书.pdf", PDF + SIGNATURE)}
    refused = window.clerk.post(f"/work/intake/{key}/materials/1/", sent, follow=True)
    assert "查出病毒" in text(refused) and "申请书.pdf" not in text(refused)
    settings.BANCHENG_VIRUS_SCAN, settings.BANCHENG_VIRUS_SCAN_DOWN = "nothing.there:AtAll", "keep"
    sent = {"act": "upload", "files": SimpleUploadedFile("申请书.pdf", PDF + SIGNATURE)}
    window.clerk.post(f"/work/intake/{key}/materials/1/", sent)
    assert "还没有查毒" in text(window.clerk.get(f"/work/intake/{key}/"))
    file = Case.objects.get(key=key).materials.get(line=1).files.get()
    at = f"/work/cases/{key}/files/{file.key}/"
    assert window.clerk.get(at).status_code == 200
    settings.BANCHENG_VIRUS_SCAN = "demo"
    assert rescan().infected == 1
    assert "查出病毒，已隔离" in text(window.clerk.get(f"/work/intake/{key}/"))
    answer = window.clerk.get(at)
    assert answer.status_code == 422 and "已经隔离" in text(answer)
    installation_store().marks.clear(file.digest)


def test_a_window_counts_what_it_takes_and_a_wrong_count_is_told(window: Window) -> None:
    key = window.begun()
    page = text(window.clerk.get(f"/work/intake/{key}/"))
    assert 'name="originals" min="0" max="99" value="1"' in page
    at = f"/work/intake/{key}/materials/1/"
    for originals, copies in (("0", "0"), ("x", "1"), ("-1", "1"), ("1", "100")):
        sent = {"act": "paper", "originals": originals, "copies": copies}
        assert "notice--bad" in text(window.clerk.post(at, sent, follow=True))
    shown = text(window.clerk.post(at, {"act": "paper", "originals": "0", "copies": "2"}, follow=True))
    assert "收到原件 0 份、复印件 2 份" in shown and "少于应交的原件 1 份" in shown


@pytest.mark.demand("APP-02")
def test_a_draft_begun_at_home_is_found_and_handed_in_at_the_window(window: Window) -> None:
    by = citizens.actor(citizens.person("王小满"))
    key = services.start(item_id=window.item, by=by, answers={"shop_kind": "shop"})
    services.save_fields(key, by=by, values={"person_name": "王小满"})
    handle = window.comes()
    assert f"/work/intake/{key}/" in text(window.clerk.get(f"/work/intake/at/{handle}/"))
    assert 'value="王小满"' in text(window.clerk.get(f"/work/intake/{key}/"))
    window.hand_in(key)
    answer = window.clerk.post(f"/work/intake/{key}/submit/", window.typed(declared="yes"))
    case = Case.objects.get(key=key)
    assert answer.status_code == 302 and (case.state, case.channel) == ("submitted", "portal")
    assert case.number in {line.number for line in selectors.own_cases(by).rows}
