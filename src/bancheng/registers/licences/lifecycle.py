"""The life of an electronic licence: written in the decision's transaction, valid only once it is signed."""

from __future__ import annotations

from bancheng.ground.law import Lifecycle, state, step, 在线政务服务规定, 行政许可法

PENDING, VALID, SUSPENDED = "pending_signature", "valid", "suspended"
EXPIRED, REPLACED, REVOKED = "expired", "replaced", "revoked"

PLATFORM, KEEPER = "system", "keeper"
"""Who takes a step: the platform by itself, or a member of staff who keeps the licences of his organ."""

LICENCE = Lifecycle(
    name="电子证照",
    states=(
        state(PENDING, "待签章"),
        state(VALID, "有效"),
        state(SUSPENDED, "已暂停", beside=VALID),
        state(EXPIRED, "已过期", final=True),
        state(REPLACED, "已换发", final=True, beside=EXPIRED),
        state(REVOKED, "已注销", final=True, beside=EXPIRED),
    ),
    steps=(
        step("sign", "签章", PENDING, VALID, PLATFORM, 在线政务服务规定("第十条")),
        step("suspend", "暂停", VALID, SUSPENDED, KEEPER),
        step("resume", "恢复", SUSPENDED, VALID, KEEPER),
        step("expire", "到期", (VALID, SUSPENDED), EXPIRED, PLATFORM, 行政许可法("第七十条")),
        step("prolong", "视为准予延续", (VALID, SUSPENDED), None, PLATFORM, 行政许可法("第五十条")),
        step("replace", "换发", (VALID, SUSPENDED), REPLACED, PLATFORM, 行政许可法("第四十九条")),
        step("revoke", "注销", (PENDING, VALID, SUSPENDED), REVOKED, (KEEPER, PLATFORM), 行政许可法("第七十条")),
    ),
)
