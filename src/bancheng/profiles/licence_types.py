"""The catalogue of e-licence types read from its content files (`licence_types*.yaml`) into seeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bancheng.profiles.catalogue_reading import HERE, ContentError
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.licences.types import KINDS, FaceElement, Numbering, TypeSeed

NATION = "100000000000"
TYPE = {"key", "name", "department", "order", "elements"}
MORE = {"months", "ground", "number", "personal"}
ELEMENT = {"element", "label", "kind", "required", "sensitive"}


def read_types(folder: Path = HERE) -> tuple[TypeSeed, ...]:
    """All types of a folder, each key and each code once. Raises ContentError with the file and the place in it."""
    seen: dict[str, str] = {}
    found = []
    for path in sorted(folder.glob("licence_types*.yaml")):
        for seed in _file(path):
            for sign in (seed.key, seed.code):
                if sign in seen:
                    raise ContentError(f"{path.name}：{seed.name}与{seen[sign]}的代码相同，请改正其中一个。")
                seen[sign] = seed.name
            found.append(seed)
    return tuple(found)


def _file(path: Path) -> Iterator[TypeSeed]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}：不能读成 YAML，请检查缩进和引号。{error}") from error
    for place, row in enumerate(document.get("types", ()), start=1):
        where = f"{path.name}：第 {place} 种证照"
        if not isinstance(row, Mapping) or not set(row) >= TYPE or set(row) - TYPE - MORE:
            raise ContentError(f"{where}应有 {'、'.join(sorted(TYPE))}，可有 {'、'.join(sorted(MORE))}。")
        yield _seed(where, row)


def _seed(where: str, row: Mapping[str, Any]) -> TypeSeed:
    """The type code of GB/T 36904: the department's credit code and three digits; of the demonstration, so nobody's."""
    number = dict(row.get("number", {}))
    digits = tuple((str(word), str(sign)) for word, sign in number.pop("digits", ()))
    elements = tuple(_element(where, element, bool(row.get("personal"))) for element in row["elements"])
    if len({element.element for element in elements}) < len(elements):
        raise ContentError(f"{where}：照面要素重复，请删去一处。")
    return TypeSeed(
        key=row["key"],
        code=f"{demo_credit_code('11', NATION, row['department'])}{row['order']:03d}",
        name=row["name"],
        elements=elements,
        department=row["department"],
        months=row.get("months", 0),
        numbering=Numbering(**number, digits=digits),
        ground=row.get("ground", ""),
    )


def _element(where: str, row: Mapping[str, Any], personal: bool) -> FaceElement:
    if not isinstance(row, Mapping) or set(row) - ELEMENT or row.get("kind", "text") not in KINDS:
        raise ContentError(f"{where}：照面要素 {row} 不认识，类型只能是 {'、'.join(KINDS)}。")
    return FaceElement(**{"sensitive": personal, **row})
