"""Who is told by which channel: what each account said, and what it has an address for."""

from __future__ import annotations

from collections.abc import Iterable

from bancheng.ground.crypto import open_text
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages.adapters import wechat
from bancheng.registers.messages.models import Subscription
from bancheng.registers.messages.types import SMS, WECHAT

ADDRESS = "inbox.subscription"
BOUND = "已绑定的微信"


def subscribed(accounts: Iterable[int]) -> dict[int, dict[str, str]]:
    """Account → channel → masked address, of the channels it wants and can be reached by. Two queries."""
    keys = list(accounts)
    said = {(row.account_id, row.channel): row for row in Subscription.objects.filter(account__in=keys)}
    found: dict[int, dict[str, str]] = {}
    for account, masked in identity.masked_phones(keys).items():
        row = said.get((account, SMS))
        if row is None or row.wanted:
            found.setdefault(account, {})[SMS] = masked
    if wechat.connected():
        for (account, channel), row in said.items():
            if channel == WECHAT and row.wanted and row.address is not None:
                found.setdefault(account, {})[WECHAT] = BOUND
    return found


def wechat_reader(account: int) -> str:
    """Whom WeChat knows the account as; "" where it is not bound or no longer wanted."""
    row = Subscription.objects.filter(account_id=account, channel=WECHAT, wanted=True).first()
    return open_text(bytes(row.address), purpose=ADDRESS) if row is not None and row.address is not None else ""
