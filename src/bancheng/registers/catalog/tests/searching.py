"""Entries for the tests of the search, and the titles that a query finds."""

from __future__ import annotations

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.tests.sample import COUNTY
from bancheng.registers.catalog.types import SearchDocument, SearchQuery

TITLES = (
    *(
        "食品经营许可（新办）",
        "食品经营许可（变更）",
        "食品生产许可",
        "小餐饮经营许可",
        "公共场所卫生许可",
        "道路货物运输经营许可",
    ),
    *(
        "社会保障卡申领",
        "社会保障卡补领、换领",
        "灵活就业人员参保登记",
        "养老保险关系转移接续",
        "户口迁移",
        "居民身份证补领",
    ),
    *(
        "ETC 卡办理",
        "3C 认证查询",
        "银行账户备案",
        "营业执照遗失补领",
        "𠮷祥户外招牌设置",
        "残疾人证办理",
        "结婚登记",
        "离婚登记",
    ),
)


def contribute(titles: tuple[str, ...], *, first: int = 1, region: str = COUNTY, **more: object) -> None:
    """Entries without guides behind them, numbered from `first`: the index does not mind."""
    documents = [
        SearchDocument(
            key=str(number),
            title=title,
            region_code=region,
            weight=number % 5,
            audience="person",
            card=CARD | {"item_id": number},
            **more,  # type: ignore[arg-type]
        )
        for number, title in enumerate(titles, start=first)
    ]
    services.index_entries(kind="item", documents=documents)


CARD = {
    "organ": "某局",
    "region_name": "西峡县",
    "item_type": "01",
    "nature_label": "依申请",
    "handling": "promised",
    "promised": "5 个工作日",
    "statutory": "10 个工作日",
    "visits": 0,
    "online": True,
    "charged": False,
    "code": "",
    "implementation_code": "",
    "version": 1,
}


def titles(q: str, **more: object) -> list[str]:
    return [hit.title for hit in selectors.find(SearchQuery(q=q, size=100, **more)).results]  # type: ignore[arg-type]
