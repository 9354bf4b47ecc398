"""``tongban deadline`` as a shell sees it: answers, exit status, and that it starts without Django."""

import json
import subprocess
import sys
from typing import Any

import pytest


def run(*arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from tongban.server.command import main; sys.exit(main())"]
    return subprocess.run(
        [*command, "deadline", *arguments], input=lines, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.returncode == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_the_example_of_the_readme() -> None:
    result = run("2026-04-29", "2")
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "2026-05-06"
    assert "劳动节放假，不计入" in result.stdout
    assert "Labour Day (holiday), not counted" in result.stdout
    assert "国办发明电〔2025〕7号" in result.stdout


def test_columns_stay_in_line_under_chinese_words() -> None:
    lines = run("2026-04-29", "2").stdout.splitlines()
    rows = [line for line in lines if line.startswith("2026-") and "周" in line]
    widths = {len(row[: row.index("day")].encode("gbk")) for row in rows if row.endswith("working day, counted")}
    assert len(rows) == 8
    assert len(widths) == 1


def test_json_has_due_provisional_and_derivation() -> None:
    told = answer("2026-04-27", "5")
    assert (told["due"], told["provisional"]) == ("2026-05-07", False)
    assert told["due_at"] == "2026-05-07T17:30:00+08:00"
    assert told["derivation"][-1] | {"name": ""} == {
        "date": "2026-05-07",
        "weekday": 4,
        "day": "working",
        "name": "",
        "mark": "counted",
        "stage": "limit",
        "count": 5,
        "until": None,
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["2026-06-05", "8", "--unit", "calendar"], "2026-06-15"),
        (["2026-06-01", "5", "--pause", "2026-06-05..2026-06-07"], "2026-06-08"),
        (["2026-06-01", "5", "--pause", "2026-06-02..2026-06-04", "--pause", "2026-06-03..2026-06-05"], "2026-06-11"),
        (["2026-06-01", "20", "--extend", "10"], "2026-07-14"),
        (["2026-06-06", "0"], "2026-06-08"),
        (["2026-04-29", "2", "--region", "990102"], "2026-05-06"),
        (["2026-06-05T16:00", "4", "--unit", "hour"], "2026-06-08"),
    ],
)
def test_every_option_counts(arguments: list[str], due: str) -> None:
    assert answer(*arguments)["due"] == due


def test_beyond_the_known_years_the_answer_is_provisional() -> None:
    assert answer("2026-12-30", "5")["provisional"] is True
    assert "暂定 provisional" in run("2026-12-30", "5").stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["2026-02-30", "2"], "is not a date"),
        (["2026-04-29", "two"], "is not a whole number"),
        (["2026-04-29", "-2"], "is not a whole number"),
        (["2026-04-29", "2", "--extend", "x"], "is not a whole number"),
        (["2026-04-29", "2", "--pause", "2026-05-01"], "is not a pause"),
        (["2026-04-29", "2", "--pause", "2026-05-09..2026-05-08"], "ends before it begins"),
        (["2026-04-29", "2", "--pause", "2026-04-29.."], "has not ended"),
        (["2026-04-29", "2", "--region", "云州"], "is not a region code"),
        (["1066-10-14", "2"], "from 2000 to 2059"),
        (["2026-04-29", "9999"], "from 2000 to 2059"),
    ],
)
def test_what_cannot_be_answered_is_said_and_ends_with_1(arguments: list[str], reason: str) -> None:
    result = run(*arguments)
    assert result.returncode == 1
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["2026-04-29"], ["2026-04-29", "2", "--unit", "weeks"], ["--batch", "2026-04-29", "2"], ["--no"]]
)
def test_misuse_ends_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stderr


def test_a_batch_answers_line_by_line_and_goes_on_past_a_bad_one() -> None:
    result = run("--batch", lines="2026-04-29 2\nnonsense\n\n2026-06-05 8 calendar\n2026-06-05 8 weeks\n")
    answers = result.stdout.splitlines()
    assert result.returncode == 1
    assert (answers[0], answers[2]) == ("2026-05-06", "2026-06-15")
    assert answers[1].startswith("! ")
    assert answers[3].startswith("! ")


def test_a_batch_of_json_lines_answers_in_json() -> None:
    questions = [
        {"start": "2026-04-29", "amount": 2},
        {"date": "2026-06-01", "amount": 5, "pauses": [["2026-06-02", "2026-06-04"]], "extension": 1},
        {"start": "2026-06-01", "amount": 5, "pauses": ["2026-06-02.."]},
        {"start": None, "amount": [], "pauses": 3},
    ]
    result = run("--batch", lines="\n".join(json.dumps(question) for question in questions) + "\n{broken\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert [told["due"] for told in answers] == ["2026-05-06", "2026-06-11", None, None, None]
    assert [told["line"] for told in answers[2:]] == [3, 4, 5]
    assert answers[2]["obstacles"][0]["code"] == "pause_still_open"


def test_a_batch_without_a_bad_line_ends_with_0() -> None:
    assert run("--batch", "--unit", "calendar", lines="2026-06-05 8\n").returncode == 0


def test_it_neither_imports_django_nor_opens_a_database() -> None:
    script = (
        "import sys; from tongban.server.command import main; main(['deadline', '2026-04-29', '2']);"
        "sys.exit(any(name.split('.')[0] in ('django', 'sqlite3', 'psycopg') for name in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, "django or a database driver was imported"
