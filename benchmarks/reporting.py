"""The figures as a table, for the terminal and, the same, for the documentation."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.measuring import MILLISECONDS, Figure, percentile

HEAD = ["figure", "min", "median", "p95", "max", "CPU ms", "raw: median (min–max)", "of raw", "bar"]
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def as_table(machine: str, figures: Iterable[Figure]) -> str:
    """Return a heading line of the machine and a table in Markdown."""
    rows = [HEAD, ["---", *["---:"] * 7, "---"], *(_row(figure) for figure in figures)]
    return "\n".join([machine, "", *("| " + " | ".join(row) + " |" for row in rows)])


def _row(figure: Figure) -> list[str]:
    values = sorted(figure.values)
    p95 = _number(percentile(values, 0.95)) if figure.unit == MILLISECONDS else ""
    return [
        f"{figure.what}, {figure.unit}" + (f" ({figure.note})" if figure.note else ""),
        _number(values[0]),
        _number(figure.median),
        p95,
        _number(values[-1]),
        "" if figure.cpu_ms is None else f"{figure.cpu_ms:.2f}",
        _raw(figure),
        "" if figure.share is None else f"{figure.share:.2f}",
        "" if not figure.bar else f"{figure.bar}: {'met' if figure.is_met else '**missed**'}",
    ]


def _raw(figure: Figure) -> str:
    if not figure.raw:
        return ""
    raw = sorted(figure.raw)
    return f"{_number(percentile(raw, 0.5))} ({_number(raw[0])}–{_number(raw[-1])}) {figure.raw_is}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def as_data(machine: str, figures: Sequence[Figure]) -> dict[str, Any]:
    return {"machine": machine, "figures": [asdict(figure) for figure in figures]}


def read(data: dict[str, Any]) -> tuple[str, list[Figure]]:
    return data["machine"], [Figure(**figure) for figure in data["figures"]]


def write_into(page: Path, tables: Sequence[str]) -> None:
    """Put the tables into the part of a page that is marked for them."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    measured = "\n\n".join(tables)
    page.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8")
