"""`bancheng`: a thin face over the management commands."""

from __future__ import annotations

import os
import sys

COMMANDS = {
    "serve": "web and worker under one command, until Ctrl-C",
    "worker": "the background worker alone",
    "load-profile": "load one or more profiles and the demo catalogue: NAME… or all",
    "import-items": "take a stranger's catalogue in: FILE (CSV or XLSX)",
    "export-catalogue": "write the catalogue as one archive: FILE --by NUMBER [--region CODE]",
    "import-catalogue": "take such an archive in: FILE --by NUMBER [--preview]",
    "verify-journal": "recompute every chain of the journal and the signed anchors",
    "verify-clocks": "compute every running clock of every case from the journal, and compare",
    "check-config": "say what is configured, what is missing and what is a demo adapter",
}


def main(argv: list[str] | None = None) -> None:
    """Run `bancheng COMMAND …`; every other word goes to Django as it is (`migrate`, `shell` …)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print("bancheng COMMAND\n")
        for name, meaning in COMMANDS.items():
            print(f"  {name:<18}{meaning}")
        print("\nAny other command is one of Django's: migrate, shell, dbshell …")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bancheng.project.settings")
    from bancheng.project.environment import ConfigurationError

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["bancheng", arguments[0].replace("-", "_"), *arguments[1:]])
    except ConfigurationError as error:
        sys.exit(f"bancheng: {error}")


if __name__ == "__main__":
    main()
