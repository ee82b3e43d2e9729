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
ADDRESS_TRIES = declare(
    "identity.address_tries",
    kind="int",
    unit="times",
    default=100,
    label="同一网络地址一刻钟内可以输错几次密码",
    minimum=20,
    maximum=10000,
)
ADDRESS_CODES = declare(
    "identity.address_codes",
    kind="int",
    unit="times",
    default=60,
    label="同一网络地址一小时内可以获取几次验证码",
    minimum=10,
    maximum=10000,
)
