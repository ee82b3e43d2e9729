"""The targets of 跨省通办 say on what each of them stands."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
import yaml

from bancheng.profiles.cross_targets import FILE, read_targets

DOCUMENT = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SEEDS = dict(read_targets("chongqing-2020"))


def test_chongqing_and_sichuan_have_the_58_of_the_plan() -> None:
    assert set(SEEDS) == {"500000000000", "510000000000"}
    assert {len(seeds) for seeds in SEEDS.values()} == {58}
    assert [seed.number for seed in SEEDS["500000000000"]] == list(range(1, 59))
    assert list(read_targets("xixia-2018")) == []


def test_each_target_is_published_with_its_source() -> None:
    notes = set(DOCUMENT["sources"].values())
    assert {seed.note for seed in SEEDS["500000000000"]} == notes
    assert all("核对" in note or "国务院常务会议" in note for note in notes)


def test_what_no_text_names_is_never_passed_off_as_if_one_did() -> None:
    by_source = Counter(row["source"] for row in DOCUMENT["targets"])
    assert by_source == {"recalled": 40, "meeting": 14, "later": 3, "plan": 1}
    assert "没有见到出处" in DOCUMENT["sources"]["recalled"]


def test_what_a_text_gives_to_2021_is_due_in_2021() -> None:
    later = {seed.name for seed in SEEDS["500000000000"] if seed.due_on == date(2021, 12, 31)}
    assert later == {"社会保障卡申领", "异地就医结算备案", "户口迁移"}


def test_a_source_that_the_file_does_not_explain_is_refused(tmp_path) -> None:
    broken = tmp_path / "targets.yaml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("source: plan", "source: hearsay"), encoding="utf-8")
    with pytest.raises(KeyError, match="hearsay"):
        list(read_targets("chongqing-2020", broken))
