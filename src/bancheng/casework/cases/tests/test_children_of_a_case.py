"""The rows of a case read by one statement are the rows that its tables hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import model_to_dict
from django.utils import timezone

from bancheng.casework.cases import children, services
from bancheng.casework.cases.models import Case, Parcel
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_consulting_units import ask
from bancheng.casework.cases.tests.test_tolerance import accepted

MANY = ("materials", "tasks", "notices", "procedures", "consultations", "withdrawals", "parcels")
ONE = ("tolerance", "draft_decision", "decision", "renewal")


def walked(stage: Stage) -> str:
    """A case with a row of most kinds."""
    number = accepted(stage)
    ask(stage, number, 0, 1)
    services.start_procedure(number, by=stage.staff("reviewer"), kind="JC", reason="抽样检测", expected_days=3)
    return number


def told(row: Any) -> dict[str, Any]:
    kept = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    assert model_to_dict(row)
    return kept


def test_all_of_them_come_by_one_statement_and_are_the_same(stage: Stage, django_assert_num_queries: Any) -> None:
    number = walked(stage)
    case, other = Case.objects.get(number=number), Case.objects.get(number=number)
    with django_assert_num_queries(1):
        children.keep(case, *MANY, *ONE)
        kept = {name: list(getattr(case, name).all()) for name in MANY}
        files = [list(row.files.all()) for row in case.materials.all()]
        assert case.tasks.all()[0].case is case and getattr(case, "draft_decision", None) is None
    for name in MANY:
        assert [told(row) for row in kept[name]] == [
            told(row) for row in getattr(other, name).all().order_by(*_order(name))
        ]
    assert [[told(one) for one in row] for row in files] == [
        [told(one) for one in row.files.all()] for row in other.materials.all()
    ]
    assert told(case.tolerance) == told(other.tolerance)
    assert kept["procedures"] and kept["consultations"] and files[0]


def _order(name: str) -> tuple[str, ...]:
    return (*Case._meta.get_field(name).related_model._meta.ordering, "pk")  # type: ignore[union-attr]


def test_what_is_kept_is_not_read_again_and_what_the_act_adds_stands_among_it(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    case = Case.objects.get(number=stage.accepted())
    children.keep(case, "tasks", "procedures")
    with django_assert_num_queries(0):
        children.keep(case, "tasks")
    (task,) = [one for one in case.tasks.all() if one.state == "open"]
    task.pk, task.round = None, 2
    children.add(case, "tasks", task)
    assert case.tasks.all()[len(case.tasks.all()) - 1] is task


def test_what_is_sealed_is_read_only_when_it_is_asked_for(stage: Stage, django_assert_num_queries: Any) -> None:
    case = Case.objects.get(number=stage.accepted())
    sealed = ("contact",)
    Parcel.objects.create(
        case=case,
        organisation_id=case.organisation_id,
        region_id=case.region_id,
        key="a" * 32,
        direction="out",
        state="asked",
        contact=b"\x00\xff",
        created_at=timezone.now(),
    )
    children.keep(case, "parcels")
    (parcel,) = case.parcels.all()
    assert parcel.get_deferred_fields() == set(sealed)
    with django_assert_num_queries(1):
        assert bytes(parcel.contact) == b"\x00\xff"


def test_a_column_that_json_cannot_hold_is_told_at_once() -> None:
    with pytest.raises(TypeError):
        children._reader(Case._meta.get_field("query_code"))
