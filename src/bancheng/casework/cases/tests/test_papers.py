"""What a case's papers say: read back from the PDF, with ordinary words and with the worst that a stranger can type."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bancheng.casework.cases import papers
from bancheng.casework.cases.papers import Line
from bancheng.ground import jobs
from bancheng.ground.access import Subject
from bancheng.ground.files import services as files
from bancheng.ground.law import SHANGHAI, now
from bancheng.registers.documents import selectors, services, types
from bancheng.registers.documents.tests import reading
from bancheng.registers.documents.types import Paper
from bancheng.registers.identity.tests import cast
from bancheng.registers.identity.tests.conftest import _a_friday, county
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.models import Profile

__all__ = ["_a_friday", "county"]

CASE = Subject("cases.case", "papers")
NUMBER = "411323202611200000014"
ORGAN = "西峡县市场监督管理局"
ITEM = "食品经营许可（餐饮服务经营者）新办"
TRACK = f"https://example.test/track/?number={NUMBER}"
LAW = "《中华人民共和国行政许可法》"
GUIDE_REMEDIES = "对决定不服的，可以自知道决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
MATERIALS = (
    Line("食品经营许可申请书", "已上传"),
    Line("营业执照", "电子证照免交"),
    Line("从业人员健康证明", "数据共享免交"),
)
PARTIES = {
    "item": ITEM,
    "applicant": "西峡县老城大勇餐饮店",
    "applicant_masked": "92411323MA4XXXXX0K",
    "organ": ORGAN,
    "phone": "0377-69660000",
}
HEAD: dict[str, Any] = {"case": NUMBER, **PARTIES}
RECEIPT = papers.Receipt(
    number=NUMBER,
    query_code="482915",
    received_at=datetime(2026, 11, 20, 9, 5, tzinfo=SHANGHAI),
    answer_by=date(2026, 11, 27),
    track_url=TRACK,
    materials=MATERIALS,
    **PARTIES,
)
ACCEPTANCE = papers.AcceptanceNotice(
    accepted_on=date(2026, 11, 20),
    promised="7 个工作日",
    due_on=date(2026, 12, 1),
    statutory="20 个工作日",
    statutory_due_on=date(2026, 12, 18),
    deemed=False,
    materials=MATERIALS,
    **HEAD,
)
SUPPLEMENT = papers.SupplementPaper(
    received_on=date(2026, 11, 19),
    told_on=date(2026, 11, 20),
    round=1,
    gaps=(Line("营业执照", "经营范围中没有餐饮服务。"), Line("设备设施布局图", "没有标明洗消间的位置。")),
    **HEAD,
)
NOT_ACCEPTED = papers.NotAcceptedPaper(
    place="第三十二条第一款第二项",
    ground="申请事项依法不属于本行政机关职权范围",
    received_on=date(2026, 11, 19),
    reason="该经营场所位于内乡县境内",
    right_office="内乡县市场监督管理局",
    remedies=GUIDE_REMEDIES,
    decided_on=date(2026, 11, 20),
    **HEAD,
)
GRANTED = papers.DecisionPaper(
    granted=True,
    heading="准予行政许可决定书",
    accepted_on=date(2026, 11, 20),
    decided_on=date(2026, 11, 25),
    reason="经审查，申请符合法定条件、标准。",
    basis="《中华人民共和国食品安全法》第三十五条",
    remedies=GUIDE_REMEDIES,
    valid="自2026年11月25日至2031年11月24日",
    result="食品经营许可证",
    **HEAD,
)
REFUSED = replace(
    GRANTED,
    granted=False,
    heading="不予行政许可决定书",
    reason="经营场所与有害场所的距离不足25米。",
    valid="",
    result="",
)
COLLECTION = papers.CollectionPaper(
    results=(Line("决定书", "西市监决〔2026〕第3号"), Line("食品经营许可证", "JY24113230012345")),
    collected_by="陈大勇",
    collected_masked="411323********1234",
    method="出示居民身份证",
    collected_at=datetime(2026, 11, 26, 10, 30, tzinfo=SHANGHAI),
    handed_by="李秀英",
    **HEAD,
)
ALL = (RECEIPT, ACCEPTANCE, SUPPLEMENT, NOT_ACCEPTED, GRANTED, REFUSED, COLLECTION)
by_kind = pytest.mark.parametrize("paper", ALL, ids=lambda paper: f"{paper.kind}-{getattr(paper, 'granted', '')}")


@pytest.fixture(autouse=True)
def _nothing_is_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seals and links of other rooms are away."""
    for registry in ("_sealer", "_artist", "_links"):
        monkeypatch.setattr(types, registry, {})


