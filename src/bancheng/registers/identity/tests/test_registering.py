"""A natural person registers once, by the ID number."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account, NaturalPerson
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person, verbs

pytestmark = pytest.mark.django_db


def register(**changes):
    facts = {"name": "王小满", "id_number": id_number(), "phone": "13800000001", "password": PASSWORD, "code": None}
    return services.register_person(**(facts | changes))


@pytest.mark.demand("IDN-01")
def test_the_same_id_number_registers_once_and_a_wrong_check_digit_never():
    register()
    with pytest.raises(Refused) as refused:
        register(name="另一人", phone="13900000002")
    assert refused.value.code == "identity.taken"

    number = id_number("41132319910101002")
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    with pytest.raises(CodeError, match="有误"):
        register(id_number=wrong)
    assert Account.objects.count() == NaturalPerson.objects.count() == 1


def test_the_same_number_typed_in_another_way_is_the_same_number():
    register(id_number=id_number("41132319900307004"))
    number = id_number("41132319900307004")
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in number.lower())
    for typed in (full_width, f" {number[:6]} {number[6:14]} {number[14:]} ", number.lower()):
        with pytest.raises(Refused, match="已经注册"):
            register(id_number=typed)


def test_full_width_digits_of_a_phone_are_taken():
    account = register(phone="＋８６ １３８ ００００ ０００１")
    assert account.person.phone_masked == "138****0001"
    assert selectors.phone_of(account.pk) == "13800000001"


@pytest.mark.parametrize("name", ["𠮷野㐂", "王䶮", "阿依古丽·买买提", "欧阳娜娜", "迪丽热巴•迪力木拉提"])
def test_rare_characters_and_names_with_a_dot_are_kept(name):
    account = register(name=name)
    assert NaturalPerson.objects.get(pk=account.person_id).name == name.replace("•", "·")


@pytest.mark.parametrize("name", ["", "张三<script>", "123", "张" * 51, "王\x00三"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(CodeError):
        register(name=name)


@pytest.mark.parametrize(
    "password", ["short", "1234567890123", "password123", "x" * 129, f"A-{id_number()}", "Aa-13800000001-z"]
)
def test_a_weak_password_or_one_that_holds_ones_own_numbers_is_refused(password):
    with pytest.raises(Refused) as refused:
        register(password=password)
    assert refused.value.code == "identity.password"
    assert not Account.objects.exists()


def test_registering_is_journaled_without_the_number():
    made = person()
    assert verbs(Subject("identity.person", str(made.pk))) == ["register"]


def test_what_pages_show_of_a_person_is_masked():
    made = person()
    view = selectors.person_of(made.account)
    assert (view.name, view.id_masked, view.phone_masked) == (
        "王小满",
        f"411***********{id_number()[-4:]}",
        "138****0001",
    )
    assert view.assurance_label == "手机号核验"
    assert selectors.find_person_by_id_number(id_number()) == view
    assert selectors.find_person_by_id_number(id_number(), name="别人") is None
    assert selectors.find_person_by_id_number("不是号码") is None


def test_registering_with_a_code_needs_the_right_code(phone):
    services.request_code(purpose=services.Purpose.REGISTER, phone="13800000001")
    with pytest.raises(Refused, match="验证码不正确"):
        register(code="000000" if phone.last != "000000" else "111111")
    assert register(code=f" {phone.last} ").person.name == "王小满"


def test_only_the_platform_raises_the_assurance_of_a_person(county):
    made = person()
    with pytest.raises(AccessDenied):
        services.set_assurance(person=made, level=2, method="自己说的", by=actor(made))
    with pytest.raises(Refused):
        services.set_assurance(person=made, level=9, method="窗口核验", by=PLATFORM)
    services.set_assurance(person=made.pk, level=2, method="窗口核验", by=PLATFORM)
    assert actor(made).assurance == 2
