"""Log lines are data, and name nobody."""

import json
import logging
import sys
from typing import Any

from tongban.kernel.logs import JsonLines


def line(message: str, *arguments: object, error: Exception | None = None, **facts: object) -> dict[str, Any]:
    record = logging.LogRecord("tongban.test", logging.INFO, "", 0, message, arguments, None)
    if error is not None:
        try:
            raise error
        except Exception:
            record.exc_info = sys.exc_info()
    vars(record).update(facts)
    found: dict[str, Any] = json.loads(JsonLines().format(record))
    return found


def test_a_line_carries_its_facts_by_name() -> None:
    found = line("sent", key="sms:1", attempt=2, request=object())

    assert (found["level"], found["logger"], found["message"]) == ("info", "tongban.test", "sent")
    assert (found["key"], found["attempt"]) == ("sms:1", 2)
    assert "request" not in found


def test_long_numbers_in_a_message_are_struck_out() -> None:
    assert line("Not Found: %s", "/my/11010519491231002X/13812345678/42")["message"] == "Not Found: /my/***/***/42"


def test_of_an_error_its_kind_and_place_are_told_and_not_its_words() -> None:
    found = line("failed", error=ValueError("Key (name)=(张三) already exists"))

    assert found["error"] == "ValueError"
    assert "test_logs.py" in found["where"][0]
    assert "张三" not in json.dumps(found, ensure_ascii=False)
