"""A database that is locked for too long is no fault of the visitor's, and no 500."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from bancheng.doors.portal.guides import views


def test_the_visitor_is_asked_to_try_again(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_given: object, **_named: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(views.selectors, "guide", locked)
    browser.raise_request_exception = False
    answer = browser.get(reverse("portal:guide", args=[1]))
    assert answer.status_code == 503 and "请过一会儿再试一次" in answer.content.decode()
