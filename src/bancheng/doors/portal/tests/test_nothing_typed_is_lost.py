"""A session that ends while somebody types, or a token that another window renewed: what was typed comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from bancheng.doors.frame import kept
from bancheng.doors.portal.tests.applying import OWN, begin, publish, text
from bancheng.doors.portal.tests.conftest import PASSWORD, City, id_number
from bancheng.ground import law

OTHER = "41132319850505003"
BACKEND = "bancheng.registers.identity.backends.AccountBackend"


@pytest.fixture
def draft(signed_in: Client, city: City) -> str:
    made = begin(signed_in, publish(city), food_business_type="sales")
    signed_in.post(f"{made}applicant/", {"whom": "self"})
    return made


def mark(browser: Client, path: str) -> str:
    """The mark of the form on a page, as the browser would send it back."""
    page = text(browser, path)
    return page.split('name="form-of" value="')[1].split('"')[0]


def end_session() -> None:
    Session.objects.all().delete()


def sign_in(browser: Client, target: str, login: str = "") -> Any:
    return browser.post("/login/", {"login": login or id_number(), "password": PASSWORD, "next": target})


def type_and_lose(browser: Client, path: str) -> str:
    """Type a form, lose the session, send; where the login leads back to."""
    typed = {**OWN, "contact_address": "还没有保存的地址", "form-of": mark(browser, path)}
    end_session()
    answer = browser.post(path, typed)
    assert answer.headers["Location"] == f"/login/?next={path}"
    return path


def test_what_was_typed_stands_on_the_page_after_the_login(signed_in: Client, draft: str) -> None:
    path = type_and_lose(signed_in, f"{draft}form/1/")
    assert "登录已过期" in text(signed_in, f"/login/?next={path}")
    assert sign_in(signed_in, path).headers["Location"] == path
    page = text(signed_in, path)
    assert 'name="contact_address" value="还没有保存的地址"' in page and "还没有保存" in page
    assert "还没有保存的地址" not in text(signed_in, path), "handed back once; nothing was saved"


def test_another_person_at_the_same_browser_sees_none_of_it(
    signed_in: Client, draft: str, register: Callable[..., Any]
) -> None:
    register("赵旁人", OTHER, "13900005678")
    path = type_and_lose(signed_in, f"{draft}form/1/")
    sign_in(signed_in, path, id_number(OTHER))
    assert signed_in.get(path).status_code == 404
    signed_in.post("/logout/")
    sign_in(signed_in, path)
    assert "还没有保存的地址" not in text(signed_in, path)


def test_it_is_kept_sealed_and_for_half_an_hour(signed_in: Client, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = type_and_lose(signed_in, f"{draft}form/1/")
    held = Session.objects.get(pk=signed_in.cookies[settings.SESSION_COOKIE_NAME].value).get_decoded()["kept"]
    assert "还没有保存" not in str(held) and "contact_address" not in str(held)
    late = law.now() + kept.LASTS + timedelta(minutes=1)
    sign_in(signed_in, path)
    monkeypatch.setattr(kept, "now", lambda: late)
    assert "还没有保存的地址" not in text(signed_in, path)


def test_a_strangers_form_leaves_nothing_in_the_session(browser: Client, city: City) -> None:
    for forged in ("", "x", "x:y"):
        browser.post("/applications/x/form/1/", {"form-of": forged, "contact_address": "甲" * 1000})
    assert not any("kept" in one.get_decoded() for one in Session.objects.all())


def test_a_token_renewed_in_another_window_loses_nothing_and_changes_nothing(signed_in: Client, draft: str) -> None:
    path = f"{draft}form/1/"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    typed = {**OWN, "contact_address": "还没有保存的地址", "form-of": mark(signed_in, path)}
    answer = strict.post(path, typed)
    assert answer.status_code == 302 and answer.headers["Location"] == path
    page = text(signed_in, path)
    assert 'value="还没有保存的地址"' in page
    assert 'value="还没有保存的地址"' not in text(signed_in, path)


def test_a_question_and_the_applicant_come_back_too(signed_in: Client, draft: str) -> None:
    signed_in.post(f"{draft}question/1/", {"food_business_type": "sales"})
    path = f"{draft}question/1/"
    typed = {"food_business_type": "catering", "form-of": mark(signed_in, path)}
    end_session()
    signed_in.post(path, typed)
    sign_in(signed_in, path)
    assert 'value="catering" checked' in text(signed_in, path)
    path = f"{draft}applicant/"
    typed = {"whom": "agent", "principal_name": "赵委托", "form-of": mark(signed_in, path)}
    end_session()
    signed_in.post(path, typed)
    sign_in(signed_in, path)
    page = text(signed_in, path)
    assert 'value="agent" checked' in page and 'value="赵委托"' in page


def test_files_cannot_be_kept_and_the_page_says_so(signed_in: Client, draft: str) -> None:
    path = f"{draft}materials/1/"
    sent = {"act": "upload", "form-of": mark(signed_in, path)}
    end_session()
    signed_in.post(path, sent)
    sign_in(signed_in, path)
    assert "刚才选的文件没有上传，请重新选择" in text(signed_in, path)
