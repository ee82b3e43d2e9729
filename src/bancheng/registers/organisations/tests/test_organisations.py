"""Kinds of units, and their credit codes."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors, services

pytestmark = pytest.mark.django_db

GOOD = "11511301008778183N"


def make(by, name="西峡县公安局", **change):
    return services.create_organisation(
        **{"region": "411323000000", "name": name, "kind": "department", "by": by, **change}
    )


def test_a_credit_code_with_a_wrong_check_sign_is_refused_in_the_form(places, by):
    with pytest.raises(Refused, match="统一社会信用代码有误"):
        make(by, uscc="11511301008778183M")


def test_an_imported_credit_code_that_fails_is_kept_as_it_came_and_marked(places, by):
    row = make(by, uscc=" 1151130100877818 3M? ", imported=True)
    assert (row.uscc, row.uscc_valid) == ("1151130100877818 3M?", False)


def test_a_credit_code_typed_in_full_width_is_stored_exactly(places, by):
    row = make(by, uscc="１１５１１３０１００８７７８１８３ｎ")
    assert (row.uscc, row.uscc_valid) == (GOOD, True)


def test_a_credit_code_belongs_to_one_organisation_and_its_inner_units(places, by):
    bureau = make(by, uscc=GOOD)
    office = make(by, name="西峡县公安局户政科", uscc=GOOD, parent=bureau)
    assert office.uscc_valid
    with pytest.raises(Refused, match="已经属于西峡县公安局"):
        make(by, name="西峡县民政局", uscc=GOOD)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "请输入机构全称"),
        ("  ", "请输入机构全称"),
        ("局" * 101, "全称不能超过 100 个字"),
        ("局" * 10_000_000, "全称不能超过 100 个字"),
        ("西峡县\x00公安局", "全称中有看不见的字符"),
    ],
)
def test_a_name_that_no_column_can_hold_is_refused(places, by, name, sentence):
    with pytest.raises(Refused, match=sentence):
        make(by, name=name)


def test_a_double_that_slips_past_the_first_check_is_refused_by_the_database(places, by, monkeypatch):
    make(by)
    organs = "bancheng.registers.organisations.services.organs"
    monkeypatch.setattr(f"{organs}._checked_name", lambda name, place: name)
    with pytest.raises(Refused, match="已经有名为“西峡县公安局”的机构"):
        make(by)


def test_the_name_of_a_retired_organisation_can_be_given_again(places, by):
    old = make(by, on=date(2020, 1, 1))
    services.retire_organisation(organisation=old, on=date(2024, 1, 1), reason="撤销", by=by)
    assert make(by).pk != old.pk


def test_an_organisation_is_not_set_up_ahead_of_its_day(places, by):
    with pytest.raises(Refused, match="设立日期不能晚于今天"):
        make(by, on=date(2999, 1, 1))


def test_two_organisations_of_one_region_cannot_share_a_name(places, by):
    make(by)
    with pytest.raises(Refused, match="已经有名为“西峡县公安局”的机构"):
        make(by, name=" 西峡县公安局 ")
    assert make(by, region="411300000000").name == "西峡县公安局"


def test_contacts_are_changed_one_by_one(places, by):
    row = make(by, phone="0377-1")
    row = services.describe_organisation(organisation=row, address="白羽路 1 号", by=by)
    assert (row.phone, row.address) == ("0377-1", "白羽路 1 号")
    with pytest.raises(Refused, match="咨询电话不能超过 60 个字"):
        services.describe_organisation(organisation=row, phone="1" * 61, by=by)


def test_posts_have_a_code_of_their_own_in_each_organisation(places, by):
    row = make(by)
    services.create_post(organisation=row, code="CK01", name="综合受理窗口", kind="window", by=by)
    with pytest.raises(Refused, match="岗位代码 CK01 已经在用"):
        services.create_post(organisation=row, code="CK01", name="窗口", kind="window", by=by)
    assert [post.name for post in selectors.posts(row)] == ["综合受理窗口"]


def test_the_organ_for_a_function_is_the_nearest_one_above(places, by):
    city = make(by, name="南阳市公安局", region="411300000000", function="public_security")
    assert selectors.organisation_for("411323104000", "public_security") == city
    county = make(by, function="public_security")
    assert selectors.organisation_for("411323104000", "public_security") == county
    assert selectors.organisation_for("500112000000", "public_security") is None


@pytest.mark.parametrize("text", ["' OR 1=1 --", "<script>", "%", "_", "\x00%"])
def test_signs_of_sql_and_html_in_the_search_find_nothing(places, by, text):
    make(by)
    assert not selectors.organisations(q=text).exists()
