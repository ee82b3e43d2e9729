"""The only writers of licences: keyword-only verbs, each in one transaction (or the caller's) with its journal entry."""

from bancheng.registers.licences.services.issuing import issue
from bancheng.registers.licences.services.keeping import expire_due, resume, revoke, suspend
from bancheng.registers.licences.services.printing import print_copy
from bancheng.registers.licences.services.prolonging import prolong
from bancheng.registers.licences.services.reissuing import reissue
from bancheng.registers.licences.services.seals import retire_seal
from bancheng.registers.licences.services.seeding import take_in_types

__all__ = [
    "expire_due",
    "issue",
    "print_copy",
    "prolong",
    "reissue",
    "resume",
    "retire_seal",
    "revoke",
    "suspend",
    "take_in_types",
]
