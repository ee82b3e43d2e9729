"""Every template compiles; every sentence of the pages has its traditional form in the compiled catalogue that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.template.loader import get_template

from bancheng.project.management.commands.make_translations import FOLDER, sentences

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bancheng"
NAMES = sorted(path.as_posix().split("/templates/", 1)[1] for path in SOURCE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    get_template(name)


def test_the_traditional_catalogue_that_ships_holds_every_sentence() -> None:
    with (FOLDER / "LC_MESSAGES" / "django.mo").open("rb") as file:
        shipped = {message.id if isinstance(message.id, str) else message.id[0] for message in read_mo(file)}
    missing = sorted({f"{where}: {message}" for message, where in sentences() if message not in shipped})
    assert not missing, "run `make translations`:\n" + "\n".join(missing[:20])
