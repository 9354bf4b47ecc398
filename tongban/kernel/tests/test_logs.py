"""Log lines are data, and name nobody."""

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

from tongban.kernel.logs import JsonLines
from tongban.kernel.requests import within


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


def test_a_line_stays_one_line_whatever_it_says() -> None:
    forged = 'x\r\n{"level": "critical"}\x85\u2028\x1b[31m'
    record = logging.LogRecord("tongban.test", logging.INFO, "", 0, "said %s", (forged,), None)
    record.fact = forged

    written = JsonLines().format(record)

    assert len(written.splitlines()) == 1
    assert written.isprintable()
    assert json.loads(written)["fact"] == forged


def test_a_line_names_its_request() -> None:
    with within("7f3a91c0") as name:
        assert line("sent")["request"] == name == "7f3a91c0"
    assert "request" not in line("sent")


def test_an_address_that_django_tells_of_is_told_as_its_route() -> None:
    request = SimpleNamespace(resolver_match=SimpleNamespace(route="my/<str:number>/"))

    assert line("%s: %s", "Not Found", "/my/张三/", request=request)["message"] == "Not Found: my/<str:number>/"
