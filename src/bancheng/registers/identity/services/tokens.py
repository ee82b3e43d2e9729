"""Access tokens of the API: made by their owner, shown once, taken back at once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.identity.models import Account, ApiToken
from bancheng.registers.identity.selectors.tokens import token_view
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.sessions import account_subject
from bancheng.registers.identity.tokens import SHOWN, new_secret, token_hash
from bancheng.registers.identity.types import TokenView

USE = "api.use"
USUAL_DAYS, LONGEST_DAYS = 90, 365
LONGEST_NAME, MOST = 60, 20


def create_token(*, account: Account | int, name: str, by: Actor, days: int = USUAL_DAYS) -> tuple[TokenView, str]:
    """A token for one's own account, valid for `days`; returns it with the secret, which nobody can show again.

    Staff need `api.use`. Raises AccessDenied, Refused: identity.token_name, .token_days, .token_most.
    """
    row = row_of(Account, account)
    _demand_own(row, by)
    if row.staff_id is not None:
        demand(by, USE)
    named = " ".join(name.replace("\x00", "").split())
    if not named or len(named) > LONGEST_NAME:
        raise Refused("identity.token_name", f"请填写令牌名称，说明用在哪里，不超过 {LONGEST_NAME} 个字。")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("identity.token_days", f"有效期请填 1 到 {LONGEST_DAYS} 天。")
    secret, moment = new_secret(), now()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=row.pk)
        if ApiToken.objects.filter(account=row, revoked_at=None, expires_at__gt=moment).count() >= MOST:
            raise Refused("identity.token_most", f"同时有效的令牌最多 {MOST} 个，请先停用不再使用的。")
        made = ApiToken.objects.create(
            account=row,
            name=named,
            secret_hash=token_hash(secret),
            prefix=secret[:SHOWN],
            created_at=moment,
            expires_at=moment + timedelta(days=days),
        )
        facts = {"token": made.pk, "name": named, "days": days}
        journal.append(account_subject(row), "create_token", by=by, facts=facts)
    return token_view(made), secret


def revoke_token(*, token: ApiToken | int, by: Actor) -> None:
    """Take one's own token back; from now on it opens nothing. Raises AccessDenied, Refused (identity.token_revoked)."""
    row = row_of(ApiToken, token, "account")
    _demand_own(row.account, by)
    with transaction.atomic():
        if not ApiToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now()):
            raise Refused("identity.token_revoked", "这个令牌已经停用。")
        journal.append(account_subject(row.account), "revoke_token", by=by, facts={"token": row.pk})


def revoke_tokens(account: Account) -> int:
    """Take back all tokens of an account, in the caller's transaction and under his journal entry; returns how many."""
    return ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=now())


def _demand_own(account: Account, by: Actor) -> None:
    if not by.account or by.account != account.pk:
        raise AccessDenied("没有找到这个令牌。", visible=False)
