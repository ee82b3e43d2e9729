"""Access tokens of the API: how one looks, how it is found, when it was last used."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q

from bancheng.ground.crypto import keyed_hash
from bancheng.ground.law import now
from bancheng.registers.identity.models import ApiToken

MARK, BYTES, SHOWN = "bancheng_", 32, 15
LONGEST = 80
USED_EVERY = timedelta(hours=1)
log = logging.getLogger("bancheng.identity")


def new_secret() -> str:
    """256 random bits in signs that a double click selects whole, behind a mark by which scanners of source code know it."""
    return MARK + secrets.token_hex(BYTES)


def token_hash(secret: str) -> str:
    """The keyed hash by which a token is found: the database compares hashes, never secrets."""
    return keyed_hash(secret, purpose="identity.api_token")


def note_use(token: ApiToken) -> None:
    """Keep the hour of use. Nobody waits for it: a row that another writes is left to him, and a failure only logged."""
    moment = now()
    if token.last_used_at is not None and token.last_used_at > moment - USED_EVERY:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=moment - USED_EVERY)
    try:
        with transaction.atomic():
            free = ApiToken.objects.select_for_update(skip_locked=True).filter(due, pk=token.pk)
            ApiToken.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(last_used_at=moment)
    except DatabaseError as error:
        log.warning("the use of a token was not noted: %s", type(error).__name__)
