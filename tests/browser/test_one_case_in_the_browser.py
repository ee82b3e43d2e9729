"""One case, whole, as six people see it: applied for on a phone, taken in, examined by two, decided, verified, rated."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import LETTERS, PASSWORD

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
SHOPKEEPER, CITIZEN = "412927197811129991", "411323199605060006"
ITEM, CARD = "食品经营许可（新办）", "社会保障卡申领"
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
ANSWERS = re.compile("^(餐饮服务经营者|热食类制售|否$|店内就餐|电子证照|西峡县白羽街道陈师傅面馆)")
"""What is chosen where one of the choices is such; else the first. The shop by name: whoever has another firm is asked for which."""
MOST_PAGES = 20
"""An application that is not through its form by then has come to a page that does not let it go on."""
FACE = "热食类食品制售"
"""What the licence of this case allows."""


def enter(seen: Visit, login: str, path: str = "/work/login/") -> Any:
    return seen.enter((login, PASSWORD), path)


def looks_well(seen: Visit) -> None:
    assert not seen.axe(), seen.page.url
    assert seen.overflow() <= 0, seen.page.url


def fill_in(seen: Visit) -> None:
    """One page of the application, as shown: choose what is not chosen, write what is not written, go on."""
    page = seen.page
    for group in page.locator("main fieldset").all():
        if not group.locator("input:checked").count():
            wanted = group.locator(".choice label").filter(has_text=ANSWERS)
            (wanted if wanted.count() else group.locator(".choice label")).first.click()
    for line in page.locator("main .field input.form-control").all():
        name = line.get_attribute("name")
        if not line.input_value() and name in TYPED:
            line.fill(TYPED[name])
    seen.follow(page.get_by_role("button", name="继续").click)


def upload(seen: Visit, link: Any) -> None:
    """One paper of the list, and back to it."""
    page = seen.page
    seen.follow(link.click)
    picture = {"name": "布局图.png", "mimeType": "image/png", "buffer": PICTURE}
    seen.follow(lambda: page.locator("#files").set_input_files(picture))
    seen.follow(page.get_by_role("link", name="这份交好了，继续").click)


def apply(seen: Visit) -> str:
    """The shopkeeper applies on his phone; the address of his confirmation."""
    page = enter(seen, SHOPKEEPER, "/login/")
    seen.open(f"/items/?q={ITEM}")
    seen.follow(page.get_by_role("link", name=ITEM).first.click)
    seen.follow(page.get_by_role("link", name="在线办理").first.click)
    seen.follow(page.get_by_role("button", name="开始办理").click)
    seen.follow(page.get_by_role("link", name="接着办").click)
    for _ in range(MOST_PAGES):
        if "/materials/" in page.url:
            break
        fill_in(seen)
    expect(page).to_have_url(re.compile("/materials/$"))
    looks_well(seen)
    # What must be there, and what could come later as well: this application is complete.
    for owed in (".mats li", ".mats li:has(.tag--warn)"):
        upload(seen, page.locator(f"{owed} a.btn", has_text="上传").first)
    seen.follow(page.get_by_role("link", name="继续", exact=True).click)
    expect(page.locator("h1")).to_have_text("核对后提交")
    looks_well(seen)
    page.locator("label[for=declared]").click()
    seen.follow(page.get_by_role("button", name="确认并提交申请").dblclick)
    expect(page).to_have_url(re.compile("/done/$"))
    looks_well(seen)
    return str(page.url)


def number_of(seen: Visit) -> str:
    """The number that the confirmation tells."""
    return re.sub(r"\s", "", seen.page.locator(".filed__keys dd").first.inner_text())


def take_in(seen: Visit, number: str) -> None:
    """The material that was uploaded is right, the application accepted."""
    page = enter(seen, "xixiaclerk")
    seen.open(f"/work/cases/{number}/accept/")
    looks_well(seen)
    page.locator("[data-mark='1']").first.focus()
    seen.follow(lambda: page.keyboard.press("1"))
    expect(page).to_have_url(re.compile("/accept/#m"))
    seen.follow(lambda: page.keyboard.press("Control+Enter"))
    expect(page).to_have_url(re.compile("/papers/"))
    expect(page.locator("main")).to_contain_text("已受理。")


def examine(seen: Visit, number: str) -> None:
    """Each point is ticked by its key; who has given his opinion cannot give the second one."""
    page = seen.open(f"/work/cases/{number}/review/")
    looks_well(seen)
    for _ in page.locator(".crits:not(.crits--law) > li").all():
        page.keyboard.press("1")
    page.get_by_label("同意", exact=True).check()
    page.locator("main textarea").last.fill("与申请一致，符合要求。")
    seen.follow(lambda: page.keyboard.press("Control+Enter"))
    expect(page).to_have_url(re.compile(f"/cases/{number}/$"))


def decide(seen: Visit, number: str) -> None:
    page = enter(seen, "xixiaapprover")
    seen.open(f"/work/cases/{number}/decide/")
    looks_well(seen)
    page.get_by_label("准予").check()
    page.get_by_label("经营项目").fill(FACE)
    seen.follow(page.get_by_role("button", name="核对").click)
    looks_well(seen)
    seen.follow(page.get_by_role("button", name="确认：准予").click)
    expect(page).to_have_url(re.compile(f"/cases/{number}/$"))
    expect(page.locator("main")).to_contain_text("决定已作出")


def show_licence(seen: Visit) -> tuple[str, bytes]:
    """The licence in the wallet: its code as it is shown to somebody, and its file."""
    page = seen.open("/space/licences/")
    shown = page.get_by_role("link", name="食品经营许可证", exact=True)
    seen.look_until(shown)
    looks_well(seen)
    # The latest comes first, and was issued with the decision.
    seen.follow(shown.first.click)
    expect(page.locator("main")).to_contain_text(FACE)
    showing = page.get_by_role("link", name="亮证")
    seen.look_until(showing)
    looks_well(seen)
    file = page.request.get(page.url + "file/").body()
    seen.follow(showing.first.click)
    looks_well(seen)
    code = re.search(r"输入核验码：(\S+)", page.locator("main").inner_text())
    assert code is not None and file.startswith(b"%PDF")
    return code.group(1), file


def verify(seen: Visit, code: str, file: bytes) -> None:
    """A stranger: by the code, by the file, and by the file with one byte changed."""
    page = seen.open(f"/verify/{code}/")
    expect(page.locator("main")).to_contain_text("这本证照真实有效。")
    looks_well(seen)
    changed = bytearray(file)
    changed[len(file) // 3] ^= 1
    for content, answer in ((file, "真实有效"), (bytes(changed), "不能采信")):
        seen.open("/verify/")
        sent = {"name": "证照.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator("main input[type=file]").set_input_files(sent)
        seen.follow(page.get_by_role("button", name="上传并核验").click)
        expect(page.locator("main")).to_contain_text(answer)


def rate(seen: Visit, case: str) -> None:
    page = seen.open(case)
    asked = page.get_by_role("link", name="去评价")
    seen.look_until(asked)
    seen.follow(asked.click)
    looks_well(seen)
    seen.follow(page.locator("main button, main a").filter(has_text="非常满意").first.click)
    seen.follow(page.get_by_role("button", name="提交评价").click)
    expect(page.locator("main")).to_contain_text("谢谢您的评价。")


def test_a_case_goes_from_the_application_to_the_rating(visit: Open) -> None:
    citizen = visit(width=390)
    done = apply(citizen)
    number = number_of(citizen)
    take_in(visit(), number)
    first, second = visit(), visit()
    enter(first, "xixiareviewer")
    examine(first, number)
    examine(first, number)
    expect(first.page.get_by_role("button", name="现场核查")).to_be_disabled()
    enter(second, "xixiaexaminer")
    examine(second, number)
    decide(visit(), number)
    verify(visit(width=390), *show_licence(citizen))
    citizen.open(done.removeprefix(citizen.url))
    citizen.follow(citizen.page.get_by_role("link", name="看办理进度").click)
    rate(citizen, citizen.page.url.removeprefix(citizen.url))
    supervisor = visit()
    page = enter(supervisor, "xixiasupervisor")
    supervisor.open(f"/work/supervision/cases/{number}/")
    expect(page.locator("main")).to_contain_text("哈希链完整")
    looks_well(supervisor)


class Keyboard:
    """Presses that lead nowhere else and presses that open another page, all of them counted."""

    def __init__(self, seen: Visit) -> None:
        self.seen, self.pressed = seen, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.seen.page.keyboard.press(key)
        self.pressed += len(keys)

    def go(self, key: str) -> None:
        self.seen.follow(lambda: self.press(key))


MOST_PRESSES = 14
"""From the list of what waits to the accepted case: four papers, two of them to be judged."""


def test_a_clerk_takes_a_complete_case_from_the_keyboard_alone_and_few_presses_do(visit: Open) -> None:
    citizen, window = visit(width=390), visit()
    apply(citizen)
    number = number_of(citizen)
    page = enter(window, "xixiaclerk")
    window.open("/work/todo/?q=" + number)
    hand = Keyboard(window)
    hand.press("j")
    expect(page.locator("table.dense tbody tr:first-child a").first).to_be_focused()
    hand.go("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{number}/$"))
    hand.go("b")
    looks_well(window)
    judged = 0
    for line in page.locator("[data-row]").all():
        hand.press("j")
        expect(line.locator("a").first).to_be_focused()
        if line.locator("[data-mark='1']").count():
            hand.go("1")
            judged += 1
    expect(page.locator("[data-row] [aria-pressed=true]")).to_have_count(judged)
    hand.go("Control+Enter")
    expect(page.locator("main")).to_contain_text("已受理。")
    assert judged == 2 and hand.pressed <= MOST_PRESSES, hand.pressed
    # A letter that is typed is a letter.
    window.open("/work/cases/")
    page.locator("main [name=q]").focus()
    page.keyboard.press("j")
    expect(page.locator("main [name=q]")).to_have_value("j")
    expect(page.locator("table.dense tbody a:focus")).to_have_count(0)


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


def press_through(seen: Visit, ends: str) -> None:
    """One page by keyboard alone, from its top: Tab to each control, choose and write, Enter on the button that ends it."""
    page = seen.page
    for _ in range(120):
        page.keyboard.press("Tab")
        on = page.evaluate(FOCUSED)
        assert on["outlined"], on
        if on["tag"] in {"BUTTON", "A"} and on["text"].startswith(ends):
            seen.follow(lambda: page.keyboard.press("Enter"))
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
    plain = float(page.evaluate(LETTERS))
    page.get_by_role("button", name="长者模式").focus()
    seen.follow(lambda: page.keyboard.press("Enter"))
    expect(page.locator("html[data-mode=elder]")).to_have_count(1)
    large = float(page.evaluate(LETTERS))
    assert large >= 22 > plain
    seen.open(f"/items/?q={CARD}")
    for ends in (CARD, "在线办理", "开始办理", "接着办"):
        press_through(seen, ends)
    for _ in range(MOST_PAGES):
        if "/check/" in page.url:
            break
        press_through(seen, "继续")
    looks_well(seen)
    press_through(seen, "确认并提交申请")
    expect(page.locator("h1")).to_have_text("申请已提交")
    assert float(page.evaluate(LETTERS)) == large
