"""Credit codes of the demonstration: real region digits and check digits, a body that begins with DEM, so that none is anybody's."""

from __future__ import annotations

import hashlib

from stdnum.cn import uscc

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACES = (3, 7, 9, 10, 5, 8, 4, 2)


def demo_credit_code(kind: str, region: str, key: str) -> str:
    """18 signs of GB 32100 for an organisation key: always the same for the same key.

    `kind` is the registering authority and type (11 organ, 12 institution, 91 enterprise …), `region` its 12-digit code.
    """
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    body = "DEM"
    while len(body) < 8:
        number, sign = divmod(number, len(SIGNS))
        body += SIGNS[sign]
    code = f"{kind}{region[:6]}{body}{_organisation_check(body)}"
    return f"{code}{uscc.calc_check_digit(code + '0')}"


def _organisation_check(body: str) -> str:
    """The check sign of the organisation code inside (GB 11714): letters count from A = 10."""
    rest = 11 - sum(int(sign, 36) * place for sign, place in zip(body, _PLACES, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
