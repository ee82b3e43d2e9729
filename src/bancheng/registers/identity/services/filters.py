"""常用筛选: what a person narrows a list by, kept under a name by himself, for himself."""

from __future__ import annotations

import unicodedata
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Max

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes.masking import scrub
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity.models import Account, KeptFilter
from bancheng.registers.identity.selectors.filters import filter_view
from bancheng.registers.identity.types import KeptFilterView

MOST = 20
"""Filters of one person for one list: more than stand over it in sight."""
LONGEST_TITLE, LONGEST_QUERY, LONGEST_LIST = 20, 1000, 30
MOST_PARTS = 60


def keep_filter(*, list: str, title: str, query: str, by: Actor) -> KeptFilterView:
    """Keep a query string (`q=许可&state=draft`) of a list under a name, behind the others. `list`: the list's own word.

    The string is stored in one order, so that equal filters are equal texts. Raises AccessDenied for who has no account;
    Refused: identity.filter_title, .filter_taken, .filter_query, .filter_number, .filter_most.
    """
    account = _account(by)
    named, written = _title(title), written_query(query)
    if not list.isidentifier() or len(list) > LONGEST_LIST:
        raise ValueError(f"not the word of a list: {list!r}")
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account)
        own = KeptFilter.objects.filter(account=account, list=list)
        if own.count() >= MOST:
            raise Refused("identity.filter_most", f"一个列表最多保存 {MOST} 个筛选，请先删去不再使用的。")
        _refuse_taken(own, named)
        place = (own.aggregate(last=Max("place"))["last"] or 0) + 1
        made = KeptFilter.objects.create(account_id=account, list=list, title=named, query=written, place=place)
        _note("keep_filter", made, by)
    return filter_view(made)


def rename_filter(*, filter: int, title: str, by: Actor) -> None:
    """Raises AccessDenied (not visible) for one of another person; Refused: identity.filter_title, .filter_taken."""
    named = _title(title)
    with transaction.atomic():
        row = _own(filter, by)
        _refuse_taken(KeptFilter.objects.filter(account=row.account_id, list=row.list).exclude(pk=row.pk), named)
        row.title = named
        row.save(update_fields=["title"])
        _note("rename_filter", row, by)


def move_filter(*, filter: int, forward: bool, by: Actor) -> None:
    """Change places with the one before (`forward`) or behind it; at the end of the row nothing happens."""
    with transaction.atomic():
        row = _own(filter, by)
        row_of_tabs = [*KeptFilter.objects.filter(account=row.account_id, list=row.list).order_by("place", "pk")]
        at = next(place for place, one in enumerate(row_of_tabs) if one.pk == row.pk)
        to = at - 1 if forward else at + 1
        if not 0 <= to < len(row_of_tabs):
            return
        row_of_tabs[at], row_of_tabs[to] = row_of_tabs[to], row_of_tabs[at]
        for place, one in enumerate(row_of_tabs, start=1):
            one.place = place
        KeptFilter.objects.bulk_update(row_of_tabs, ["place"])
        _note("move_filter", row, by)


def open_with_filter(*, filter: int, by: Actor, chosen: bool = True) -> None:
    """The list opens with this filter from now on, or (`chosen` False) no longer; it takes the place of another."""
    with transaction.atomic():
        row = _own(filter, by)
        KeptFilter.objects.filter(account=row.account_id, list=row.list, first=True).update(first=False)
        if chosen:
            KeptFilter.objects.filter(pk=row.pk).update(first=True)
        _note("open_with_filter" if chosen else "open_without_filter", row, by)


def drop_filter(*, filter: int, by: Actor) -> None:
    """Forget it. Raises AccessDenied (not visible) for one of another person, or one that is gone."""
    with transaction.atomic():
        row = _own(filter, by)
        _note("drop_filter", row, by)
        row.delete()


def written_query(query: str) -> str:
    """A query string as it is kept: the parts that say something, in one order.

    Raises Refused: identity.filter_query (nothing is narrowed, or too much), identity.filter_number (an ID or mobile number).
    """
    if len(query) > LONGEST_QUERY * 9:  # every sign may stand as three escaped bytes
        raise Refused("identity.filter_query", "筛选条件太长，不能保存，请减少几项。")
    try:
        parts = parse_qsl(query, max_num_fields=MOST_PARTS)
    except ValueError:
        raise Refused("identity.filter_query", "筛选条件太多，不能保存，请减少几项。") from None
    if not parts:
        raise Refused("identity.filter_query", "请先筛选，再保存这个筛选。")
    if any(scrub(value) != value for _name, value in parts):
        raise Refused("identity.filter_number", "筛选条件里有身份证号码或者手机号码，不能保存，请去掉以后再保存。")
    written = urlencode(sorted(parts))
    if len(written) > LONGEST_QUERY:
        raise Refused("identity.filter_query", "筛选条件太长，不能保存，请减少几项。")
    return written


def _title(title: str) -> str:
    named = " ".join(title.split())
    barred = any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in named)
    if not named or len(named) > LONGEST_TITLE or barred or scrub(named) != named:
        raise Refused("identity.filter_title", f"请填写筛选的名称，不超过 {LONGEST_TITLE} 个字，不写号码。")
    return named


def _refuse_taken(others: object, title: str) -> None:
    if others.filter(title=title).exists():  # type: ignore[attr-defined]
        raise Refused("identity.filter_taken", f"已经有一个叫“{title}”的筛选，请换一个名称。")


def _account(by: Actor) -> int:
    if by.kind != "staff" or not by.account:
        raise AccessDenied("请先登录。", visible=False)
    return by.account


def _own(key: int, by: Actor) -> KeptFilter:
    """One's own, locked together with the others of the account."""
    account = _account(by)
    Account.objects.select_for_update().get(pk=account)
    row = KeptFilter.objects.filter(pk=key, account=account).first() if 0 < key < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这个筛选。", visible=False)
    return row


def _note(verb: str, row: KeptFilter, by: Actor) -> None:
    """What is looked for stays out of the journal: it may name persons."""
    journal.append(
        Subject("identity.account", str(row.account_id)), verb, by=by, facts={"filter": row.pk, "list": row.list}
    )
