"""Questions about licences: of their holder, of staff, of strangers who verify."""

from bancheng.registers.licences.selectors.catalogue import authority, licence_type, licence_types
from bancheng.registers.licences.selectors.holding import (
    face_of,
    file,
    file_of,
    held,
    held_by_account,
    licence,
    of_subject,
    wallet,
    was_issued,
)
from bancheng.registers.licences.selectors.printing import print_task, print_tasks
from bancheng.registers.licences.selectors.uploads import verify_upload
from bancheng.registers.licences.selectors.verifying import verify

__all__ = [
    "authority",
    "face_of",
    "file",
    "file_of",
    "held",
    "held_by_account",
    "licence",
    "licence_type",
    "licence_types",
    "of_subject",
    "print_task",
    "print_tasks",
    "verify",
    "verify_upload",
    "wallet",
    "was_issued",
]
