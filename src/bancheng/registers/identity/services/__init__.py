"""The verbs of identity, one file per matter; import them from here."""

from bancheng.registers.identity.services.codes import Purpose, request_code, spend_code
from bancheng.registers.identity.services.entering import enter_legal_person, enter_person, name_representative
from bancheng.registers.identity.services.filters import (
    drop_filter,
    keep_filter,
    move_filter,
    open_with_filter,
    rename_filter,
)
from bancheng.registers.identity.services.legal_persons import add_operator, end_operator, register_legal_person
from bancheng.registers.identity.services.persons import register_person, set_assurance, unmask
from bancheng.registers.identity.services.posts import end_leave, hold_post, release_post, set_leave
from bancheng.registers.identity.services.powers import grant_powers, revoke_power
from bancheng.registers.identity.services.roles import grant_role, revoke_role
from bancheng.registers.identity.services.secrets import change_password, reset_password, reset_staff_password
from bancheng.registers.identity.services.sessions import note_login, sweep
from bancheng.registers.identity.services.staff import create_staff, set_staff_active
from bancheng.registers.identity.services.tokens import create_token, revoke_token

__all__ = [
    "Purpose",
    "add_operator",
    "change_password",
    "create_staff",
    "create_token",
    "drop_filter",
    "end_leave",
    "end_operator",
    "enter_legal_person",
    "enter_person",
    "grant_powers",
    "grant_role",
    "hold_post",
    "keep_filter",
    "move_filter",
    "name_representative",
    "note_login",
    "open_with_filter",
    "register_legal_person",
    "register_person",
    "release_post",
    "rename_filter",
    "request_code",
    "reset_password",
    "reset_staff_password",
    "revoke_power",
    "revoke_role",
    "revoke_token",
    "set_assurance",
    "set_leave",
    "set_staff_active",
    "spend_code",
    "sweep",
    "unmask",
]
