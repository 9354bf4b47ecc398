"""Log lines as JSON, without personal values.

What an error says may quote a row, so only its kind and where it happened are written; long runs of digits in a
message (phones, identity numbers) are struck out, and an address that Django tells of is told as its route. Code adds
facts by name: ``log.info("sent", extra={"key": key})``. Each line names its request, and is one line whatever it says.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from tongban.kernel.requests import request_id

STANDARD = frozenset(vars(logging.LogRecord("", 0, "", 0, "", None, None))) | {"message", "asctime", "taskName"}
LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")
BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")  # JSON lets them stand; a terminal or a reader of lines does not
DEEPEST = 12  # frames


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": LONG_NUMBER.sub("***", _message(record)),
        }
        if name := request_id.get() or getattr(getattr(record, "request", None), "id", ""):
            line["request"] = name
        facts = {name: value for name, value in vars(record).items() if name not in STANDARD}
        line |= {name: value for name, value in facts.items() if isinstance(value, str | int | None)}
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])[-DEEPEST:]
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, ensure_ascii=False))


def _message(record: logging.LogRecord) -> str:
    """Return what is said. Django ends what it says of a refused request with its address: that is left out."""
    request: Any = getattr(record, "request", None)
    if not hasattr(request, "resolver_match") or not isinstance(record.args, tuple) or not record.args:
        return record.getMessage()
    route = request.resolver_match.route if request.resolver_match else "unknown"
    return str(record.msg) % (*record.args[:-1], route)
