"""One case, whole, as six people see it: applied for on a phone, taken in, examined by two, decided, verified, rated."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.conftest import Visit
from tests.browser.reading import PASSWORD, sign_in

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
SHOPKEEPER, CITIZEN = "412927197811129991", "411323199605060006"
ITEM, CARD = "食品经营许可（新办）", "社会保障卡申领"
PATIENCE = 120  # tries of a quarter of a second for what the worker brings
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180a4a5d9000000000049454e44ae426082"
)
TYPED = {
    "contact_name": "陈建国",
    "contact_phone": "138 0000 0003",
    "org_address": "西峡县白羽街道人民路 18 号",
    "business_area": "86.5",
    "pollution_distance": "60",
    "kitchen_area": "22",
    "dining_area": "50",
    "seat_count": "36",
    "food_safety_manager_name": "陈建国",
    "food_safety_manager_id_number": SHOPKEEPER,
    "food_safety_manager_phone": "13800000003",
    "food_worker_count": "3",
    "health_cert_count": "3",
    "person_phone": "13800000001",
    "id_valid_until": "20420505",
    "current_address": "西峡县白羽街道灌河路 36 号",
    "contact_address": "西峡县白羽街道灌河路 36 号",
    "residence_address": "西峡县白羽街道灌河路 36 号",
}
ANSWERS = re.compile("^(餐饮服务经营者|热食类制售|否$|店内就餐|电子证照)")
"""What is chosen where one of the choices is such; else the first."""


def enter(seen: Visit, login: str, path: str = "/work/login/") -> Any:
    return sign_in(seen, (login, PASSWORD), path)


def looks_well(seen: Visit) -> None:
    assert not seen.axe(), seen.page.url
    assert seen.overflow() <= 0, seen.page.url


def until(page: Any, there: Callable[[], bool]) -> None:
    """Look again until the worker has brought it."""
    for _ in range(PATIENCE):
        if there():
            return
        page.wait_for_timeout(250)
        page.reload()
    assert there(), page.url


def fill_in(page: Any) -> None:
    """One page of the application, as shown: choose what is not chosen, write what is not written, go on."""
    for group in page.locator("main fieldset").all():
        if not group.locator("input:checked").count():
            wanted = group.locator(".choice label").filter(has_text=ANSWERS)
            (wanted if wanted.count() else group.locator(".choice label")).first.click()
    for line in page.locator("main .field input.form-control").all():
        name = line.get_attribute("name")
        if not line.input_value() and name in TYPED:
            line.fill(TYPED[name])
    page.get_by_role("button", name="继续").click()


def apply(seen: Visit) -> str:
    """The shopkeeper applies on his phone; the address of his confirmation."""
    page = enter(seen, SHOPKEEPER, "/login/")
    page.goto(f"{seen.url}/items/?q={ITEM}")
    page.get_by_role("link", name=ITEM).first.click()
    page.get_by_role("link", name="在线办理").first.click()
    page.get_by_role("button", name="开始办理").click()
    page.get_by_role("link", name="接着办").click()
    for _ in range(20):
        if "/materials/" in page.url:
            break
        fill_in(page)
    looks_well(seen)
    page.locator(".mats a.btn", has_text="上传").first.click()
    page.locator("#files").set_input_files({"name": "布局图.png", "mimeType": "image/png", "buffer": PICTURE})
    page.get_by_role("link", name="这份交好了，继续").click()
    page.get_by_role("link", name="继续", exact=True).click()
    assert page.locator("h1").inner_text() == "核对后提交"
    looks_well(seen)
    page.locator("label[for=declared]").click()
    page.get_by_role("button", name="确认并提交申请").dblclick()
    page.wait_for_url("**/done/")
    looks_well(seen)
    return str(page.url)


def take_in(seen: Visit, number: str) -> None:
    """By keyboard: the material that was uploaded is right, the application accepted."""
    page = enter(seen, "xixiaclerk")
    page.goto(f"{seen.url}/work/cases/{number}/accept/")
    looks_well(seen)
    page.locator("[data-mark='1']").first.focus()
    page.keyboard.press("1")
    page.wait_for_url("**/accept/#m*")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/papers/")
    assert "已受理。" in page.locator("main").inner_text()


def examine(seen: Visit, number: str) -> None:
    """Each point is ticked by its key; who has given his opinion cannot give the second one."""
    page = seen.page
    page.goto(f"{seen.url}/work/cases/{number}/review/")
    looks_well(seen)
    for _ in page.locator(".crits:not(.crits--law) > li").all():
        page.keyboard.press("1")
    page.get_by_label("同意", exact=True).check()
    page.locator("main textarea").last.fill("与申请一致，符合要求。")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/cases/{number}/")


def decide(seen: Visit, number: str) -> None:
    page = enter(seen, "xixiaapprover")
    page.goto(f"{seen.url}/work/cases/{number}/decide/")
    looks_well(seen)
    page.get_by_label("准予").check()
    page.get_by_label("经营项目").fill("热食类食品制售")
    page.get_by_role("button", name="核对").click()
    looks_well(seen)
    page.get_by_role("button", name="确认：准予").click()
    page.wait_for_url(f"**/cases/{number}/")
    assert "决定已作出" in page.locator("main").inner_text()


def show_licence(seen: Visit) -> tuple[str, bytes]:
    """The licence in the wallet: its code as it is shown to somebody, and its file."""
    page = seen.open("/space/licences/")
    shown = page.get_by_role("link", name="食品经营许可证", exact=True)
    until(page, lambda: bool(shown.count()))
    looks_well(seen)
    shown.last.click()
    until(page, lambda: bool(page.get_by_role("link", name="亮证").count()))
    looks_well(seen)
    file = page.request.get(page.url + "file/").body()
    page.get_by_role("link", name="亮证").first.click()
    looks_well(seen)
    code = re.search(r"输入核验码：(\S+)", page.locator("main").inner_text())
    assert code is not None and file.startswith(b"%PDF")
    return code.group(1), file


def verify(seen: Visit, code: str, file: bytes) -> None:
    """A stranger: by the code, by the file, and by the file with one byte changed."""
    page = seen.open(f"/verify/{code}/")
    assert "这本证照真实有效。" in page.locator("main").inner_text()
    looks_well(seen)
    changed = bytearray(file)
    changed[len(file) // 3] ^= 1
    for content, answer in ((file, "真实有效"), (bytes(changed), "不能采信")):
        page.goto(seen.url + "/verify/")
        sent = {"name": "证照.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator("main input[type=file]").set_input_files(sent)
        page.get_by_role("button", name="上传并核验").click()
        assert answer in page.locator("main").inner_text()


def rate(seen: Visit, case: str) -> None:
    page = seen.open(case)
    asked = page.get_by_role("link", name="去评价")
    until(page, lambda: bool(asked.count()))
    asked.click()
    looks_well(seen)
    page.locator("main button, main a").filter(has_text="非常满意").first.click()
    page.get_by_role("button", name="提交评价").click()
    assert "谢谢您的评价。" in page.locator("main").inner_text()


def test_a_case_goes_from_the_application_to_the_rating(visit: Open) -> None:
    citizen = visit(width=390)
    done = apply(citizen)
    number = re.sub(r"\s", "", citizen.page.locator(".filed__keys dd").first.inner_text())
    take_in(visit(), number)
    first, second = visit(), visit()
    enter(first, "xixiareviewer")
    examine(first, number)
    examine(first, number)
    assert first.page.get_by_role("button", name="现场核查").is_disabled()
    enter(second, "xixiaexaminer")
    examine(second, number)
    decide(visit(), number)
    verify(visit(width=390), *show_licence(citizen))
    citizen.page.goto(done)
    citizen.page.get_by_role("link", name="看办理进度").click()
    rate(citizen, citizen.page.url.removeprefix(citizen.url))
    supervisor = visit()
    page = enter(supervisor, "xixiasupervisor")
    page.goto(f"{supervisor.url}/work/supervision/cases/{number}/")
    assert "哈希链完整" in page.locator("main").inner_text()
    looks_well(supervisor)


FOCUSED = """() => {
    const on = document.activeElement;
    const group = on.type === 'radio' ? [...document.querySelectorAll(`input[name="${CSS.escape(on.name)}"]`)] : [];
    return {tag: on.tagName, type: on.type || '', name: on.name || '', value: on.value || '', checked: !!on.checked,
        text: (on.labels && on.labels[0] ? on.labels[0].innerText : on.innerText || '').trim(),
        chosen: group.some(one => one.checked), choices: group.map(one => one.labels[0].innerText.trim()),
        outlined: getComputedStyle(on).outlineStyle !== 'none' ||
            getComputedStyle(on.closest('.choice') || on).outlineStyle !== 'none' ||
            getComputedStyle(on).boxShadow !== 'none'};
}"""


def press_through(page: Any, ends: str) -> None:
    """One page by keyboard alone, from its top: Tab to each control, choose and write, Enter on the button that ends it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        on = page.evaluate(FOCUSED)
        assert on["outlined"], on
        if on["tag"] in {"BUTTON", "A"} and on["text"].startswith(ends):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if on["type"] == "radio" and not on["chosen"]:
            page.keyboard.press("Space")
            wanted = next((n for n, text in enumerate(on["choices"]) if ANSWERS.match(text)), 0)
            for _step in range(wanted):
                page.keyboard.press("ArrowDown")
        elif on["type"] == "checkbox" and not on["checked"]:
            page.keyboard.press("Space")
        elif on["tag"] == "INPUT" and on["type"] in {"text", "tel"} and not on["value"] and on["name"] != "q":
            page.keyboard.type(TYPED.get(on["name"], "演示"))
        elif on["tag"] == "SELECT" and not on["value"]:
            page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {ends} on {page.url}")


@pytest.mark.demand("PUB-15")
def test_with_large_letters_and_by_keyboard_alone_one_applies(visit: Open) -> None:
    seen = visit()
    page = enter(seen, CITIZEN, "/login/")
    plain = float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    page.get_by_role("button", name="长者模式").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-mode=elder]")
    large = float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert large >= 22 > plain
    page.goto(f"{seen.url}/items/?q={CARD}")
    press_through(page, CARD)
    press_through(page, "在线办理")
    press_through(page, "开始办理")
    press_through(page, "接着办")
    for _ in range(20):
        if "/check/" in page.url:
            break
        press_through(page, "继续")
    looks_well(seen)
    press_through(page, "确认并提交申请")
    assert page.locator("h1").inner_text() == "申请已提交"
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) == large
