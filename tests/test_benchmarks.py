"""The measurements run: at their smallest, without a word about how fast. What is timed is no test."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import Figure
from benchmarks.reporting import BEGIN, END, as_table, write_into

TOPICS = ["deadlines", "publishing", "submissions", "exchanging", "verifying"]


def test_the_measurements_run_and_their_replays_write_the_same_rows(database_url: str, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", *TOPICS, "--on", database_url, "--size", "0.02", "--json", str(kept)]
    done = subprocess.run(
        command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    figures = json.loads(kept.read_text())["figures"]
    assert all(value > 0 for figure in figures for value in figure["values"])
    assert {"due dates", "applications handed in, through the action"} <= {figure["what"] for figure in figures}


def test_a_table_shows_its_share_of_the_raw_limit_and_stands_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    figure = Figure("acts", "/s", [50.0, 40.0, 60.0], [200.0], "rows alone").against("≥ 1/4 of raw", True)

    write_into(page, [as_table("a machine", [figure])])

    assert (
        "| acts, /s | 40.0 | 50.0 |  | 60.0 |  | 200 (200–200) rows alone | 0.25 | ≥ 1/4 of raw: met |"
        in page.read_text()
    )
    assert page.read_text().startswith("before\n")
    assert "old" not in page.read_text()