def made(county: cast.County, paper: Paper, again: str = "") -> bytes:
    """The file as the applicant gets it: issued, its data sealed and opened again, set by the job."""
    number = "" if paper.word else f"收件 {NUMBER}{again}"
    issued = services.issue(
        paper, subject=CASE, organisation=county.bureau.pk, region=cast.XIXIA, by=cast.PLATFORM, number=number
    )
    jobs.drain()
    (document,) = (one for one in selectors.documents_of(CASE) if one.id == issued.id)
    assert document.ready, document.state_label
    with files.open_file(document.digest) as file:
        return file.read()


def said(county: cast.County, paper: Paper, folder: Path) -> str:
    return reading.text(made(county, paper), folder)


def stands(told: str, *sentences: str) -> None:
    for words in sentences:
        assert "".join(words.split()) in told, words


@by_kind
def test_every_paper_names_case_item_applicant_and_whom_to_ask(
    paper: Paper, county: cast.County, tmp_path: Path
) -> None:
    pdf = made(county, paper)
    stands(reading.text(pdf, tmp_path), NUMBER, ITEM, "西峡县老城大勇餐饮店", ORGAN, "0377-69660000")
    assert "H1" in reading.kinds(pdf, tmp_path)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@by_kind
def test_an_ordinary_paper_shows_what_counts_on_its_first_page(
    paper: Paper, county: cast.County, tmp_path: Path
) -> None:
    pages = reading.pages(made(county, paper), tmp_path)
    assert len(pages) == (2 if paper.kind == "cases.acceptance_notice" else 1)
    if type(paper).sealed:
        assert re.search(f"{ORGAN}2026年11月2[05]日", pages[0]), "organ and date stand where the text ends"


def test_the_receipt_tells_number_code_and_until_when_an_answer_comes(county: cast.County, tmp_path: Path) -> None:
    pdf = made(county, RECEIPT)
    stands(
        reading.text(pdf, tmp_path),
        *("收件凭证", "办件编号" + NUMBER, "查询码482915", "2026年11月20日9时05分", TRACK, "1食品经营许可申请书已上传"),
        *("最迟于2026年11月27日答复", LAW + "第三十二条第一款第四项", "即为受理", "不表示已经受理"),
    )
    assert "Figure" in reading.kinds(pdf, tmp_path), "the QR of the progress, told to who hears the paper"
    assert "Figure" not in reading.kinds(made(county, replace(RECEIPT, track_url=""), "2"), tmp_path)


def test_the_acceptance_tells_both_last_days_and_carries_the_list_behind_the_seal(
    county: cast.County, tmp_path: Path
) -> None:
    notice, annex = reading.pages(made(county, ACCEPTANCE), tmp_path)
    stands(
        notice,
        *("受理通知书", "西峡县老城大勇餐饮店：", LAW + "第三十二条第一款第五项", "自2026年11月20日起予以受理"),
        *("7 个工作日，最迟于2026年12月1日办结", "20 个工作日，至2026年12月18日届满", LAW + "第四十五条"),
        ORGAN + "2026年11月20日",
    )
    assert "视为受理" not in notice and "清单" not in notice
    stands(annex, "附：申请材料清单", "2营业执照电子证照免交", "3从业人员健康证明数据共享免交")


def test_an_acceptance_by_silence_says_so(county: cast.County, tmp_path: Path) -> None:
    paper = replace(
        ACCEPTANCE, deemed=True, accepted_on=date(2026, 11, 12), statutory="法律没有规定", statutory_due_on=None
    )
    told = said(county, paper, tmp_path)
    stands(
        told,
        *("未在五个工作日内告知是否受理", LAW + "第三十二条第一款第四项", "自收到申请材料之日起即为受理"),
        *("受理日期2026年11月12日（视为受理）", "法定办结时限法律没有规定", ORGAN + "2026年11月20日"),
    )
    assert "申请材料齐全" not in told and "届满" not in told


def test_the_supplement_tells_every_gap_once_and_nothing_else_is_owed(county: cast.County, tmp_path: Path) -> None:
    told = said(county, SUPPLEMENT, tmp_path)
    stands(
        told,
        *("申请材料补正告知书", "于2026年11月19日收到", LAW + "第三十二条第一款第四项", "全部内容一次告知"),
        *("1营业执照经营范围中没有餐饮服务。", "2设备设施布局图没有标明洗消间的位置。"),
        *("没有列入上表的材料，不需要补正", "第三十二条第一款第五项", "五个工作日内"),
    )
    assert "次告知，只告知" not in told
    stands(said(county, replace(SUPPLEMENT, round=2), tmp_path), "本次是第2次告知，只告知以前告知时尚未出现的情况")


