"""`bancheng export-catalogue FILE --by NUMBER [--region CODE]`"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.project.meter import Meter
from bancheng.project.naming import acting
from bancheng.registers.catalog import selectors, services


class Command(BaseCommand):
    help = "Write the catalogue of a region, or all of it, as one portable archive. The same archive as from the workbench."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="the archive to write (.zip); one that is there is replaced when all is done"
        )
        parser.add_argument("--by", required=True, metavar="NUMBER", help="staff number in whose name it is done")
        parser.add_argument(
            "--region", default="", metavar="CODE", help="12-digit region with all below it; else everything"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by, meter = acting(options["by"]), Meter(sys.stderr)
        try:
            run = services.write_catalogue(region=options["region"], by=by, teller=meter)
            meter.end()
            self._place(by, run.pk, options["file"])
        except (Refused, AccessDenied) as error:
            raise CommandError(error.sentence) from error
        except OSError as error:
            raise CommandError(f"不能写入文件：{error.strerror}（{options['file']}）") from error
        told = selectors.interchange(by, run.pk)
        for note in told.notes:
            self.stderr.write(f"  {note.code} {note.where}：{note.sentence}")
        counts = "，".join(f"{label} {n}" for label, n in told.counts.items())
        self.stdout.write(self.style.SUCCESS(f"{options['file']}：{told.file_size} 字节；{counts}"))

    def _place(self, by: Any, run: int, file: Path) -> None:
        """Copied beside its place first: what stands there is never half an archive."""
        descriptor, draft = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}-")
        try:
            with os.fdopen(descriptor, "wb") as out, selectors.interchange_file(by, run) as kept:
                shutil.copyfileobj(kept, out, 1 << 20)
            os.replace(draft, file)
        finally:
            Path(draft).unlink(missing_ok=True)
