"""What a paper of a case says, read back from its file."""

from __future__ import annotations

from pathlib import Path

from bancheng.ground.files import services as files
from bancheng.ground.jobs import drain
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.tests import reading


def printed(number: str, folder: Path) -> str:
    """The text of the paper of this number, without white space, as the job has set it."""
    drain()
    with files.open_file(Document.objects.get(number=number).digest) as file:
        return "".join(reading.text(file.read(), folder).split())
