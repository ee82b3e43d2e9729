"""In whose name a command acts: the journal is to show a person."""

from __future__ import annotations

from django.core.management.base import CommandError

from bancheng.ground.access import Actor
from bancheng.registers.identity import selectors as identity


def acting(number: str) -> Actor:
    """The member of staff with this number (工号), with the rights he has today. Raises CommandError for none."""
    actor = identity.actor_of_number(number)
    if actor.kind != "staff":
        raise CommandError(f"没有工号为“{number}”的在职工作人员，请核对 --by。")
    return actor
