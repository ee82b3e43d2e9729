"""The kinds of duty that come of cases."""

from __future__ import annotations

from bancheng.registers.duties.types import kind

# The applicant has his own messages; this ladder is the organ's, which has to see that it is made up.
TOLERANCE = kind(
    "cases.tolerance",
    title="补齐容缺材料",
    role="clerk",
    ladder=((3, "clerk"), (1, "clerk"), (0, "clerk"), (-1, "approver")),
)

COMMITMENT_CHECK = kind(
    "cases.commitment_check",
    title="告知承诺事后核查",
    role="reviewer",
    ladder=((15, "reviewer"), (5, "reviewer"), (0, "reviewer"), (-1, "approver")),
)