def test_not_accepted_tells_why_where_to_go_and_how_to_object(county: cast.County, tmp_path: Path) -> None:
    stands(
        said(county, NOT_ACCEPTED, tmp_path),
        *(
            "不予受理通知书",
            LAW + "第三十二条第一款第二项",
            "该经营场所位于内乡县境内。",
            "请向“内乡县市场监督管理局”提出申请",
        ),
        *(LAW + "第七条", "陈述权、申辩权", GUIDE_REMEDIES),
    )
    unneeded = {"place": "第三十二条第一款第一项", "ground": "申请事项依法不需要取得行政许可"}
    elsewhere = said(county, replace(NOT_ACCEPTED, right_office="", remedies="", **unneeded), tmp_path)
    stands(elsewhere, LAW + "第三十二条第一款第一项的规定", "二、权利告知", "六十日内向有管辖权的行政复议机关")
    assert "第一款第二项" not in elsewhere and "受理机关" not in elsewhere


def test_a_grant_says_what_is_granted_and_how_long_it_holds(county: cast.County, tmp_path: Path) -> None:
    told = said(county, GRANTED, tmp_path)
    stands(
        told,
        *("准予行政许可决定书", "已于2026年11月20日受理", "《中华人民共和国食品安全法》第三十五条。"),
        *(LAW + "第三十四条、第三十八条第一款", "准予行政许可。", "办理结果食品经营许可证", LAW + "第四十四条"),
        *("自2026年11月25日至2031年11月24日", ORGAN + "2026年11月25日"),
    )
    assert "不予" not in told and "权利告知" not in told


def test_a_refusal_says_why_and_how_to_object(county: cast.County, tmp_path: Path) -> None:
    told = said(county, REFUSED, tmp_path)
    stands(
        told,
        *("不予行政许可决定书", "经营场所与有害场所的距离不足25米。", LAW + "第三十四条、第三十八条第二款"),
        *("不予行政许可。", "三、权利告知", LAW + "第七条", GUIDE_REMEDIES),
    )
    assert "准予" not in told and "有效期" not in told
    stands(said(county, replace(REFUSED, remedies=""), tmp_path), "六十日内", "六个月内", "行政诉讼")


def test_the_collection_tells_who_took_what_and_how_he_was_known(county: cast.County, tmp_path: Path) -> None:
    stands(
        said(county, COLLECTION, tmp_path),
        *("办理结果领取登记表", "1决定书西市监决〔2026〕第3号", "2食品经营许可证JY24113230012345", "领取人陈大勇"),
        *("411323********1234", "出示居民身份证", "2026年11月26日10时30分", "经办人李秀英", "领取人签名："),
    )


@pytest.mark.parametrize(
    "paper",
    [RECEIPT, ACCEPTANCE, replace(ACCEPTANCE, deemed=True), SUPPLEMENT, NOT_ACCEPTED, GRANTED, REFUSED],
    ids=["receipt", "acceptance", "deemed", "supplement", "not_accepted", "granted", "refused"],
)
def test_what_is_no_licence_is_not_handled_as_one(paper: Any, county: cast.County, tmp_path: Path) -> None:
    told = said(county, replace(paper, permit=False), tmp_path)
    assert "参照" + LAW in told and "根据" + LAW not in told
    assert told.replace("行政许可法", "").replace("行政许可决定书", "").find("行政许可") == -1


HOSTILE = (
    '"#panic("x")"); #read("/etc/passwd") #image("a.png")',
    "\\ \\u{41} \\\" \\' `raw` $x^2$ *bold* _low_ = Heading <label> @ref // note /* */ [unclosed { (",
    "https://example.test/" + "a" * 300,
    "王\U0002b75e👍\x00\u202e丽 «'“‘’”'»",
)


def filled(value: Any, words: str) -> Any:
    """The paper with these words wherever a stranger's may stand."""
    typed = (
        "item",
        "applicant",
        "reason",
        "basis",
        "right_office",
        "result",
        "collected_by",
        "remedies",
        "phone",
        "organ",
    )
    given = {name: words for name in typed if getattr(value, name, None)}
    for name in ("materials", "gaps", "results"):
        if hasattr(value, name):
            given[name] = (Line(words, words), Line(words))
    return replace(value, **given)


