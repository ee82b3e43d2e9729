"""The platform proposes feeds from what the guides say of results, papers and fields."""

from __future__ import annotations

from bancheng.casework.bundles.schema import BundleBody, Feed, in_order
from bancheng.casework.bundles.suggesting import proposals, taken
from bancheng.casework.bundles.tests.making import bundle, guide, paper

LICENCE, CARD = paper("M0003", "营业执照"), paper("M0004", "不动产权证书")
FACES = {"M0003": {"org_name": "名称", "org_uscc": "统一社会信用代码"}, "M0004": {"business_area": "面积"}}


def test_a_result_that_another_member_asks_for_is_proposed_with_the_fields_of_its_face():
    body, guides = bundle(
        {"shop": guide("org_name", licence="M0003"), "food": guide("org_uscc", "business_area", materials=(LICENCE,))}
    )
    (found,) = proposals(body, guides, FACES)
    assert found.feed == Feed(before="shop", after="food", material="M0003", elements=("org_uscc",))
    assert found.instead is None and found.key == "shop>food>M0003"
    assert "“shop”的结果就是“food”要交的“营业执照”" in found.sentence
    assert "1 项可以从证照上读出：统一社会信用代码" in found.sentence
    merged = body.model_copy(update={"feeds": taken(body, found)})
    assert proposals(merged, guides, FACES) == ()


def test_fields_alone_make_nobody_wait_unless_the_licence_first_brings_them():
    body, guides = bundle({"shop": guide("org_name", licence="M0003"), "sign": guide("org_name")})
    assert proposals(body, guides, FACES) == ()
    body, guides = bundle({"shop": guide("org_name", licence="M0003"), "sign": guide("org_name", "org_uscc")})
    (found,) = proposals(body, guides, FACES)
    assert (found.feed.material, found.feed.elements) == ("", ("org_name", "org_uscc"))


def test_what_would_close_a_circle_is_never_proposed():
    both = {
        "shop": guide(licence="M0003", materials=(CARD,)),
        "land": guide(licence="M0004", materials=(LICENCE,)),
        "fire": guide(materials=(LICENCE, CARD)),
    }
    body, guides = bundle(both)
    found = proposals(body, guides, FACES)
    assert [one.key for one in found] == ["shop>land>M0003", "shop>fire>M0003", "land>fire>M0004"]
    whole = body
    for one in found:
        whole = BundleBody.model_validate(whole.model_dump() | {"feeds": taken(whole, one)})
    assert in_order(whole) == ("shop", "land", "fire")
    turned, guides = bundle(both, Feed(before="land", after="shop", material="M0004"))
    assert [one.key for one in proposals(turned, guides, FACES)] == ["shop>fire>M0003", "land>fire>M0004"]


def test_a_feed_that_the_lead_wrote_is_completed_and_keeps_what_he_decided():
    members = {"shop": guide(licence="M0003"), "food": guide("org_uscc", materials=(LICENCE,))}
    written = Feed(before="shop", after="food", refusal="stop")
    body, guides = bundle(members, written)
    (found,) = proposals(body, guides, FACES)
    assert found.instead == written
    assert taken(body, found) == (
        Feed(before="shop", after="food", material="M0003", elements=("org_uscc",), refusal="stop"),
    )


def test_a_licence_without_a_face_is_proposed_as_a_paper_only():
    body, guides = bundle({"shop": guide(licence="M0003"), "food": guide("org_uscc", materials=(LICENCE,))})
    (found,) = proposals(body, guides, {})
    assert (found.feed.material, found.feed.elements) == ("M0003", ())


def test_two_ways_to_the_same_licence_do_not_wait_for_each_other():
    body, guides = bundle(
        {"shop": guide("org_name", licence="M0003"), "company": guide("org_uscc", licence="M0003"), "food": guide()}
    )
    assert proposals(body, guides, FACES) == ()


def test_a_feed_that_leaves_out_what_was_asked_before_is_left_as_it_is():
    members = {
        "shop": guide("org_name", licence="M0003"),
        "food": guide("org_name", "org_uscc", materials=(LICENCE,)),
    }
    written = Feed(before="shop", after="food", material="M0003", elements=("org_uscc",))
    body, guides = bundle(members, written)
    assert proposals(body, guides, FACES) == ()
