"""Who is this account, and what may it do today?"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from bancheng.ground.access import ANONYMOUS, Actor, Grant
from bancheng.ground.codes import CodeError, id_number, mobile
from bancheng.registers.identity.lookups import id_lookup, open_id, open_phone, phone_lookup
from bancheng.registers.identity.models import Account, NaturalPerson, RoleGrant
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.identity.selectors import seats
from bancheng.registers.identity.selectors.dated import in_force


def actor_of(account: Account | AnonymousUser) -> Actor:
    """The actor of a login: an anonymous visitor, a natural person, or a member of staff with today's grants.

    One query for staff (the grants), a few more for who sits as B or as chief representative, none for a person, when the
    account came from `AccountBackend`.
    """
    if not isinstance(account, Account) or not account.is_active:
        return ANONYMOUS
    if account.staff_id is not None:
        return _staff_actor(account)
    person = account.person
    assert person is not None
    key = f"person:{person.pk}"
    return Actor(kind="person", key=key, name=person.name, account=account.pk, assurance=person.assurance)


def actor_of_number(number: str) -> Actor:
    """The actor of a member of staff by his number, for commands that somebody runs in his own name; ANONYMOUS for none."""
    rows = Account.objects.select_related("staff__organisation").filter(staff__number=number, staff__active=True)
    account = rows.first()
    return ANONYMOUS if account is None else actor_of(account)


def must_change_password(account: Account | AnonymousUser) -> bool:
    """Whether the first password, given by another, still has to be replaced before anything else."""
    return isinstance(account, Account) and account.must_change_password


def reset_possible(id_number_text: str, phone: str) -> bool:
    """Whether an open account has both this ID number and this phone. Decides what is sent, never what a page says."""
    try:
        login, lookup = id_lookup(id_number(id_number_text).number), phone_lookup(mobile(phone))
    except CodeError:
        return False
    return Account.objects.filter(login=login, is_active=True, person__phone_lookup=lookup).exists()


def masked_phones(accounts: Iterable[int]) -> dict[int, str]:
    """Account → masked phone, for those of the accounts that have one. One query."""
    rows = Account.objects.filter(pk__in=list(accounts), person__phone__isnull=False)
    return dict(rows.values_list("pk", "person__phone_masked"))


def phone_of(account: int) -> str:
    """The full mobile number of a person's account, for the room that sends messages and no page; "" when there is none."""
    person = NaturalPerson.objects.filter(account=account).first()
    return open_phone(person.phone) if person is not None and person.phone is not None else ""


def id_number_of(person: int) -> str:
    """The full ID number of a person, for the room that asks the base registers and no page; "" when there is none.

    A person who wants to see one goes through `services.unmask`, which asks what for and keeps it.
    """
    found = NaturalPerson.objects.filter(pk=person).values_list("id_number", flat=True).first()
    return open_id(found) if found is not None else ""


def _staff_actor(account: Account) -> Actor:
    staff = account.staff
    assert staff is not None
    if not staff.active:
        return ANONYMOUS
    held = list(RoleGrant.objects.filter(in_force(), staff=staff).annotate(seated=seats.seated()))
    rows = [row for row in held if row.role in ROLES]
    grants = tuple(
        Grant(action, row.region_id or "", row.organisation_id) for row in rows for action in ROLES[row.role].actions
    )
    further, stands_in = seats.of_staff(staff) if not held or held[0].seated else ((), frozenset[str]())
    return Actor(
        kind="staff",
        key=f"staff:{staff.number}",
        name=staff.name,
        account=account.pk,
        assurance=3,
        grants=(*grants, *further),
        region=staff.organisation.region_id,
        organisation=staff.organisation_id,
        roles=tuple(sorted({row.role for row in rows} | stands_in)),
    )