@by_kind
@pytest.mark.parametrize("words", HOSTILE, ids=["code", "markup", "long", "unseen"])
def test_what_was_typed_is_printed_and_never_run(paper: Paper, words: str, county: cast.County, tmp_path: Path) -> None:
    pdf = made(county, filled(paper, words))
    told = reading.text(pdf, tmp_path)
    shown = "".join(words.replace("\U0002b75e", "〓〔U+2B75E〕").replace("👍", "〓〔U+1F44D〕").split())
    shown = shown.replace("\x00", "").replace("\u202e", "")
    assert told.count(shown) >= 3
    assert max(reading.right_edges(pdf, tmp_path)) <= (210 - 26) / 25.4 * 72 + 14  # two marks may hang into the margin


def test_sixty_gaps_flow_over_pages_and_none_is_lost(county: cast.County, tmp_path: Path) -> None:
    gaps = tuple(
        Line(f"第{n}份材料：经营场所平面布局图", f"（{n}）没有标明面积，" + "请补充；" * (n % 40)) for n in range(1, 61)
    )
    pages = reading.pages(made(county, replace(SUPPLEMENT, gaps=gaps)), tmp_path)
    told = "".join(pages)
    assert len(pages) > 3
    for n in range(1, 61):
        assert f"第{n}份材料：" in told and f"（{n}）没有标明面积" in told
    assert all(f"第{count}页，共{len(pages)}页" in page for count, page in enumerate(pages, 1))
    rows = [page for page in pages if "没有标明面积" in page]
    assert all("材料名称" in page and "需要补正的内容" in page for page in rows), "the header on every page"
    assert "0377-69660000" in next(page for page in pages if ORGAN + "2026年11月20日" in page), "no signature alone"


def test_a_reason_of_four_thousand_characters_is_told_whole(county: cast.County, tmp_path: Path) -> None:
    reason = "".join(f"（{n}）经审查，第{n}项不符合规定的条件。" for n in range(1, 200))[:4000]
    stands(said(county, replace(REFUSED, reason=reason), tmp_path), reason[:20], reason[-20:], GUIDE_REMEDIES)


def test_paragraphs_of_a_reason_stay_apart(county: cast.County, tmp_path: Path) -> None:
    reason = "一、布局不符合规定。\r\n\n二、人员没有健康证明；请补办 \n"
    told = said(county, replace(REFUSED, reason=reason), tmp_path)
    stands(told, "一、布局不符合规定。二、人员没有健康证明；请补办。办理依据：")


def test_names_of_a_hundred_characters_stay_within_the_page(county: cast.County, tmp_path: Path) -> None:
    name = "西峡县老城大勇餐饮管理服务有限责任公司" * 6
    for paper in (RECEIPT, ACCEPTANCE, GRANTED):
        long = (
            replace(paper, applicant=name, item="许可" * 100, number=NUMBER + "-12")
            if paper is RECEIPT
            else replace(paper, applicant=name, item="许可" * 100, case=NUMBER + "-12")
        )
        pdf = made(county, long, "3")
        stands(reading.text(pdf, tmp_path), name, NUMBER + "-12")
        assert max(reading.right_edges(pdf, tmp_path)) <= (210 - 26) / 25.4 * 72 + 14


IN_TRADITIONAL = {
    "cases.receipt": ("收件憑證", "證件號碼", "行政許可法", "已上傳"),
    "cases.acceptance_notice": ("受理通知書", "20 個工作日，至2026年12月18日屆滿", "申請材料清單"),
    "cases.supplement_notice": ("申請材料補正告知書", "經營範圍中沒有餐飲服務", "全部內容一次告知"),
    "cases.not_accepted": ("不予受理通知書", "權利告知", "提起行政訴訟"),
    "cases.decision": ("予行政許可決定書", "審查情況", "行政許可法"),
    "cases.collection": ("辦理結果領取登記表", "出示居民身份證", "領取人簽名："),
}


@by_kind
def test_in_traditional_script_sentences_are_converted_and_names_never(
    paper: Paper, county: cast.County, tmp_path: Path
) -> None:
    profile = Profile.objects.create(
        key="tests", name="测试", document="无", site_name="测试", script="hant", in_force_from=now().date()
    )
    profile.regions.add(cast.XIXIA)
    snapshots.touch(snapshots.PLACES)
    told = said(county, replace(paper, applicant="陈发云"), tmp_path)
    assert "陈发云" in told and ITEM in told and ORGAN in told
    stands(told, *IN_TRADITIONAL[paper.kind])
    assert "行政许可法" not in told


def test_without_a_telephone_the_paper_names_the_window(county: cast.County, tmp_path: Path) -> None:
    told = said(county, replace(GRANTED, phone=""), tmp_path)
    assert "电话" not in told
    stands(told, "可以到本机关的服务窗口咨询")
    assert "电话" not in reading.text(made(county, replace(RECEIPT, phone=""), "4"), tmp_path)
