"""Workbooks from the command line: examined, taken in, written; words, files and exit status."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS
from tongban.catalogue.sample_sheets import basic_code, write_sample
from tongban.kernel.moments import BEIJING
from tongban.people.models import Office, Region
from tongban.people.rules.identifiers import make_uscc
from tongban.server.command import main

NOW = datetime(2026, 5, 7, 10, tzinfo=BEIJING)


@pytest.fixture
def office(db: None) -> Office:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=NOW.date())
    uscc = make_uscc(1, region="990100")
    return Office.objects.create(
        name="云州市行政审批局", short_name="行政审批局", uscc=uscc, kind="department", level="3", region=region
    )


def workbook(folder: Path, office: Office, **wrong: dict[str, Any]) -> Path:
    """Write two items; ``wrong`` are cells of the first one, by sheet."""
    path = folder / "items.xlsx"

    def change(sheet: str, number: int, cells: dict[str, Any]) -> dict[str, Any]:
        return {**cells, **wrong.get(sheet, {})} if number == 1 else cells

    with path.open("wb") as out:
        write_sample(out, [office], count=2, papers=1, change=change)
    return path


def test_a_workbook_is_taken_in_and_put_in_force_and_written_again(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path, office)

    assert main(["catalogue", "import", str(path), "--dry-run"]) == 0
    assert not Item.objects.exists()
    assert main(["catalogue", "import", str(path), "--publish"]) == 0
    assert "2 items written" in capsys.readouterr().out
    assert ItemVersion.objects.filter(state="published").count() == 2

    assert main(["catalogue", "export", str(tmp_path / "out.xlsx")]) == 0
    assert main(["catalogue", "export", str(tmp_path / "out.json")]) == 0
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {record["catalog_code"] for record in told["items"]} == {basic_code(1), basic_code(2)}
    assert main(["catalogue", "import", str(tmp_path / "out.xlsx")]) == 0
    assert "2 unchanged" in capsys.readouterr().out


def test_wrong_cells_are_told_and_marked_and_nothing_is_written(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, marked = workbook(tmp_path, office, **{ITEMS: {"promise_day": "七天"}}), tmp_path / "marked.xlsx"

    assert main(["catalogue", "import", str(path), "--marked", str(marked)]) == 1

    told = capsys.readouterr().out
    assert "承诺办结时限: “七天”不是整数" in told
    assert "nothing was written" in told
    assert marked.stat().st_size > 5000
    assert not Item.objects.exists()


@pytest.mark.requirement("A17")
def test_a_workbook_is_examined_as_if_it_stood_in_the_catalogue(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path, office, **{PAPERS: {"material_name": "其他材料"}, ITEMS: {"promise_day": 30}})

    assert main(["catalogue", "lint", str(path), "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["code"] for line in lines if line["severity"] == "error"} == {
        "catch_all_paper",
        "promise_above_statute",
    }
    assert lines[0]["item"].endswith(basic_code(1))
    assert main(["catalogue", "lint", str(path), "--lang", "en"]) == 1
    assert "is a catch-all" in capsys.readouterr().out
    assert main(["catalogue", "lint", str(workbook(tmp_path, office))]) == 0


def test_what_is_no_workbook_is_told_without_a_traceback(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "items.xlsx"
    path.write_bytes(b"hello")

    assert main(["catalogue", "import", str(path)]) == 1
    assert "这不是 Excel 工作簿" in capsys.readouterr().err


def test_the_template_is_written(office: Office, tmp_path: Path) -> None:
    assert main(["catalogue", "template", str(tmp_path / "empty.xlsx")]) == 0
    assert (tmp_path / "empty.xlsx").stat().st_size > 10_000
