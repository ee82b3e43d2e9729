"""An installation with cases: its county, its web server and worker, and clients that ask until they are answered."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookiejar import CookieJar
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

from tests.faults.conftest import Installation, kill, until
from tests.faults.test_serving import children, free_port

from bancheng.project.management.commands.serve import web_command

PATIENCE = 30.0
LOG = "said.log"


class UnansweredError(Exception):
    """The server died over the request, or before it: nobody knows whether it was done."""


@dataclass
class Answer:
    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.status == 200, self
        return self.body["result"]

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))

    @property
    def sentence(self) -> str:
        return str(self.body.get("sentence", ""))


class Browser:
    """What a person's browser does without scripts: keeps cookies, follows redirects, sends forms with their token."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.at = ""
        self.page = ""

    def get(self, path: str) -> str:
        return self._open(self.root + path, None)

    def send(self, path: str, **fields: str) -> str:
        """Post a form as the page that is open gives it: its token and the mark of the form go along."""
        for name in ("csrfmiddlewaretoken", "form-of"):
            if found := re.search(rf'name="{name}" value="([^"]*)"', self.page):
                fields[name] = html.unescape(found[1])
        return self._open(self.root + path, urlencode(fields).encode())

    def _open(self, url: str, data: bytes | None) -> str:
        with self.opener.open(url, data, timeout=PATIENCE) as answer:
            self.at, self.page = answer.url.removeprefix(self.root), answer.read().decode()
        return self.page


@dataclass
class Office:
    """The county of one installation. `acknowledged`: (case, step) for each write over the API that was answered with success."""

    ground: Installation
    county: dict[str, Any]
    port: int = 0
    web: subprocess.Popen[str] | None = None
    workers: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    mortal: bool = False
    """Whether its database may die: a failure of the server is then no answer, as a broken line is none."""

    # -- its processes

    def open(self) -> None:
        """Web server and worker; the port stays the same over all lives of the server."""
        self.port = self.port or free_port()
        self.start_web()
        self.start_jobs()

    def start_web(self) -> None:
        words = web_command("127.0.0.1", self.port, 2)[1:]
        self.web = self.ground.start(*words, log=LOG)
        until(self.answers, what="the web server answers")

    def start_jobs(self, name: str = "first") -> None:
        # Of the same name as the last one, whose jobs it takes over at once.
        self.workers[name] = self.ground.start("-m", "bancheng.project.cli", "worker", "--name", name, log=LOG)

    def answers(self) -> bool:
        http = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            http.request("GET", "/health/")
            return http.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            http.close()

    def kill_a_web_process(self) -> None:
        """One of the server's two processes; the server starts another."""
        assert self.web is not None
        with suppress(ProcessLookupError, IndexError):
            os.kill(sorted(children(self.web))[0], signal.SIGKILL)

    def kill_web(self) -> None:
        """The whole server, and start it again."""
        assert self.web is not None
        kill(self.web)
        self.start_web()

    def kill_jobs(self, name: str = "first") -> None:
        """A worker, and start the next of its name."""
        kill(self.workers[name])
        self.start_jobs(name)

    # -- asking

    def ask(self, who: str, verb: str, **given: Any) -> Answer:
        """One request. Raises UnansweredError."""
        return self._send(f"/verb/{verb}/", who, given, {})

    def _send(self, path: str, who: str, body: dict[str, Any], more: dict[str, str]) -> Answer:
        """Any answer but one of the server's own failures. Raises UnansweredError."""
        http = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.county['tokens'][who]}", "Content-Type": "application/json"}
        try:
            http.request("POST", path, json.dumps(body), headers | more)
            answer = http.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, HTTPException) as error:
            raise UnansweredError from error
        finally:
            http.close()
        if self.mortal and status >= 500:
            raise UnansweredError
        assert status < 500, f"{path} {body}: {status}\n{self.said()}"
        return Answer(status, json.loads(text))

    def insist(self, who: str, verb: str, **given: Any) -> Answer:
        """Ask again until there is an answer."""
        end = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < end:
            with suppress(UnansweredError):
                return self.ask(who, verb, **given)
            time.sleep(0.05)
        raise AssertionError(f"no answer to {verb}")

    # -- the walk of a case

    def draft(self, who: str, *, item: str = "item") -> str:
        key = str(self.insist(who, "start", item_id=self.county[item], answers={"shop_kind": "shop"}).result)
        values = {"person_name": self.county["names"][who], "has_staff": "no"}
        assert self.insist(who, "save_fields", case=key, values=values).result == []
        return key

    def submitted(self, who: str) -> str:
        key = self.draft(who)
        self.insist(who, "submit", case=key, declared=True)
        return key

    def call(self, who: str, path: str, case: str = "", **body: Any) -> Answer:
        """One write over the API, sent again under its key until there is an answer."""
        key, end = uuid4().hex, time.monotonic() + 4 * PATIENCE
        while time.monotonic() < end:
            with suppress(UnansweredError):
                told = self._send(f"/api/v1/{path}", who, body, {"Idempotency-Key": key})
                assert told.status in {200, 201}, (path, told)
                with self.lock:
                    self.acknowledged.append((case or str(told.body["key"]), path.rpartition("/")[2]))
                return told
            time.sleep(0.05)
        raise AssertionError(f"no answer to {path}")

    def walk(self, who: str, *, decided: bool) -> tuple[str, str, str]:
        """File a case and, if wanted, let it be accepted and decided: its key, its number, the number of its decision."""
        values = {"person_name": self.county["names"][who], "has_staff": False}
        given = {"item": self.county["item"], "answers": {"shop_kind": "shop"}, "values": values, "declared": True}
        filed = self.call(who, "cases/filings", **given).body
        if not decided:
            return filed["key"], filed["number"], ""
        at = f"staff/cases/{filed['key']}"
        accepted = self.call("clerk", f"{at}/acceptance", filed["key"], version=1).body
        paper = self.call(
            "approver", f"{at}/decision", filed["key"], version=accepted["version"], outcome="granted"
        ).body["paper"]
        return filed["key"], filed["number"], paper

    # -- the pages

    def browser(self) -> Browser:
        return Browser(self.port)

    # -- looking

    def count(self, question: str) -> int:
        return int(self.ground.rows(question)[0][0])

    def said(self) -> str:
        """The last words of its processes."""
        return (self.ground.directory / LOG).read_text()[-5000:]

    def version(self, key: str) -> int:
        return self.count(f"SELECT version FROM cases_case WHERE key = '{key}'")

    def drained(self, *, patience: float) -> None:
        """Wait until the worker has nothing left to do."""
        waiting = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running') AND task NOT LIKE '%.schedule.%'"
        until(lambda: self.count(waiting) == 0, what="the queue is empty", patience=patience)

    def steps(self) -> dict[str, list[str]]:
        """The verbs in the journal of each case, in order."""
        found: dict[str, list[str]] = {}
        rows = self.ground.rows(
            "SELECT s.key, e.verb FROM journal_entry e JOIN journal_stream s ON s.id = e.stream_id"
            " WHERE s.kind = 'cases.case' ORDER BY s.id, e.number"
        )
        for key, verb in rows:
            found.setdefault(key, []).append(verb)
        return found

    def verified(self) -> None:
        """The journal and the clocks prove themselves."""
        assert "没有发现改动" in self.ground.bancheng("verify-journal", "--quiet")
        assert "时限与日志一致" in self.ground.bancheng("verify-clocks", "--quiet")
