"""One line per record, with the personal numbers masked before anything is written (个人信息保护法 art. 51)."""

from __future__ import annotations

import json
import logging

from bancheng.ground import law
from bancheng.ground.codes import scrub


class Scrub(logging.Filter):
    """Masks ID and phone numbers in the message and in its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrub(record.getMessage()), ()
        return True


class Line(logging.Formatter):
    """JSON, one object a line: time (Asia/Shanghai), level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": law.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
