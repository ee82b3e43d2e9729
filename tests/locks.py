"""The lock files hold every requirement, with hashes, and no address of any registry."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links", re.IGNORECASE)
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def faults() -> list[str]:
    """One sentence per fault; empty when all is well."""
    found = []
    for source in sorted(ROOT.glob("requirements*.in")):
        lock = source.with_suffix(".lock").read_text()
        if ADDRESS.search(lock):
            found.append(f"{source.stem}.lock names an address")
        locked = {normal(match[1]): line for line in lock.splitlines() if (match := NAME.match(line))}
        found += [
            f"{source.stem}.lock: {name} has no exact version" for name, line in locked.items() if "==" not in line
        ]
        if lock.count("--hash=") < len(locked):
            found.append(f"{source.stem}.lock lacks hashes")
        for line in source.read_text().splitlines():
            match = NAME.match(line)
            if match and normal(match[1]) not in locked:
                found.append(f"{source.stem}.lock lacks {match[1]}: run `make lock`")
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    found += [
        f"package-lock.json: {name} has a `resolved` address" for name, entry in packages.items() if "resolved" in entry
    ]
    wanted = json.loads((ROOT / "package.json").read_text())
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        if packages.get(f"node_modules/{name}", {}).get("version") != version:
            found.append(f"package-lock.json does not hold {name} {version}")
    if "omit-lockfile-registry-resolved=true" not in (ROOT / ".npmrc").read_text():
        found.append(".npmrc must keep registry addresses out of the lock file")
    return found


if __name__ == "__main__":
    problems = faults()
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(1 if problems else 0)
