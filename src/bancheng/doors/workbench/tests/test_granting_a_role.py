"""Granting a role: what it allows is said first, and nothing is given that nobody chose."""

from __future__ import annotations

import re

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text

pytestmark = pytest.mark.django_db


def test_no_role_stands_chosen_beforehand_and_none_is_refused_with_a_sentence(desk: Desk) -> None:
    admin, staff = desk.administrator(), desk.staff(number="New")
    address = f"/work/staff/{staff.pk}/grant/"
    page = text(admin.get(address))
    listed = re.search(r'<select name="role".*?</select>', page, re.S).group()
    assert re.search(r'<option value=""[^>]*>请选择角色</option>', listed) and listed.count("selected") <= 1
    assert not re.search(r'<option value="\w+" selected', listed)
    sent = {"role": "", "region": "411323000000", "valid_from": "2026-11-20", "confirm": "yes"}
    answer = admin.post(address, sent)
    assert answer.status_code == 422 and "请选择角色" in text(answer) and 'id="id_role_error"' in text(answer)
