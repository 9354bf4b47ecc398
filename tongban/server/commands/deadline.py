"""Work out on which day a limit ends, and why: tongban deadline 2026-04-29 2.

Uses the days that ship with the program, without a database: notices that an administrator has loaded since, and
regional days, are not in it. Exit status: 0 answered, 1 a question could not be answered (the reason is on standard
error, in --batch in the line itself), 2 the command was not used as it should be.
"""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TextIO, get_args

from tongban.calendars.rules import Derivation, Pause, Unit, explain
from tongban.calendars.rules.shipped import shipped_calendar
from tongban.calendars.wording import UNITS, WEEKDAYS, in_words, told
from tongban.kernel.moments import BEIJING
from tongban.kernel.obstacles import Obstacle, Refused

MOST = 10_000
ANSWERED, NOT_ANSWERED, MISUSED = 0, 1, 2
HEAD = ("日期 Date", "", "计数", "说明", "What the day is")


@dataclass(frozen=True)
class Question:
    """One limit as it was typed."""

    start: str
    amount: str
    unit: str = "working"
    region: str = "000000"
    pauses: tuple[str, ...] = ()
    extension: str = "0"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("date", nargs="?", help="day of the event, 2026-04-29 (for hours also 2026-04-29T15:30)")
    parser.add_argument("amount", nargs="?", metavar="N", help="length of the limit; 0 is the same or next working day")
    parser.add_argument("--unit", default="working", choices=get_args(Unit), help="default: working days")
    parser.add_argument("--region", default="000000", metavar="CODE", help="region whose shipped days count")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="FROM..TO",
        help="the clock stands still after FROM up to and with TO; may be given several times; TO may be left out",
    )  # fmt: skip
    parser.add_argument("--extend", default="0", metavar="N", help="extension, counted in the same unit")
    parser.add_argument("--json", action="store_true", help="answer as JSON: due, provisional, derivation")
    parser.add_argument(
        "--batch", action="store_true",
        help='read questions from standard input, "DATE N [unit]" or a JSON object a line, and answer each in a line',
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Answer one question, or with --batch one for every line of standard input."""
    if options.batch == (options.date is not None) or (options.date is not None and options.amount is None):
        print("tongban deadline: give DATE and N, or --batch alone (see --help)", file=sys.stderr)
        return MISUSED
    common = Question(
        options.date or "", options.amount or "", options.unit, options.region, tuple(options.pause), options.extend
    )
    return _answer_lines(sys.stdin, common, options.json) if options.batch else _answer_one(common, options.json)


def _answer_one(question: Question, as_json: bool) -> int:
    try:
        derivation = derive(question)
    except Refused as refused:
        return _complain(refused.obstacles)
    print(json.dumps(as_data(derivation), ensure_ascii=False, indent=2) if as_json else as_text(derivation))
    return ANSWERED if derivation.due.is_known else _complain(_obstacles_of_open_end(derivation))


def _answer_lines(lines: TextIO, common: Question, as_json: bool) -> int:
    status = ANSWERED
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        wants_json = as_json or line.lstrip().startswith("{")
        try:
            derivation = derive(_question_of_line(line, common))
            obstacles = _obstacles_of_open_end(derivation)
        except Refused as refused:
            derivation, obstacles = None, refused.obstacles
        if obstacles or derivation is None:
            status = NOT_ANSWERED
            failed = {"line": number, "due": None, "obstacles": [obstacle.as_json() for obstacle in obstacles]}
            print(json.dumps(failed, ensure_ascii=False) if wants_json else f"! {_sentence(obstacles)}", flush=True)
        elif wants_json:
            print(json.dumps(as_data(derivation), ensure_ascii=False), flush=True)
        else:
            print(_end(derivation), flush=True)
    return status


def derive(question: Question) -> Derivation:
    """Return the derivation of a typed question. Raises Refused with what cannot be understood."""
    obstacles: list[Obstacle] = []
    start = _read_start(question.start, obstacles)
    amount, extension = (_read_amount(text, obstacles) for text in (question.amount, question.extension))
    pauses = [_read_pause(text, obstacles) for text in question.pauses]
    if question.unit not in get_args(Unit):
        obstacles.append(Obstacle("unit_unknown", question.unit))
    if not question.region.isdigit() or len(question.region) not in (6, 9, 12):
        obstacles.append(Obstacle("region_code_malformed", question.region))
    if obstacles:
        raise Refused(obstacles)
    return explain(
        start=start,
        amount=amount,
        unit=question.unit,  # type: ignore[arg-type]  # checked above
        calendar=shipped_calendar(question.region),
        pauses=pauses,
        extension=extension,
    )


def as_data(derivation: Derivation) -> dict[str, Any]:
    """Return the answer as JSON data."""
    due = derivation.due
    return {
        "due": due.on.isoformat() if due.on else None,
        "due_at": due.at.isoformat() if due.at else None,
        "provisional": due.is_provisional,
        "start": derivation.start.isoformat(),
        "amount": derivation.amount,
        "unit": derivation.unit,
        "extension": derivation.extension,
        "pauses": [[p.begun_on.isoformat(), p.ended_on.isoformat() if p.ended_on else None] for p in derivation.pauses],
        "calendar": {"region": derivation.region_code, "version": derivation.calendar_version},
        "derivation": [
            {
                "date": row.day.isoformat(),
                "weekday": row.weekday,
                "day": row.kind,
                "name": row.name,
                "mark": row.mark,
                "stage": row.stage,
                "count": row.count,
                "until": row.until.isoformat() if row.until else None,
                "provisional": row.is_provisional,
            }
            for row in derivation.rows
        ],
        "sources": [str(source) for source in derivation.sources],
    }


def as_text(derivation: Derivation) -> str:
    """Return the answer for a reader: the day, then the table of days, in Chinese and English."""
    chinese, english = told(derivation, "zh"), told(derivation, "en")
    cells = [HEAD] + [
        (zh.day.isoformat(), " ".join(WEEKDAYS[zh.day.weekday()]), en.counted, zh.note, en.note)
        for zh, en in zip(chinese, english, strict=True)
    ]
    provisional = "  （暂定 provisional）" if derivation.is_provisional else ""
    amount, (unit_zh, unit_en) = derivation.amount, UNITS[derivation.unit]
    return "\n".join(
        [
            f"{_end(derivation)}{provisional}",
            f"{derivation.start.isoformat()} + {amount} {unit_zh} {unit_en}"
            + (f" + {derivation.extension} 延长 extension" if derivation.extension else ""),
            "",
            *_aligned(cells),
            "",
            *(f"依据 Source: {source}" for source in derivation.sources),
            f"日历 Calendar: {derivation.region_code}, {derivation.calendar_version}",
        ]
    )


def _question_of_line(line: str, common: Question) -> Question:
    if line.lstrip().startswith("{"):
        return _question_of_object(line, common)
    words = line.split()
    if len(words) not in (2, 3):
        raise Refused([Obstacle("line_malformed", line.strip())])
    return replace(common, start=words[0], amount=words[1], unit=words[2] if len(words) > 2 else common.unit)


def _question_of_object(line: str, common: Question) -> Question:
    try:
        given = json.loads(line)
        start, amount = given.get("start", given.get("date", "")), given.get("amount", "")
        pauses = [
            text if isinstance(text, str) else "..".join(day or "" for day in text) for text in given.get("pauses", ())
        ]
    except (ValueError, TypeError) as error:
        raise Refused([Obstacle("line_malformed", line.strip())]) from error
    return replace(
        common,
        start=str(start),
        amount=str(amount),
        unit=str(given.get("unit", common.unit)),
        region=str(given.get("region", common.region)),
        pauses=tuple(pauses) or common.pauses,
        extension=str(given.get("extension", common.extension)),
    )


def _read_start(text: str, obstacles: list[Obstacle]) -> date | datetime:
    try:
        return date.fromisoformat(text) if len(text) <= len("2026-04-29") else _moment(text)
    except ValueError:
        obstacles.append(Obstacle("date_malformed", text))
        return date.min


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _read_amount(text: str, obstacles: list[Obstacle]) -> int:
    if text.isascii() and text.isdigit() and int(text) <= MOST:
        return int(text)
    obstacles.append(Obstacle("amount_not_a_number", text, {"most": MOST}))
    return 0


def _read_pause(text: str, obstacles: list[Obstacle]) -> Pause:
    begun, dots, ended = text.partition("..")
    try:
        pause = Pause(date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
    except ValueError:
        pause, dots = Pause(date.min), ""
    if not dots:
        obstacles.append(Obstacle("pause_malformed", text))
    elif pause.ended_on is not None and pause.ended_on < pause.begun_on:
        obstacles.append(Obstacle("pause_ends_before_it_begins", text))
    return pause


def _obstacles_of_open_end(derivation: Derivation) -> list[Obstacle]:
    if derivation.due.is_known:
        return []
    return [Obstacle("pause_still_open", derivation.pauses[-1].begun_on.isoformat())]


def _end(derivation: Derivation) -> str:
    due = derivation.due
    if due.on is None or due.at is None:
        return "? 暂停未结束 pause still open"
    return due.at.isoformat(timespec="minutes") if derivation.unit == "hour" else due.on.isoformat()


def _complain(obstacles: Iterable[Obstacle]) -> int:
    print(f"tongban deadline: {_sentence(obstacles)}", file=sys.stderr)
    return NOT_ANSWERED


def _sentence(obstacles: Iterable[Obstacle]) -> str:
    return "; ".join(f"{in_words(obstacle, 0)} / {in_words(obstacle, 1)}" for obstacle in obstacles)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows in columns; a Chinese character takes the place of two Latin ones."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
