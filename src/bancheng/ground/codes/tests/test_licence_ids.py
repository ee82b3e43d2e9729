"""Identifiers of electronic licences (GB/T 36904): the published vectors."""

from __future__ import annotations

import pytest

from bancheng.ground.codes import CodeError, LicenceId

VECTORS = [
    ("11100000000013338W009", "11330105002500287C", "2025052201", 2, "0"),
    ("11100000MB03271699022", "340100", "000000016", 1, "9"),
    ("11100000000013338W011", "11430000006122244L", "20230000403", 1, "U"),
]


@pytest.mark.parametrize(("type_", "issuer", "serial", "version", "check"), VECTORS)
def test_the_check_character_is_that_of_the_real_licence(
    type_: str, issuer: str, serial: str, version: int, check: str
) -> None:
    made = LicenceId(type_, issuer, serial, version)
    assert str(made) == f"1.2.156.3005.2.{type_}.{issuer}.{serial}.{version:03d}.{check}"
    assert LicenceId.parse(str(made).lower()) == made


def test_the_next_version_has_its_own_check_character() -> None:
    made = LicenceId(*VECTORS[1][:4])  # type: ignore[arg-type]
    renewed = made.next_version()
    assert renewed.version == 2
    assert LicenceId.parse(str(renewed)) == renewed
    assert renewed.check != made.check


def test_a_wrong_check_character_is_refused() -> None:
    right = str(LicenceId(*VECTORS[1][:4]))  # type: ignore[arg-type]
    with pytest.raises(CodeError, match="重新扫描") as error:
        LicenceId.parse(right[:-1] + "8")
    assert error.value.code == "licence_id.check"


@pytest.mark.parametrize("text", ["", "1.2.156.3005.2", "1.2.156.3005.3.a.b.c.001.0", "1x2x156x3005x2.a.b.c.001.0"])
def test_another_shape_is_refused(text: str) -> None:
    with pytest.raises(CodeError) as error:
        LicenceId.parse(text)
    assert error.value.code == "licence_id.shape"


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [(0, "11100000000013338W", "type"), (1, "34", "issuer"), (2, "a-1", "serial"), (2, "1" * 33, "serial")]
    + [(3, 0, "version"), (3, 1000, "version")],
)
def test_an_impossible_part_is_refused(place: int, value: str | int, code: str) -> None:
    parts: list[str | int] = list(VECTORS[1][:4])
    parts[place] = value
    with pytest.raises(CodeError) as error:
        LicenceId(*parts)  # type: ignore[arg-type]
    assert error.value.code == f"licence_id.{code}"
