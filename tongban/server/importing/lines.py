"""The lines of a file, whatever is in it: each an object, or the reason why it is none."""

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from tongban.kernel.obstacles import Obstacle

LONGEST = 1 << 20  # bytes; whoever writes more on a line forgot to end it
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CHUNK = 1 << 20


@dataclass(slots=True)
class Line:
    """One line: its number, where the next one begins, and what it says or why it says nothing."""

    number: int
    end: int
    raw: bytes
    data: dict[str, Any]
    obstacles: list[Obstacle]


def digest_of(path: Path) -> str:
    """Return the digest by which a file is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Span:
    """Some lines of a file: the bytes from ``begin`` to ``end``, after so many lines, up to the last one."""

    begin: int
    end: int
    lines_before: int
    last: int


def spans_of(path: Path, *, offset: int, number: int, size: int) -> Iterator[Span]:
    """Cut what is left of a file into spans of so many lines."""
    with path.open("rb") as file:
        file.seek(offset)
        while some := sum(1 for _ in islice(iter(lambda: _length_of_line(file), 0), size)):
            yield Span(offset, file.tell(), number, number + some)
            offset, number = file.tell(), number + some


def head_of(path: Path) -> Line | None:
    """Return the first line that is not blank."""
    return next((line for span in spans_of(path, offset=0, number=0, size=1) for line in lines_of(path, span)), None)


def lines_of(path: Path, span: Span) -> Iterator[Line]:
    """Yield the lines of a span, the blank ones left out."""
    with path.open("rb") as file:
        file.seek(span.begin)
        for number in range(span.lines_before + 1, span.last + 1):
            is_first = file.tell() == 0
            raw = file.readline(LONGEST + 1)
            if len(raw) > LONGEST and not raw.endswith(b"\n"):
                _skip_rest(file)
                yield Line(number, file.tell(), raw[:200], {}, [Obstacle("line_too_long", details={"bytes": LONGEST})])
            elif (text := raw.removeprefix(BYTE_ORDER_MARK) if is_first else raw).strip():
                yield _read(number, file.tell(), text.rstrip(b"\r\n"))


def _length_of_line(file: IO[bytes]) -> int:
    raw = file.readline(LONGEST + 1)
    return len(raw) + (_skip_rest(file) if len(raw) > LONGEST and not raw.endswith(b"\n") else 0)


def _skip_rest(file: IO[bytes]) -> int:
    skipped = 0
    while part := file.readline(CHUNK):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _read(number: int, end: int, raw: bytes) -> Line:
    try:
        data = json.loads(raw.decode(), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as error:
        return Line(number, end, raw, {}, [Obstacle("line_not_utf8", details={"position": error.start + 1})])
    except json.JSONDecodeError as error:
        return Line(number, end, raw, {}, [Obstacle("line_not_json", details={"position": error.colno})])
    except (RecursionError, ValueError):  # nested without end, a number of thousands of digits, or none at all
        return Line(number, end, raw, {}, [Obstacle("line_not_json", details={"position": 1})])
    if not isinstance(data, dict):
        return Line(number, end, raw, {}, [Obstacle("line_not_an_object")])
    if b"\\u" in raw and not _is_text(data):
        return Line(number, end, raw, {}, [Obstacle("line_not_text")])
    return Line(number, end, raw, data, [])


def _finite(text: str) -> float:
    """Read a number that a database can keep: neither infinite nor NaN."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _is_text(value: Any) -> bool:
    """Say whether a database can keep every text in a value: no U+0000, no half of a pair."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, dict):
        return all(_is_text(key) and _is_text(each) for key, each in value.items())
    return all(map(_is_text, value)) if isinstance(value, list) else True
