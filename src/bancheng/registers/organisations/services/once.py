"""Two who enter the same thing at the same moment: the second is told what the first check would have told him."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from bancheng.ground.law import Refused


@contextmanager
def once(code: str, sentence: str) -> Iterator[None]:
    """Write a row whose uniqueness the database holds; a double becomes `Refused`. Inside the caller's transaction."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(code, sentence) from error
