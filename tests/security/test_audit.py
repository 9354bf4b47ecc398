"""The audit of dependencies: a weakness fails it, a service that cannot be asked is said so and does not."""

import json
import re

from tests import house
from tools.audit import judge


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([\w.\[\],-]+==\S+)", (house.ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE))


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


SOUND = {"name": "sound", "version": "1.0", "vulns": []}
WEAK = {"name": "weak", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]}
UNASKED = {"name": "unasked", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_a_known_weakness_fails_even_where_others_could_not_be_asked_about() -> None:
    verdict = judge("dev.txt", report(SOUND, WEAK, UNASKED), "")

    assert verdict.fails
    assert "dev.txt: weak 1.0: PYSEC-2026-1, mended in 1.1" in verdict.lines
    assert any("COULD NOT ASK" in line and "unasked" in line for line in verdict.lines)


def test_nothing_known_passes_quietly() -> None:
    verdict = judge("dev.txt", report(SOUND), "")

    assert not verdict.fails
    assert verdict.lines == ("dev.txt: 1 of 1 packages looked up, 0 weaknesses known",)


def test_a_service_that_does_not_answer_is_said_so_and_does_not_fail() -> None:
    for output, errors in (
        (report(UNASKED), ""),
        ("", "requests.exceptions.ConnectionError: refused"),
        ("", "ReadTimeout"),
    ):
        verdict = judge("dev.txt", output, errors)

        assert not verdict.fails
        assert any("COULD NOT ASK" in line for line in verdict.lines)


def test_an_audit_that_broke_for_another_reason_fails() -> None:
    assert judge("dev.txt", "", "ERROR: invalid requirement").fails
    assert judge("dev.txt", '{"else": 1}', "").fails


def test_what_runs_is_among_what_is_audited() -> None:
    assert pins("runtime")
    assert pins("runtime") <= pins("dev")
