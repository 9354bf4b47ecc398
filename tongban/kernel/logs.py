"""Log lines as JSON, without personal values.

What an error says may quote a row, so only its kind and where it happened are written; long runs of digits in a
message (phones, identity numbers) are struck out. Code adds facts by name: ``log.info("sent", extra={"key": key})``.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

STANDARD = frozenset(vars(logging.LogRecord("", 0, "", 0, "", None, None))) | {"message", "asctime", "taskName"}
LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")
DEEPEST = 12  # frames


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": LONG_NUMBER.sub("***", record.getMessage()),
        }
        facts = {name: value for name, value in vars(record).items() if name not in STANDARD}
        line |= {name: value for name, value in facts.items() if isinstance(value, str | int | None)}
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])[-DEEPEST:]
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)
