"""Who may import where, who sees whose run, and what of a file's name is kept."""

from __future__ import annotations

import pytest
from stdnum.cn import ric

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.tests.importing import as_csv, row, upload
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, World, staff

pytestmark = pytest.mark.usefixtures("files_apart")


def test_who_may_not_import_may_not_upload_and_others_runs_stay_hidden(world: World):
    with pytest.raises(AccessDenied):
        upload(as_csv(row()), by=staff("catalog.edit"))
    with pytest.raises(AccessDenied):
        upload(as_csv(row()), by=staff("catalog.import"), region=OTHER_COUNTY)
    run = upload(as_csv(row()), by=staff("catalog.import"), region=COUNTY)
    assert [one.id for one in selectors.import_runs(staff("catalog.import", name="赵工"))] == [run.pk]
    stranger = staff("catalog.import", region=OTHER_COUNTY, name="钱主任")
    assert selectors.import_runs(stranger) == ()
    with pytest.raises(AccessDenied) as denied:
        selectors.import_report(stranger, run.pk)
    assert not denied.value.visible


def test_who_imports_for_one_organ_sees_his_own_runs_and_nobody_elses(world: World):
    run = upload(as_csv(row()), by=staff("catalog.import", name="赵工"), region=COUNTY)
    for region in (COUNTY, ""):
        limited = staff("catalog.import", region=region, organisation=world.market.pk, name="钱主任")
        assert selectors.import_runs(limited) == ()
        with pytest.raises(AccessDenied) as denied:
            selectors.import_report_csv(limited, run.pk)
        assert not denied.value.visible
    own = upload(as_csv(row()), by=limited)
    assert [one.id for one in selectors.import_runs(limited)] == [own.pk]


@pytest.mark.parametrize("name", ["张三411323199003070018.csv", "编号x411323199003070018号.csv", "138-0000-0001.csv"])
def test_a_personal_number_in_the_name_of_a_file_is_not_kept(world: World, name: str):
    number = "411323199003070018"[:-1] + ric.calc_check_digit("411323199003070018")
    run = upload(as_csv(row()), name.replace("411323199003070018", number))
    run.refresh_from_db()
    assert number not in run.file_name and "138-0000-0001" not in run.file_name and run.file_name.endswith(".csv")
    assert number not in str(list(Entry.objects.values_list("facts", flat=True)))
