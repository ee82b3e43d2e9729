"""Two natures are built in; the administrator adds further ones, and staff and citizens filter by them (CAT-09)."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.models import Nature
from bancheng.registers.catalog.tests.sample import make_item, published

pytestmark = pytest.mark.django_db


@pytest.mark.demand("CAT-09")
def test_one_more_nature_is_added_and_all_three_filter_staff_and_public_lists(desk: Desk) -> None:
    admin = desk.administrator()
    assert admin.post("/work/natures/", {"label": "公用事业服务事项", "order": "30"}).status_code == 302
    added = Nature.objects.get(label="公用事业服务事项").code
    named = {"power": "食品经营许可", "convenience": "生育登记", added: "用水报装"}
    for nature, name in named.items():
        organ = desk.world.water if nature == added else desk.world.market
        item_type = "01" if nature == "power" else "20"
        published(organ, name, nature=nature, item_type=item_type)
    staff = desk.browser("service_officer")
    for nature, name in named.items():
        for page in (
            text(staff.get("/work/items/", {"nature": nature})),
            text(Client().get("/items/", {"nature": nature})),
        ):
            listed = {other for other in named.values() if f">{other}<" in page or f"{other}</a>" in page}
            assert listed == {name}


def test_a_nature_in_use_cannot_be_removed_and_one_without_items_can(desk: Desk) -> None:
    admin = desk.administrator()
    admin.post("/work/natures/", {"label": "公用事业服务事项", "order": "30"})
    code = Nature.objects.get(label="公用事业服务事项").code
    item = make_item(desk.world.water, "用水报装", nature=code)
    kept = admin.post(f"/work/natures/{code}/remove/", {"confirm": "yes"}, follow=True)
    assert "还有 1 个事项属于" in text(kept)
    item.delete()
    admin.post(f"/work/natures/{code}/remove/", {"confirm": "yes"})
    assert not Nature.objects.filter(code=code).exists()


def test_the_same_name_twice_is_told_beside_the_field(desk: Desk) -> None:
    answer = desk.administrator().post("/work/natures/", {"label": "依申请行政权力事项", "order": "1"})
    assert answer.status_code == 422 and 'id="id_label_error"' in text(answer)


def test_a_county_may_not_add_a_nature_for_everybody(desk: Desk) -> None:
    client = desk.browser("service_officer")
    assert "统一增加" in text(client.get("/work/natures/"))
    assert client.post("/work/natures/", {"label": "地方事项", "order": "1"}).status_code in {403, 404}
