"""Read the environment once, with safe defaults and sentences for what is wrong.

Every setting of an installation is a variable `BANCHENG_…`; the list with meanings is in docs/handbook/operations.md.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

DEMO_SECRET_PREFIX = "demo-"  # noqa: S105 - the mark of a secret that must not leave a demonstration
DOORS = ("portal", "workbench", "kiosk", "openapi")


class ConfigurationError(Exception):
    """The environment does not allow a start; the sentence says what to set."""


@dataclass(frozen=True)
class Environment:
    mode: str
    debug: bool
    data_dir: Path
    database_url: str
    secret_key: str
    old_secret_keys: tuple[str, ...]
    doors: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    https: bool
    now_file: Path | None
    sms: str = "demo"
    base_registers: str = "demo"
    credit: str = "demo"
    wechat: str = ""
    virus_scan: str = "demo"
    virus_scan_down: str = "refuse"
    clamd: str = ""
    public_url: str = "http://localhost:8000"

    @property
    def production(self) -> bool:
        return self.mode == "production"


def _flag(value: str | None, *, default: bool = False) -> bool:
    return default if value is None or value == "" else value.strip().lower() in {"1", "true", "yes", "on"}


def _words(value: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (value or "").split(",") if word.strip())


def _demo_secret(data_dir: Path) -> str:
    """One secret per data directory; written aside and linked, so that two starting processes read the same whole one."""
    path = data_dir / "demo-secret"
    if not path.exists():
        descriptor, aside = tempfile.mkstemp(dir=data_dir)
        with os.fdopen(descriptor, "w") as file:
            file.write(DEMO_SECRET_PREFIX + secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        os.unlink(aside)
    return path.read_text().strip()


def _public_url(given: str, hosts: tuple[str, ...]) -> str:
    """The address printed on papers: as given, else that of the first real host name, else of this machine."""
    url = (given.strip() or next((f"https://{host}" for host in hosts if not host.startswith(".")), "")).rstrip("/")
    if given.strip() and not url.startswith(("http://", "https://")):
        raise ConfigurationError("BANCHENG_PUBLIC_URL must begin with http:// or https://.")
    return url or "http://localhost:8000"


def _scan_down(given: str) -> str:
    """What becomes of a file while the virus scanner does not answer."""
    chosen = given.strip() or "refuse"
    if chosen not in {"refuse", "keep"}:
        raise ConfigurationError(f"BANCHENG_VIRUS_SCAN_DOWN must be 'refuse' or 'keep', not {chosen!r}.")
    return chosen


def read(environ: dict[str, str] | None = None) -> Environment:
    """The environment of this process. Raises ConfigurationError with the variable to set."""
    env = dict(os.environ if environ is None else environ)
    mode = env.get("BANCHENG_MODE", "demo")
    if mode not in {"demo", "production"}:
        raise ConfigurationError(f"BANCHENG_MODE must be 'demo' or 'production', not {mode!r}.")
    data_dir = Path(env.get("BANCHENG_DATA_DIR") or Path.cwd() / "var").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    debug = _flag(env.get("BANCHENG_DEBUG"))
    secret = env.get("BANCHENG_SECRET_KEY", "")
    if mode == "production":
        if debug:
            raise ConfigurationError("BANCHENG_DEBUG must be off in production.")
        if not secret or secret.startswith(DEMO_SECRET_PREFIX) or len(secret) < 50:
            raise ConfigurationError(
                "Production needs BANCHENG_SECRET_KEY: at least 50 random characters, and not a demo secret."
            )
        if not env.get("BANCHENG_ALLOWED_HOSTS") or "*" in env["BANCHENG_ALLOWED_HOSTS"]:
            raise ConfigurationError(
                "Production needs BANCHENG_ALLOWED_HOSTS: the host names it answers to, without '*'."
            )
    doors = _words(env.get("BANCHENG_DOORS")) or DOORS
    unknown = set(doors) - set(DOORS)
    if unknown:
        raise ConfigurationError(f"BANCHENG_DOORS names unknown doors: {', '.join(sorted(unknown))}.")
    hosts = _words(env.get("BANCHENG_ALLOWED_HOSTS"))
    now_file = env.get("BANCHENG_NOW_FILE")
    return Environment(
        mode=mode,
        debug=debug,
        data_dir=data_dir,
        database_url=env.get("BANCHENG_DATABASE_URL") or f"sqlite:///{data_dir / 'bancheng.sqlite3'}",
        secret_key=secret or _demo_secret(data_dir),
        old_secret_keys=_words(env.get("BANCHENG_OLD_SECRET_KEYS")),
        doors=doors,
        allowed_hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        trusted_origins=_words(env.get("BANCHENG_TRUSTED_ORIGINS")),
        https=_flag(env.get("BANCHENG_HTTPS"), default=mode == "production"),
        now_file=Path(now_file) if now_file and debug else None,
        sms=env.get("BANCHENG_SMS") or "demo",
        base_registers=env.get("BANCHENG_BASE_REGISTERS") or "demo",
        credit=env.get("BANCHENG_CREDIT") or "demo",
        wechat=env.get("BANCHENG_WECHAT") or ("demo" if mode == "demo" else "none"),
        virus_scan=env.get("BANCHENG_VIRUS_SCAN") or "demo",
        virus_scan_down=_scan_down(env.get("BANCHENG_VIRUS_SCAN_DOWN", "")),
        clamd=env.get("BANCHENG_CLAMD", "").strip(),
        public_url=_public_url(env.get("BANCHENG_PUBLIC_URL", ""), hosts if mode == "production" else ()),
    )
