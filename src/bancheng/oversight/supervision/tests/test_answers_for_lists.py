"""What supervision tells the self-check of a department: the findings that nobody has looked into."""

from __future__ import annotations

import pytest

from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.providers import open_findings
from bancheng.oversight.supervision.tests.sample import tell

pytestmark = pytest.mark.django_db


def test_open_findings_fail_the_line_of_supervision(watch):
    organ = watch.case.organisation_id
    assert open_findings(organ).passed
    tell(watch.deemed())
    answer = open_findings(organ)
    assert not answer.passed and "1 条" in answer.sentence and watch.case.number in answer.wrong[0]
    assert open_findings(organ + 1000).passed
    Finding.objects.all().delete()
    assert open_findings(organ).passed
