"""A guide goes from blank to published in one sitting: one person, one editor, every page and every click counted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.conftest import Visit
from tests.browser.reading import PASSWORD
from tests.starters.website import BANCHENG, Website, environment

pytestmark = pytest.mark.browser
MANAGER = ("xixiahall", PASSWORD)
ITEM = "小微餐饮登记（示例）"
LAW = "《中华人民共和国食品安全法》 | 第三十六条"
MOST_PAGES, MOST_CLICKS = 25, 40
"""What the whole guide may cost: a page is a document loaded, a click a press of the mouse."""
NEW_ITEM = f"""
from bancheng.ground.access import system
from bancheng.registers.catalog import services
from bancheng.registers.organisations import selectors
organ = selectors.organisations(region="411323000000").get(function="market_regulation")
basic = services.create_basic_item(name="{ITEM}", item_type="07", province="41", by=system("测试"))
item = services.create_item(
    name="{ITEM}", item_type="07", nature="power", organisation=organ.pk, basic=basic, by=system("测试")
)
print("item", item.pk)
"""


class Sitting:
    """One person in the editor: what he opens and clicks is counted, what he types is not."""

    def __init__(self, seen: Visit, item: int) -> None:
        self.seen, self.page, self.item = seen, seen.page, item
        self.pages = self.clicks = 0

    def part(self, name: str) -> None:
        """Where he is, and that the page can be read."""
        expect(self.page.locator("#e1")).to_have_text(name)
        assert f"/work/items/{self.item}/guide/" in self.page.url
        assert not self.seen.axe(), self.page.url
        assert self.seen.overflow() <= 0, self.page.url

    def click(self, there: Locator) -> None:
        self.clicks += 1
        there.click()

    def go(self, name: str) -> None:
        """A button or a link that leads to another document."""
        there = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        self.follow(there.first)

    def follow(self, there: Locator) -> None:
        self.pages += 1
        self.seen.follow(lambda: self.click(there))

    def tick(self, label: str) -> None:
        self.click(self.page.get_by_label(label, exact=True).first)

    def write(self, **fields: str) -> None:
        """Type into the controls of these names (`rows_0_law` is rows-0-law)."""
        for name, text in fields.items():
            there = self.page.locator(f"#section [name='{name}'], #section [name='{name.replace('_', '-', 2)}']").first
            there.fill(text)

    def choose(self, name: str, label: str) -> None:
        self.clicks += 2
        self.page.locator(f"#section select[name='{name}']").select_option(label=label)


@pytest.fixture
def item(site: Website) -> int:
    """A matter with a code that nobody has written a guide for yet."""
    made = subprocess.run(
        [str(BANCHENG), "shell", "-c", NEW_ITEM],
        env=environment(site.directory),
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"item (\d+)", made.stdout)
    assert found is not None, made.stdout
    return int(found.group(1))


def begin(sitting: Sitting) -> None:
    sitting.part("基本信息")
    sitting.write(summary="您开小吃店、小餐馆，营业前在这里登记。", keywords="小吃店、小餐馆")
    sitting.tick("自然人")
    sitting.tick("窗口办理")
    sitting.tick("网上办理")
    sitting.choose("handling", "承诺件")
    sitting.go("保存，写下一节")
    sitting.part("时限和次数")
    sitting.write(statutory_n="20", statutory_basis=LAW, promised_n="5")
    sitting.page.keyboard.press("Tab")
    expect(sitting.page.locator("#panel")).to_contain_text("我们承诺 5 个工作日内办完")
    sitting.click(sitting.page.locator("label[for=look-elder]"))
    sitting.write(visits="0", promised_n="6")
    sitting.page.keyboard.press("Tab")
    expect(sitting.page.locator("#panel")).to_contain_text("我们承诺 6 个工作日内办完")
    expect(sitting.page.locator("#look-elder")).to_be_checked()
    sitting.go("保存，写下一节")


def on_what_terms(sitting: Sitting) -> None:
    sitting.part("依据")
    sitting.write(rows_0_law="《中华人民共和国食品安全法》", rows_0_article="第三十六条")
    sitting.go("保存，写下一节")
    sitting.part("条件")
    sitting.write(rows_0_text="有固定的经营场所", rows_0_basis=LAW)
    sitting.go("保存，写下一节")


def ask(sitting: Sitting) -> None:
    """A question out of the dictionary with its answers, fields of the form; the phone beside shows both."""
    page = sitting.page
    sitting.part("情形")
    page.get_by_label("从数据元目录里找").fill("主体业态")
    sitting.go("找")
    sitting.follow(page.locator("button[value^='pick:']").first)
    expect(page.locator("[name='rows-0-label']")).to_have_value(re.compile("主体业态"))
    sitting.write(rows_0_label="您经营的是哪一种")
    page.keyboard.press("Tab")
    expect(page.locator("#panel .phone").first).to_contain_text("您经营的是哪一种")
    sitting.go("保存，写下一节")
    sitting.part("表单")
    for row, element in enumerate(("姓名", "手机号码")):
        sitting.write(**{f"rows_{row}_element": element})
        if row == 0:
            sitting.go("再加一条")
    sitting.go("保存，写下一节")


def demand_papers(sitting: Sitting) -> None:
    page = sitting.page
    sitting.part("材料")
    sitting.go("加一份")
    for name, again in (("食品经营许可申请书", True), ("授权委托书", False)):
        sitting.part("加一份材料")
        sitting.write(code=name, name=name, basis=LAW, originals="1", copies="0")
        sitting.choose("signature", "签名")
        if again:
            sitting.go("保存，再加一份")
        else:
            sitting.follow(page.get_by_role("button", name="保存", exact=True).last)
    sitting.part("材料")
    sitting.follow(page.locator(".actions").get_by_role("link", name="写下一节"))


def walk(sitting: Sitting) -> None:
    """The usual walk laid out at once (no review points, which not every item has), what it costs, what comes of it."""
    page = sitting.page
    sitting.part("流程")
    sitting.go("承诺件的常用流程")
    expect(page.locator(".graph__node")).to_have_count(5)
    sitting.go("保存，写下一节")
    sitting.part("操作规程")
    sitting.go("保存，写下一节")
    sitting.part("收费")
    sitting.write(statement="不收费")
    sitting.go("保存，写下一节")
    sitting.part("结果")
    sitting.write(rows_0_name="小微餐饮登记证")
    sitting.go("保存，写下一节")
    sitting.part("说明和救济")
    sitting.write(remedies="对决定不服的，可以自知道决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。")
    sitting.write(notes="登记证放在店里显眼的地方。")
    sitting.follow(page.get_by_role("button", name="保存", exact=True).last)


def narrow(sitting: Sitting) -> None:
    """The second paper is for one kind of business only: a tick taken away in the table, and tried."""
    page = sitting.page
    sitting.follow(page.get_by_role("link", name="情形表"))
    sitting.part("情形表")
    sitting.click(page.locator("#line-1 input[type=checkbox]").first)
    sitting.follow(page.get_by_role("button", name="保存", exact=True).last)
    sitting.follow(page.get_by_role("link", name="试一件").first)
    sitting.part("试一件")
    answers = page.locator("#answers select")
    sitting.clicks += 4
    answers.select_option(index=1)
    expect(page.locator("[data-set=unneeded]")).to_contain_text("授权委托书")
    answers.select_option(index=2)
    expect(page.locator("[data-set=papers]")).to_contain_text("授权委托书")


def publish(sitting: Sitting) -> None:
    page = sitting.page
    sitting.follow(page.get_by_role("link", name="常见问题"))
    sitting.part("常见问题")
    sitting.write(rows_0_q="要交钱吗？", rows_0_a="不收费。")
    sitting.follow(page.locator(".actions").get_by_role("button", name="发布"))
    expect(page.locator("main")).to_contain_text("要素齐全，没有错误")
    sitting.part("发布第 1 版")
    sitting.go("确认发布")


def test_a_guide_goes_from_blank_to_published_without_leaving_the_editor(
    visit: Callable[..., Visit], item: int
) -> None:
    seen = visit(width=1440)
    seen.enter(MANAGER, "/work/login/")
    seen.open(f"/work/items/{item}/guide/basic/")
    sitting = Sitting(seen, item)
    for step in (begin, on_what_terms, ask, demand_papers, walk, narrow, publish):
        step(sitting)
    expect(seen.page.locator("main")).to_contain_text("第 1 版已发布")
    assert sitting.pages <= MOST_PAGES and sitting.clicks <= MOST_CLICKS, (sitting.pages, sitting.clicks)

    citizen = visit(width=390)
    page = citizen.open(f"/guide/{item}/")
    expect(page.locator("h1")).to_have_text(ITEM)
    expect(page.locator("main")).to_contain_text("我们承诺 6 个工作日内办完")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_editor_can_be_read_at_every_width(visit: Callable[..., Visit], width: int) -> None:
    seen = visit(width=width)
    page = seen.enter(MANAGER, "/work/login/")
    seen.open("/work/items/?q=食品经营许可（新办）")
    link: Any = page.get_by_role("link", name="食品经营许可（新办）").first.get_attribute("href")
    for part in ("time", "questions", "stages", "materials/0", "situations", "try", "print", "publish"):
        seen.open(f"{link}guide/{part}/")
        assert not seen.axe(), (part, width)
        assert seen.overflow() <= 0, (part, width)
