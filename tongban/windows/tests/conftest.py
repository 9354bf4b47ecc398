"""A hall small enough to read: a bureau, two departments, a manager, two clerks, a window of each kind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer, Party, PowerTransfer, Region, RoleGrant
from tongban.people.rules.identifiers import make_uscc
from tongban.windows.actions import seat_officer
from tongban.windows.models import ServicePoint, Window

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)
TODAY = local_day(NOW)


@dataclass
class Hall:
    """Everything a test of batches and competences needs."""

    root: Office
    bureau: Office
    market: Office  # its powers have moved to the bureau
    police: Office
    manager: Officer
    clerk: Officer
    second: Officer
    point: ServicePoint
    any: Window
    sector: Window
    special: Window
    party: Party


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


def make_hall() -> Hall:
    region = Region.objects.create(code="990100", name="云州市", level="city", valid_from=date(2000, 1, 1))
    root = _office(region, 1, "人民政府", None, "government")
    bureau, market, police = (
        _office(region, number, name, root, "department")
        for number, name in enumerate(("行政审批局", "市监局", "公安局"), 2)
    )
    PowerTransfer.objects.create(
        line="market", regulating_office=market, approving_office=bureau, basis="改革方案", since=date(2020, 1, 1)
    )
    manager, clerk, second = (_officer(bureau, name) for name in ("冯丽", "王敏", "方圆"))
    RoleGrant.objects.create(officer=manager, role="hall_manager", office=root, since=date(2020, 1, 1))
    point = ServicePoint.objects.create(office=bureau, name="云州市政务服务中心", address="", hours="", phone="")
    windows = [
        Window.objects.create(service_point=point, number=str(number), name=str(kind.label), kind=kind)
        for number, kind in ((12, Window.Kind.ANY), (17, Window.Kind.SECTOR), (23, Window.Kind.SPECIAL))
    ]
    for window, officer in zip(windows, (clerk, second), strict=False):
        seat_officer(window=window, officer=officer, since=TODAY, by=SYSTEM, now=NOW)
    party = Party.objects.create(
        kind="person", name="李晓云", identity_kind="citizen-id", identity="990102198903080229"
    )
    return Hall(root, bureau, market, police, manager, clerk, second, point, *windows, party)


def _office(region: Region, number: int, name: str, parent: Office | None, kind: str) -> Office:
    uscc = make_uscc(9200000 + number, region="990100", department="1")
    return Office.objects.create(
        name=f"云州市{name}", short_name=name, uscc=uscc, kind=kind, level="3", region=region, parent=parent
    )


def _officer(office: Office, name: str) -> Officer:
    number = f"H{Officer.objects.count():04d}"
    return Officer.objects.create(office=office, name=name, staff_number=number, joined_on=date(2020, 1, 1))
