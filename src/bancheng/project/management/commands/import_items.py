"""`bancheng import-items FILE [--region CODE] [--mapping COLUMN=FIELD …] [--preview | --yes]`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bancheng.ground.access import system
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused
from bancheng.project.meter import Meter
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import ImportPreview, ImportReport


class Command(BaseCommand):
    help = "Take a stranger's catalogue in: CSV or XLSX, one pass, with a report row by row. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (UTF-8 or GB18030) or XLSX")
        parser.add_argument("--region", default="", metavar="CODE", help="12-digit region of rows that name none")
        parser.add_argument(
            "--mapping",
            nargs="+",
            default=[],
            metavar="COLUMN=FIELD",
            help="what a column is, where its header does not tell: 事项=name",
        )
        parser.add_argument("--preview", action="store_true", help="show the columns and the first rows, take nothing")
        parser.add_argument("--yes", action="store_true", help="do not ask before taking the rows in")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report row by row (.csv or .xlsx)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except (Refused, FileRefused) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"不能读取文件：{error.strerror}（{options['file']}）") from error

    def _run(self, options: dict[str, Any]) -> None:
        by = system("导入事项目录")
        with options["file"].open("rb") as stream:
            run = services.upload_import(stream=stream, file_name=options["file"].name, region=options["region"], by=by)
        mapping = run.mapping | self._mapping(options["mapping"])
        preview = selectors.import_preview(by, run.pk, mapping=mapping)
        self._show(preview)
        if options["preview"] or not (options["yes"] or self._confirmed(preview.total)):
            self.stdout.write("没有导入任何内容。")
            return
        run = services.run_import(run=run, mapping=mapping, by=by, teller=Meter(sys.stderr))
        self._tell(selectors.import_report(by, run.pk, size=1))
        if options["report"]:
            as_sheet = options["report"].suffix.lower() == ".xlsx"
            written = (selectors.import_report_xlsx if as_sheet else selectors.import_report_csv)(by, run.pk)
            options["report"].write_bytes(written)
            self.stdout.write(f"逐行报告：{options['report']}")

    def _mapping(self, pairs: list[str]) -> dict[str, str]:
        if wrong := [pair for pair in pairs if "=" not in pair]:
            raise CommandError(f"--mapping 应写成“列名=字段”，例如 事项=name；“{wrong[0]}”不是。")
        return {column: field for column, _, field in (pair.rpartition("=") for pair in pairs)}

    def _confirmed(self, total: int) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("不在终端中运行时，请加 --yes 确认导入，或者加 --preview 只看预览。")
        return input(f"导入这 {total} 行吗？[y/N] ").strip().lower() in {"y", "yes"}

    def _show(self, preview: ImportPreview) -> None:
        self.stdout.write(f"{preview.file_name}：{preview.total} 行 {preview.encoding or preview.sheet}")
        for column in preview.columns:
            self.stdout.write(f"  {column.header or '（无列名）'} → {column.field_label or '不导入'}")
        for note in preview.notes:
            self.stdout.write(f"  {note.sentence}")
        for row in preview.rows[:5]:
            told = "".join(reason.sentence for reason in row.reasons)
            self.stdout.write(f"  第 {row.line} 行 {row.outcome_label} {row.values['name']} {told}")

    def _tell(self, report: ImportReport) -> None:
        labels = {
            "taken": "导入",
            "repaired": "修正后导入",
            "warned": "导入但需核对",
            "refused": "未导入",
            "unchanged": "无变化",
        }
        counts = "，".join(f"{labels[outcome]} {n} 行" for outcome, n in report.run.counts.items() if outcome in labels)
        self.stdout.write(self.style.SUCCESS(f"{report.run.state_label}：{counts}"))
        for code, (sentence, n) in report.reasons.items():
            self.stdout.write(f"  {n:>6} 行 {code}：{sentence}")
