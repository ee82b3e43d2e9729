"""第三十二条: all gaps in one notice. A later one is refused, unless the fact is new; then supervision looks."""

from __future__ import annotations

from io import BytesIO

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.oversight.supervision.models import Finding


@pytest.mark.demand("APP-12")
def test_a_gap_of_the_first_day_is_refused_later_and_what_is_called_new_is_shown_to_supervision(stage: Stage) -> None:
    clerk, citizen = stage.staff("clerk"), stage.citizen()
    number = stage.file(stage.item("两份材料", materials=[PLAN, material("M0002", "营业执照")])).number
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="新图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照不清楚")])
    assert refused.value.code == "cases.asked_late"
    drain()
    assert not Finding.objects.exists()
    services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照昨天被吊销", new_fact=True)])
    drain()
    found = Finding.objects.get(rule="asked_again")
    assert (found.number, found.facts["round"]) == (number, 2)
