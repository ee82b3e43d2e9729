"""Profile files read into seeds. What is wrong in a file is said in a sentence that names the file and the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.organisations.seeds import (
    FormerName,
    OrganisationSeed,
    ProfileSeed,
    RegionSeed,
    RosterSeed,
    RuleSeed,
    ServedSeed,
)

HERE = Path(__file__).parent
CODE_KINDS = {"institution": "12", "service_centre": "12", "public_enterprise": "91"}
HOURS = "周一至周五 9:00—12:00、13:00—17:00，法定节假日除外（演示）"
PHONE = "12345（演示）"


class ProfileError(ValueError):
    """A profile file that cannot be taken; the sentence says what to correct and where."""


def read_regions(path: Path = HERE / "regions.yaml") -> tuple[RegionSeed, ...]:
    """The regions the demonstration needs: code and name."""
    return tuple(RegionSeed(code, name) for code, name in _yaml(path).items())


def read_profile(path: Path, regions: tuple[RegionSeed, ...] | None = None) -> ProfileSeed:
    """One profile. Raises `ProfileError`."""
    return _Reader(path.name, _yaml(path), read_regions() if regions is None else regions).profile()


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ProfileError(f"{path.name}：不是合法的 YAML 文件，请检查缩进和引号。{error}") from error


class _Reader:
    """One file: every look-up names where it failed."""

    def __init__(self, file: str, document: Any, regions: tuple[RegionSeed, ...]) -> None:
        self.file = file
        self.regions = regions
        if not isinstance(document, Mapping):
            raise ProfileError(f"{file}：文件应当由“键: 值”组成。")
        self.document: Mapping[str, Any] = document
        self.organs: Mapping[str, Mapping[str, Any]] = _yaml(HERE / "organs.yaml")["organs"]
        vocabulary = _yaml(HERE / "catalogue" / "vocabulary.yaml")
        self.owner_types = {row["code"]: row.get("owner_type", "administrative") for row in vocabulary["organ_kinds"]}

    def profile(self) -> ProfileSeed:
        text = self._text
        return ProfileSeed(
            key=text(self.document, "key"),
            name=text(self.document, "name"),
            document=text(self.document, "document"),
            site_name=text(self.document, "site_name"),
            script=text(self.document, "script"),
            in_force_from=self._date(self.document, "in_force_from"),
            regions=tuple(str(code) for code in self._list("regions")),
            branding=self._mapping("branding"),
            labels=self._mapping("labels"),
            rules=tuple(self._rules()),
            served=tuple(ServedSeed(text(row, "code"), int(row.get("order", 100))) for row in self._list("served")),
            organisations=(*self._explicit(), *(one for row in self._list("counties") for one in self._county(row))),
            rosters=tuple(self._rosters()),
        )

    def _rules(self) -> Iterator[RuleSeed]:
        for key, versions in self._mapping("rules").items():
            if not isinstance(versions, list) or not versions:
                raise ProfileError(f"{self.file}：规则 {key} 应当列出至少一个版本。")
            for version in versions:
                at = f"规则 {key}"
                if not isinstance(version, Mapping) or "value" not in version:
                    raise ProfileError(f"{self.file}：{at}缺少 value，请写明取值。")
                yield RuleSeed(
                    key, version["value"], self._date(version, "valid_from", at), self._text(version, "basis", at)
                )

    def _rosters(self) -> Iterator[RosterSeed]:
        for row in self._list("rosters"):
            key = self._text(row, "key", "机构名单")
            keys = tuple(str(one) for one in row.get("organisations", ()))
            yield RosterSeed(key, self._text(row, "name", key), self._text(row, "basis", key), keys)

    def _explicit(self) -> Iterator[OrganisationSeed]:
        for row in self._list("organisations"):
            key = self._text(row, "key", "机构")
            region = self._text(row, "region", key)
            kind = self._text(row, "kind", key)
            number = row.get("code", CODE_KINDS.get(kind, "11"))
            yield OrganisationSeed(
                key=key,
                region=region,
                name=self._text(row, "name", key),
                kind=kind,
                since=self._date(row, "since", key),
                short_name=row.get("short_name", ""),
                function=row.get("function", ""),
                parent=row.get("parent", ""),
                # An inner unit has no code of its own and shows that of its organ.
                uscc=demo_credit_code(number, region, row.get("uscc_of", key)),
                hours=HOURS,
                phone=PHONE,
                supervise_phone=PHONE,
                until=self._date(row, "until", key) if "until" in row else None,
                until_reason=row.get("until_reason", ""),
            )

    def _county(self, row: Any) -> Iterator[OrganisationSeed]:
        """The organs of a county by function, then its towns and villages as far as the regions are listed."""
        region, since = self._text(row, "region", "counties"), self._date(row, "since", "counties")
        prefix, own = self._text(row, "prefix", region), row.get("names", {})
        wanted = row.get("only") or self.organs
        for function in wanted:
            if function not in self.organs or set(own) - set(self.organs):
                strange = function if function not in self.organs else "、".join(sorted(set(own) - set(self.organs)))
                raise ProfileError(f"{self.file}：{region} 的机构职能 {strange} 不在 organs.yaml 中，请改正。")
            organ = {**self.organs[function], **own.get(function, {})}
            yield self._organ(function, organ, region, prefix, since, row.get("reform", ""))
        if "only" not in row:
            yield from self._below(region, prefix, since)

    def _organ(
        self, function: str, organ: Mapping[str, Any], region: str, prefix: str, since: date, reform: str
    ) -> OrganisationSeed:
        key, kind = f"{region[:6]}-{function}", organ["kind"]
        former: tuple[FormerName, ...] = ()
        if "former" in organ:
            former = (FormerName(f"{prefix}{organ['former']}", self._date(organ, "until", key), reform or "机构改革"),)
        owned = kind in ("government", "public_enterprise")
        return OrganisationSeed(
            key=key,
            region=region,
            name=f"{prefix}{organ['name']}",
            kind=kind,
            since=organ.get("since", since),
            short_name=organ["short"],
            function=function,
            owner_type=self.owner_types.get(function, "administrative"),
            parent="" if owned else f"{region[:6]}-government",
            uscc=demo_credit_code(organ.get("code", CODE_KINDS.get(kind, "11")), region, key),
            address=f"{prefix}政务服务大厅（演示地址）",
            hours=HOURS,
            phone=PHONE,
            supervise_phone=PHONE,
            former=former,
        )

    def _below(self, county: str, prefix: str, since: date) -> Iterator[OrganisationSeed]:
        stem = county[:6]
        for place in self.regions:
            if not place.code.startswith(stem) or place.code == county:
                continue
            is_town = place.code.endswith("000")
            yield OrganisationSeed(
                key=place.code,
                region=place.code,
                name=_town(prefix, place.name) if is_town else _village(place.name),
                kind="town" if is_town else "other",
                since=since,
                short_name=place.name,
                function="town" if is_town else "village",
                parent=f"{stem}-government" if is_town else f"{place.code[:9]}000",
                uscc=demo_credit_code("11" if is_town else "54", place.code, place.code),
                address=f"{prefix}{place.name}便民服务{'中心' if is_town else '站'}（演示地址）",
                hours=HOURS,
                phone=PHONE,
                supervise_phone=PHONE,
            )

    def _text(self, row: Any, name: str, at: str = "") -> str:
        value = row.get(name) if isinstance(row, Mapping) else None
        if not isinstance(value, str) or not value.strip():
            raise ProfileError(f"{self.file}：{at}缺少 {name}，请补上文字（数字请加引号）。")
        return value.strip()

    def _date(self, row: Any, name: str, at: str = "") -> date:
        value = row.get(name) if isinstance(row, Mapping) else None
        if not isinstance(value, date):
            raise ProfileError(f"{self.file}：{at}缺少日期 {name}，请写成 2021-07-07 的形式。")
        return value

    def _list(self, name: str) -> list[Any]:
        value = self.document.get(name) or []
        if not isinstance(value, list):
            raise ProfileError(f"{self.file}：{name} 应当是一个列表。")
        return value

    def _mapping(self, name: str) -> Mapping[str, Any]:
        value = self.document.get(name) or {}
        if not isinstance(value, Mapping):
            raise ProfileError(f"{self.file}：{name} 应当由“键: 值”组成。")
        return value


def _town(prefix: str, name: str) -> str:
    if name.endswith("街道"):
        return f"{prefix}{name}办事处"
    return f"{prefix}{name}{'人民政府' if name.endswith(('镇', '乡')) else '管理委员会'}"


def _village(name: str) -> str:
    return f"{name}{'居民委员会' if name.endswith('社区') else '村民委员会'}"
