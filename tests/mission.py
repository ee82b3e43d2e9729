"""Write docs/mission.md: which demands a passing, marked test shows, per group and per capability."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "var" / "mission.json"
PAGE = ROOT / "docs" / "mission.md"


def demands() -> list[dict[str, str]]:
    with (ROOT / "docs" / "mission" / "demands.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def table(title: str, total: Counter[str], shown: Counter[str]) -> list[str]:
    lines = [f"| {title} | shown | of |", "|---|---:|---:|"]
    return lines + [f"| {name} | {shown[name]} | {total[name]} |" for name in sorted(total)]


def main() -> int:
    passed: dict[str, list[str]] = json.loads(RECORD.read_text())
    rows = demands()
    unknown = set(passed) - {row["id"] for row in rows}
    if unknown:
        sys.exit(f"tests are marked with unknown demands: {', '.join(sorted(unknown))}")
    total, shown = defaultdict(Counter), defaultdict(Counter)
    for row in rows:
        for kind, name in (("group", row["id"].split("-")[0]), ("capability", row["capability"])):
            total[kind][name] += 1
            shown[kind][name] += row["id"] in passed
    lines = [
        "# The mission, counted",
        "",
        f"{len(passed)} of {len(rows)} demands have at least one passing test marked with them.",
        "",
    ]
    lines += (
        table("Group", total["group"], shown["group"])
        + [""]
        + table("Capability", total["capability"], shown["capability"])
    )
    lines += ["", "## Shown", "", "| Demand | What it asks | Tests |", "|---|---|---|"]
    for row in rows:
        if row["id"] in passed:
            tests = "<br>".join(f"`{test.rsplit('::', 1)[-1].split('[')[0]}`" for test in passed[row["id"]])
            lines.append(f"| {row['id']} | {row['demand']} | {tests} |")
    PAGE.write_text("\n".join(lines) + "\n")
    sys.stdout.write(f"{len(passed)} of {len(rows)} demands shown\n")
    for name in sorted(total["capability"]):
        sys.stdout.write(f"  {name:<14}{shown['capability'][name]:>4} of {total['capability'][name]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
