"""What a locality may set about signing in."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

LOGIN_TRIES = declare(
    "identity.login_tries", kind="int", unit="times", default=5, label="登录可以输错几次", minimum=3, maximum=10
)
LOGIN_LOCK_MINUTES = declare(
    "identity.login_lock_minutes",
    kind="int",
    unit="minute",
    default=15,
    label="输错后锁定多久",
    minimum=5,
    maximum=1440,
)
CODE_MINUTES = declare(
    "identity.code_minutes", kind="int", unit="minute", default=10, label="验证码多久有效", minimum=1, maximum=30
)
