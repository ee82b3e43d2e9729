"""The top of every page of staff: what its search looks through, how one reads; and the sentences of every form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from bancheng.doors.workbench.cases.after_forms import OriginalsForm

AsRole = Callable[..., Client]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "words"),
    [("clerk", "/work/cases/", "找办件：编号、申请人或事项"), ("catalog_editor", "/work/items/", "找事项")],
)
def test_the_search_looks_through_what_one_works_on(as_role: AsRole, role: str, address: str, words: str) -> None:
    page = as_role(role).get("/work/").content.decode()
    assert f'<form role="search" action="{address}">' in page and f'placeholder="{words}"' in page


@pytest.mark.django_db
def test_contrast_is_kept_and_leads_back_to_the_page(as_role: AsRole) -> None:
    browser = as_role("clerk")
    answer = browser.post("/work/reading/", {"contrast": "high", "next": "/work/todo/?view=all"})
    assert answer.status_code == 302 and answer["Location"] == "/work/todo/?view=all"
    assert 'data-contrast="high"' in browser.get("/work/todo/").content.decode()
    browser.post("/work/reading/", {"contrast": "", "next": "/work/"})
    assert "data-contrast" not in browser.get("/work/todo/").content.decode()


@pytest.mark.django_db
def test_no_choice_leads_off_the_site_or_sets_what_is_none(as_role: AsRole) -> None:
    answer = as_role("clerk").post("/work/reading/", {"contrast": "<b>", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/" and "contrast" not in answer.cookies


@pytest.mark.parametrize(("copies", "sentence"), [("100", "每种几份最大填 99"), ("0", "每种几份最小填 1")])
def test_a_number_out_of_bounds_is_told_by_the_name_of_its_field(copies: str, sentence: str) -> None:
    form = OriginalsForm({"names": "营业执照正本", "copies": copies, "received_from": "王小满"})
    assert form.errors["copies"] == [sentence]
