"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bancheng.ground.law import Refused

LONGEST = 128


def checked_password(password: str, *, private: tuple[str, ...] = ()) -> str:
    """The password if it is strong enough; raises Refused (identity.password) with what to change.

    `private` are the numbers of its owner, which others know too: none of them may stand in it.
    """
    if len(password) > LONGEST:
        raise Refused("identity.password", f"密码不能超过 {LONGEST} 位。")
    if any(number and number.lower() in password.lower() for number in private):
        raise Refused("identity.password", "密码中不能有身份号码、手机号码或者工号，请换一个。")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused("identity.password", "".join(error.messages)) from error
    return password
