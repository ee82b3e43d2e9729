"""`bancheng import-catalogue FILE --by NUMBER [--preview | --yes]`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused
from bancheng.project.meter import Meter
from bancheng.project.naming import acting
from bancheng.registers.catalog import selectors, services

LARGEST = 4 * 1024**3  # bytes; what the page takes is bounded by a browser's patience, this by the archive's own limit
SHOWN = 50


class Command(BaseCommand):
    help = "Take the archive of a catalogue in: what is missing is added, what differs is told. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an archive from export-catalogue or from the workbench (.zip)")
        parser.add_argument("--by", required=True, metavar="NUMBER", help="staff number in whose name it is done")
        parser.add_argument("--preview", action="store_true", help="say what it would bring, and keep nothing of it")
        parser.add_argument("--yes", action="store_true", help="do not ask before taking it in")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            self._run(by, options)
        except (Refused, AccessDenied) as error:
            raise CommandError(error.sentence) from error
        except FileRefused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"不能读取文件：{error.strerror}（{options['file']}）") from error

    def _run(self, by: Actor, options: dict[str, Any]) -> None:
        meter = Meter(sys.stderr)
        if options["preview"]:
            with options["file"].open("rb") as file:
                found = services.preview_archive(file=file, by=by, teller=meter)
            meter.end()
            self._tell("如果导入", found.counts, found.notes)
            self.stdout.write("没有导入任何内容。")
            return
        if not (options["yes"] or self._confirmed(options["file"])):
            self.stdout.write("没有导入任何内容。")
            return
        with options["file"].open("rb") as file:
            run = services.upload_archive(stream=file, file_name=options["file"].name, by=by, largest=LARGEST)
        run = services.take_archive(run=run, by=by, teller=meter)
        meter.end()
        told = selectors.interchange(by, run.pk)
        self._tell(told.state_label, told.counts, told.notes)

    def _confirmed(self, file: Path) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("不在终端中运行时，请加 --yes 确认导入，或者加 --preview 只看预览。")
        return input(f"导入 {file.name} 吗？[y/N] ").strip().lower() in {"y", "yes"}

    def _tell(self, what: str, counts: Mapping[str, int], notes: Iterable[Any]) -> None:
        told = list(notes)
        for note in told[:SHOWN]:
            self.stdout.write(f"  {note.code} {note.where}：{note.sentence}")
        if len(told) > SHOWN:
            self.stdout.write(f"  还有 {len(told) - SHOWN} 条说明，导入后可以在“目录交换”中下载。")
        self.stdout.write(
            self.style.SUCCESS(f"{what}：{'，'.join(f'{label} {n}' for label, n in counts.items()) or '没有变化'}")
        )
