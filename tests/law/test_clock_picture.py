"""One cell is one working day: the picture of a clock as the pages draw it."""

from __future__ import annotations

from datetime import date

from bancheng.ground.law import INSTANT, Calendar, CaseClock, Cell, CellKind, Pause, SpecialProcedure, Term

LETTERS = {"used": "#", "paused": "/", "over": "!", "left": ".", "saved": "-"}


def drawn(cells: tuple[Cell, ...]) -> str:
    """The cells as letters, today in brackets."""
    letters = [LETTERS[cell.kind] for cell in cells]
    return "".join(f"[{letter}]" if cell.is_today else letter for letter, cell in zip(letters, cells, strict=True))


def noodles(national: Calendar, stopped: date | None = None) -> CaseClock:
    pause = Pause(date(2024, 9, 28), date(2024, 10, 9), SpecialProcedure.TESTING)
    return CaseClock(date(2024, 9, 26), Term(5), national, pauses=(pause,), stopped=stopped)


def test_holidays_have_no_cell_and_a_worked_saturday_has_one(national: Calendar) -> None:
    cells = noodles(national).cells(date(2024, 10, 10))
    assert [(cell.day.month, cell.day.day) for cell in cells] == [
        *((9, day) for day in (27, 29, 30)),
        *((10, day) for day in (8, 9, 10, 11, 12)),
    ]
    assert drawn(cells) == "#///#[#].."
    assert [cell.day for cell in cells if cell.is_due] == [date(2024, 10, 12)]


def test_days_past_the_term_are_over(national: Calendar) -> None:
    assert drawn(noodles(national).cells(date(2024, 10, 15))) == "#///####![!]"


def test_on_a_day_of_rest_no_cell_is_today(national: Calendar) -> None:
    assert drawn(noodles(national).cells(date(2024, 10, 13))) == "#///####"
    assert drawn(noodles(national).cells(date(2024, 10, 3))) == "#///...."


def test_days_not_needed_are_saved(national: Calendar) -> None:
    assert drawn(noodles(national, stopped=date(2024, 10, 10)).cells(date(2024, 10, 20))) == "#///##--"


def test_an_instant_item_has_no_cells_until_it_is_late(national: Calendar) -> None:
    clock = CaseClock(date(2026, 11, 5), INSTANT, national)
    assert clock.cells(date(2026, 11, 5)) == ()
    assert clock.cells(date(2026, 11, 6)) == (Cell(date(2026, 11, 6), CellKind.OVER, is_today=True),)
