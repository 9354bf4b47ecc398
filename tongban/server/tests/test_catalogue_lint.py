"""``tongban catalogue lint db``: findings in words or as data, and the exit status."""

import json
from datetime import datetime

import pytest

from tongban.catalogue.models import CatalogItem, Item, ItemVersion
from tongban.kernel.moments import BEIJING
from tongban.people.models import Office, Region
from tongban.server.command import main

NOW = datetime(2026, 5, 7, 10, tzinfo=BEIJING)


@pytest.fixture
def item(db: None) -> Item:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=NOW.date())
    office = Office.objects.create(name="云州市市场监督管理局", short_name="市监局", kind="department", region=region)
    listed = CatalogItem.objects.create(code="990131001000", name="食品经营许可（新办）", item_type="01")
    return Item.objects.create(catalog_item=listed, office=office, code="11990100MB000000013990131001000")


@pytest.mark.requirement("A15")
def test_findings_are_told_and_the_exit_status_says_whether_any_blocks(
    item: Item, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", "lint", "db"]) == 0
    assert "0 个版本" in capsys.readouterr().out

    title = item.catalog_item.name
    ItemVersion.objects.create(item=item, number=1, title=title, created_at=NOW, promised_amount=5)
    assert main(["catalogue", "lint", "db", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = next(line for line in lines if line["code"] == "no_legal_basis")
    assert (found["item"], found["severity"], found["requirements"]) == (item.code, "error", ["A15"])

    assert main(["catalogue", "lint", "db"]) == 1
    assert "没有设定依据" in capsys.readouterr().out
