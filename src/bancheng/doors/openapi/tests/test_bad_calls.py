"""Whatever is sent, the answer is a sentence and no 500."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases.models import Case, MaterialFile
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.doors.openapi.tests.calling import API, Caller, caller

FILING = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": "no"}, "declared": True}
DEEP = b'{"item": 1, "values": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}"


@pytest.fixture
def mine(stage: Stage) -> Caller:
    return caller(stage, stage.citizen())


def sentence(answer: Any) -> str:
    told = answer.json()
    assert set(told) == {"detail", "code", "errors"} and told["detail"]
    return str(told["detail"])


@pytest.mark.parametrize(
    "change",
    [{"item": "5"}, {"item": 0}, {"item": 2**63}, {"item": 1.5}, {"item": None}, {"item": True}, {"declared": "yes"},
     {"declared": 1}, {"values": []}, {"values": {"person_name": {"first": "王"}}}, {"values": {"person_name": ["王"]}},
     {"values": {"person_name": 10**400}}, {"values": {"person_name": "x" * 6000}}, {"values": {"person_name": "a\x00b"}},
     {"values": {"person_name": 7}}, {"values": {"has_staff": "perhaps"}}, {"values": {"unheard": "x"}},
     {"answers": {"shop_kind": "palace"}}, {"answers": {"shop_kind": 1e300}}, {"answers": {"unheard": "x"}},
     {"answers": {"shop_kind": None}}, {"capacity": "king"}, {"capacity": "operator"}, {"capacity": "agent"},
     {"capacity": "operator", "uscc": "x"}, {"capacity": "operator", "uscc": "91110000600037341L"},
     {"extra": 1}, {"values": {str(n): "x" for n in range(301)}}],
)  # fmt: skip
def test_a_filing_of_the_wrong_kind_is_refused_with_a_sentence(stage: Stage, mine: Caller, change: Any) -> None:
    answer = mine.post("cases/filings", {"item": stage.instant(), **FILING, **change})
    assert answer.status_code == 422, answer.content
    assert sentence(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"\\ud800"', b'{"item": NaN}', b'{"item": 1e999}', b"\xff", DEEP,
             b'{"item": 1, "values": {"person_name": "\\udc00"}}', b"[" * 50_000]
)  # fmt: skip
def test_a_body_that_is_none_is_refused(mine: Caller, body: bytes) -> None:
    answer = mine.post("cases/filings", body)
    assert answer.status_code in {400, 415, 422} and sentence(answer)


@pytest.mark.parametrize(
    "case", ["x", "0" * 31, "A" * 32, "411323202611200000019", "0" * 33, "%00", "4113-2026", "é" * 32]
)
def test_a_key_that_is_none_or_nobodys_is_refused(mine: Caller, case: str) -> None:
    for answer in (mine.get(f"cases/{case}"), mine.post(f"cases/{case}/submission", {"declared": True})):
        assert answer.status_code in {404, 422} and sentence(answer)


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.pdf", b"", 422), ("a.exe", b"MZ\x90\x00", 422), ("a.pdf", b"not a pdf", 422), ("a.png", PDF, 422),
     ("x" * 300 + ".pdf", PDF, 201), ("..\\..\\etc\\passwd.pdf", PDF, 201), ("\x00.pdf", PDF, 201)],
)  # fmt: skip
def test_odd_files_are_refused_or_tamed(stage: Stage, mine: Caller, name: str, content: bytes, status: int) -> None:
    key = mine.post("cases", {"item": stage.item()}).json()["key"]
    answer = mine.upload(f"cases/{key}/materials/1/files", content, name=name)
    assert answer.status_code == status, answer.content
    assert MaterialFile.objects.exists() == (status == 201)


def test_a_pdf_of_300_pages_is_refused(stage: Stage, mine: Caller) -> None:
    key = mine.post("cases", {"item": stage.item()}).json()["key"]
    answer = mine.upload(f"cases/{key}/materials/1/files", pdf(300))
    assert (answer.status_code, answer.json()["code"]) == (422, "cases.too_many_pages")
    assert "300 页" in sentence(answer)
    assert mine.upload(f"cases/{key}/materials/1/files", pdf(200)).json()["pages"] == 200


def test_a_form_that_is_not_one_file_is_refused(stage: Stage, mine: Caller) -> None:
    key = mine.post("cases", {"item": stage.item()}).json()["key"]
    path = f"cases/{key}/materials/1/files"
    assert mine.upload(path, PDF, note="x").status_code == 422
    assert mine.upload(f"cases/{key}/materials/9/files", PDF).json()["code"] == "cases.unlisted_material"
    headers = {"Authorization": f"Bearer {mine.secret}"}
    for body, kind in (
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"x", "multipart/form-data"),
        (b"{}", "text/plain"),
    ):
        answer = mine.http.generic("POST", API + path, body, content_type=kind, headers=headers)
        assert answer.status_code in {400, 415, 422} and sentence(answer)


@pytest.mark.parametrize(
    ("method", "name", "body"),
    [("acceptance", "version", {}), ("acceptance", "version", {"version": "2"}), ("acceptance", "note", {"version": 2, "note": "a\x00"}),
     ("acceptance", "more", {"version": 2, "more": 1}), ("supplement-request", "gaps.0.line", {"version": 2, "gaps": [{"line": "1", "sentence": "x"}]}),
     ("reviews", "outcome", {"version": 2, "task": 1, "outcome": "maybe"}), ("decision", "valid_from", {"version": 2, "outcome": "granted", "valid_from": 5}),
     ("decision", "valid_from", {"version": 2, "outcome": "granted", "valid_from": "2026-13-01"}), ("delivery", "method", {"version": 2, "method": "pigeon"}),
     ("decision", "face.person_name", {"version": 2, "outcome": "granted", "face": {"person_name": 5}})],
)  # fmt: skip
def test_a_step_of_the_wrong_kind_is_refused_at_its_place(stage: Stage, method: str, name: str, body: Any) -> None:
    clerk = caller(stage, stage.staff("clerk"))
    answer = clerk.post(f"staff/cases/{stage.file().number}/{method}", body)
    assert answer.status_code == 422, answer.content
    assert [one["path"] for one in answer.json()["errors"]] == [name]


@pytest.mark.parametrize(
    "after", ["99999999999.1", "999999999999.1", "999999999999999999", "999999999999999999.999999999999999999"]
)
def test_a_forged_cursor_ends_the_list_or_begins_it(stage: Stage, after: str) -> None:
    clerk = caller(stage, stage.staff("clerk"))
    for path in ("staff/inbox", "staff/cases"):
        assert clerk.get(path, after=after, **({"open_only": "1"} if path.endswith("cases") else {})).status_code == 200
    assert caller(stage, stage.citizen()).get("cases", after=after).status_code == 200


def test_a_forged_query_code_and_an_unknown_number_read_the_same(stage: Stage) -> None:
    filed, anybody = stage.file(), Caller()
    forged = anybody.post("track", {"number": filed.number, "code": "123456"})
    absent = anybody.post("track", {"number": "411323202611200000027", "code": filed.query_code})
    assert (forged.status_code, forged.json()) == (absent.status_code, absent.json()) == (404, forged.json())


def test_the_wrong_licence_code_and_the_wrong_file_are_told(stage: Stage) -> None:
    anybody = Caller()
    for code in ("x", "1.2.156.3005.2.1", "é" * 100, " ", "token-token"):
        assert anybody.post("licences/verify", {"code": code}).status_code == 404
    verdict = anybody.upload("licences/verify-file", b"not a pdf").json()
    assert (verdict["genuine"], verdict["code"]) == (False, "not_pdf")


def pdf(pages: int) -> bytes:
    """A PDF of so many empty pages that readers accept."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    parts += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"] * pages
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{part}endobj\n".encode()
    start = len(made)
    made += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return made + f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
