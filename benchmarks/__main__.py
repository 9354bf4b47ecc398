"""Measure everything, or what is named: ``python -m benchmarks [TOPIC …]``.

Without ``--on`` everything is measured twice, on SQLite and on PostgreSQL, each in a database of its own that is
durable as in production. ``--on postgres://…`` measures on a database that is there: for lists at a million cases.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import reporting
from benchmarks.databases import POSTGRESQL, SQLITE, opened
from benchmarks.measuring import Figure
from benchmarks.options import Options

# In this order: the journal that is verified at the end is the one that the others have written.
TOPICS = ["deadlines", "publishing", "submissions", "bundles", "exchanging", "serving", "approvals", "long_cases"]
WITH_A_CITY = ["importing", "pages", "recomputing", "catalogue", "verifying"]
AS_IT_IS = ["pages", "recomputing", "verifying"]  # what can be measured on a city that stands, without adding to it


def main() -> int:
    options = _parsed()
    return _measure(options) if options.on else _on_both(options)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=", ".join([*TOPICS, *WITH_A_CITY]))
    parser.add_argument("--on", metavar="sqlite|postgresql|URL", help="one database only, or one that is there")
    parser.add_argument("--size", type=float, default=1.0, help="how much of everything: 0.1 to try it out")
    parser.add_argument("--cases", type=int, default=10_000, help="cases imported before lists are measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as data")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into a page, between its marks")
    return parser.parse_args()


def _on_both(options: argparse.Namespace) -> int:
    """Measure on each database in a process of its own: Django is set up once."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for database in (SQLITE, POSTGRESQL):
            kept = Path(folder) / database
            command = [sys.executable, "-m", "benchmarks", *options.topics, "--on", database, "--json", str(kept)]
            command += ["--size", str(options.size), "--cases", str(options.cases)]
            if status := subprocess.run(command, check=False).returncode:  # noqa: S603 (ourselves)
                return status
            results.append(json.loads(kept.read_text()))
    _keep(options, results)
    return 0


def _measure(options: argparse.Namespace) -> int:
    is_ours = options.on in (SQLITE, POSTGRESQL)
    topics = options.topics or ([*TOPICS, *WITH_A_CITY] if is_ours else AS_IT_IS)
    with opened(options.on):
        from benchmarks.machine import machine

        line = machine()
        print(line, flush=True)
        if is_ours and set(topics) & set(WITH_A_CITY):
            _build_city()
        figures: list[Figure] = []
        for topic in topics:
            measured = importlib.import_module(f"benchmarks.{topic}").run(Options(options.size, options.cases))
            for figure in measured:
                figures.append(figure)
                print(f"  {_in_short(figure)}", flush=True)
    _keep(options, [reporting.as_data(line, figures)])
    return 0


def _build_city() -> None:
    from django.utils import timezone

    from tongban.server import demo

    demo.build(now=timezone.now(), cases=0)


def _in_short(figure: Figure) -> str:
    share = "" if figure.share is None else f", {figure.share:.2f} of {figure.raw_is}"
    bar = "" if not figure.bar else f" [{figure.bar}: {'met' if figure.is_met else 'MISSED'}]"
    note = f" ({figure.note})" if figure.note else ""
    return f"{figure.what}{note}: {figure.median:,.1f} {figure.unit}{share}{bar}"


def _keep(options: argparse.Namespace, results: list[dict]) -> None:
    if options.json:
        options.json.write_text(json.dumps(results if len(results) > 1 else results[0], ensure_ascii=False, indent=1))
    if options.write:
        reporting.write_into(options.write, [reporting.as_table(*reporting.read(each)) for each in results])


if __name__ == "__main__":
    sys.exit(main())
