"""上级清单 by file: an edition is handed in, looked at and taken in whole, or not at all (CAT-06)."""

from __future__ import annotations

from datetime import date

from bancheng.ground.access import Actor, Target, demand
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, IMPORT
from bancheng.registers.catalog.models import ImportRun, UpstreamEntry
from bancheng.registers.catalog.services.importing import received
from bancheng.registers.catalog.typed import line
from bancheng.registers.organisations import selectors as organisations


def upload_upstream(
    *,
    stream: Readable,
    file_name: str,
    list: str,
    edition: str,
    region: str,
    on: date,
    remark: str,
    by: Actor,
    whole: bool = True,
) -> ImportRun:
    """Hand an edition of a list in that binds a region (12 digits): it is read and compared, nothing is taken yet.

    `on`: the day from which it holds; `remark`: by what act it was changed, told with every review. `whole`: the file is the
    whole list, so what it does not have was cancelled. Raises AccessDenied, `files.FileRefused`, `Refused`: upstream.…, import.….
    """
    place = organisations.region(region)
    if place is None:
        raise Refused("upstream.region", "请选择清单适用的地区。")
    for action in (IMPORT, EDIT):
        demand(by, action, Target(region=place.code))
    if list not in UpstreamEntry.List.values:
        raise Refused("upstream.list", "请选择所在清单。")
    options = {
        "list": list,
        "edition": line(edition, longest=40, code="upstream.edition", sentence="请输入清单版本，例如 2023 年版。"),
        "on": on.isoformat(),
        "remark": line(
            remark,
            longest=200,
            code="upstream.remark",
            sentence="请写明清单变动的依据，例如国办发〔2023〕5 号，最多 200 个字。",
        ),
        "whole": whole,
    }
    return received(stream, file_name, kind=ImportRun.Kind.UPSTREAM, place=place.code, options=options, by=by)
