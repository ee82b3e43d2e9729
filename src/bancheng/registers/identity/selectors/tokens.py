"""Access tokens of the API: whose is this one, and which has somebody?"""

from __future__ import annotations

from bancheng.ground.access import ANONYMOUS, Actor, may
from bancheng.ground.law import in_shanghai, now
from bancheng.registers.identity.models import Account, ApiToken
from bancheng.registers.identity.selectors.accounts import actor_of
from bancheng.registers.identity.tokens import LONGEST, MARK, note_use, token_hash
from bancheng.registers.identity.types import TokenView

LABELS = {"active": "有效", "expired": "已到期", "revoked": "已停用"}

OF_AN_ACTOR = (
    "last_used_at",
    "account__is_active",
    "account__person__name",
    "account__person__assurance",
    "account__staff__number",
    "account__staff__name",
    "account__staff__active",
    "account__staff__organisation__region",
)


def account_of_token(secret: str) -> Account | None:
    """The open account of a valid token; None for any other text. One query; the hour of use is noted on the way.

    The door counts failures, and asks staff for `api.use`: `actor_of_token` does the second.
    """
    if not secret.startswith(MARK) or len(secret) > LONGEST or not secret.isascii():
        return None
    # What an actor is made of, and no sealed number: this stands before every call.
    tokens = ApiToken.objects.select_related("account__person", "account__staff__organisation").only(*OF_AN_ACTOR)
    try:
        found = tokens.get(secret_hash=token_hash(secret), revoked_at=None, expires_at__gt=now())
    except ApiToken.DoesNotExist:
        return None
    if not found.account.is_active:
        return None
    if found.account.staff is not None and not found.account.staff.active:
        return None
    note_use(found)
    return found.account


def actor_of_token(secret: str) -> Actor:
    """Who acts by a token today; a visitor when it is none, or when its owner, of the staff, may no longer use the API."""
    account = account_of_token(secret)
    actor = ANONYMOUS if account is None else actor_of(account)
    return ANONYMOUS if actor.kind == "staff" and not may(actor, "api.use").allowed else actor


def tokens_of(account: Account | int) -> tuple[TokenView, ...]:
    """The tokens of an account, valid ones first, then the newest. One query. Show them to their owner only."""
    key = account if isinstance(account, int) else account.pk
    views = [token_view(row) for row in ApiToken.objects.filter(account=key).order_by("-created_at", "-pk")]
    return tuple(sorted(views, key=lambda view: view.state != "active"))


def token_view(row: ApiToken) -> TokenView:
    """The token as its owner sees it."""
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= now() else "active"
    return TokenView(
        id=row.pk,
        name=row.name,
        prefix=row.prefix,
        created_at=in_shanghai(row.created_at),
        expires_at=in_shanghai(row.expires_at),
        last_used_at=in_shanghai(row.last_used_at) if row.last_used_at else None,
        state=state,
        state_label=LABELS[state],
    )
