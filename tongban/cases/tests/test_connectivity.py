"""Connected systems, refused rows, the reach of the network and the four 通, as pages and figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.indicators import FOUR, figures_of_the_day
from tongban.cases.queries.connectivity import Four, four_of, organisations, together
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.partner import CODE, Beside, as_json, running, signed
from tongban.exchange.actions.applying import apply_waiting
from tongban.exchange.actions.correcting import CannotCorrect, correct_row
from tongban.exchange.actions.keeping import forget_rows
from tongban.exchange.actions.links import CannotConnect, admit_link, give_link_key
from tongban.exchange.actions.network import CannotRegister, set_site
from tongban.exchange.actions.reckoning import reckon_yesterday
from tongban.exchange.demo.system import demo_key
from tongban.exchange.models import ExchangeRow, NetworkSite
from tongban.exchange.queries.systems import network_reach
from tongban.kernel.events import SYSTEM
from tongban.kernel.indicators import indicator_of
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.kernel.ratios import Ratio
from tongban.people.models import Account, Officer, Region, RoleGrant

ROWS = f"/exchange/systems/{CODE}/rows/"
TODAY = date(2026, 11, 28)


@pytest.fixture
def beside(
    town: Town, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Beside]:
    settings.STATE = tmp_path
    with running(town, tmp_path, client, monkeypatch) as found:
        yield found


@pytest.fixture
def administrator(town: Town) -> Client:
    account = Account.objects.create(kind="staff", username="zk")
    officer = Officer.objects.create(
        account=account, office=town.bureau, name="周凯", staff_number="ADM", joined_on=date(2020, 1, 1)
    )
    RoleGrant.objects.create(officer=officer, role="system_administrator", office=town.bureau, since=date(2020, 1, 1))
    return signed_in(officer)


def refused_result(beside: Beside, client: Client) -> ExchangeRow:
    """A result of theirs that says no and not why."""
    case = beside.accepted()
    beside.send()
    now = f"{timezone.localtime():%Y-%m-%d %H:%M:%S}"
    common = {"sync": "I", "sync_at": now, "project_no": case.matter.number}
    step = {
        "step_name": "接收",
        "event_name": "9",
        "start_time": now,
        "end_time": now,
        "handler": "经办",
        "status": "2",
    }
    result = {"result_type": "1", "result_time": now}
    rows = [
        {"set": "up_pro_process", "guid": "1" * 32, **common, **step},
        {"set": "up_pro_result", "guid": "2" * 32, **common, **result},
    ]
    body = as_json({"batch": "2026112800001", "source": beside.link.prefix, "rows": rows})
    answer = client.post(ROWS, body, content_type="application/json", headers=signed(demo_key(CODE), ROWS, body))
    assert len(answer.json()["receipts"][0]["refused"]) == 1
    return ExchangeRow.objects.get(dataset="up_pro_result")


@pytest.mark.requirement("D16")
def test_a_refused_row_is_put_right_by_an_officer_and_takes_effect(beside: Beside, client: Client) -> None:
    row = refused_result(beside, client)
    page = signed_in(beside.town.approver)
    address = f"/desk/systems/{CODE}/rows/{row.pk}/"
    shown = page.get(address).content.decode()
    assert "这种办结结果必须写明“结果描述”" in shown
    assert page.post(address, {"result_text": ""}).status_code == 409
    assert page.post(address, {"result_text": "现场不符"}).status_code == 302

    row.refresh_from_db()
    assert row.state == "corrected"
    [told] = [event for event in events_of(row.subject) if event.name == "RowCorrected"]
    assert told.facts["fields"] == ["result_text"]
    for minutes in (1, 2):
        apply_waiting(now=timezone.now() + timedelta(minutes=minutes))
    fresh = ExchangeRow.objects.get(corrects=row)
    assert (fresh.state, fresh.guid) == ("applied", row.guid)
    with pytest.raises(CannotCorrect):
        correct_row(row=row, changes={"result_text": "又改"}, by=beside.town.approver, now=timezone.now())


def test_our_own_row_with_a_gap_is_kept_back_and_goes_out_once_it_is_put_right(beside: Beside) -> None:
    object.__setattr__(beside.system.told, "requires", {"up_pro_accept": ["address"]})
    beside.accepted()
    beside.send()
    row = ExchangeRow.objects.get(dataset="up_pro_accept")
    assert (row.state, row.reasons[0]["about"]) == ("refused", "缺少 address")
    correct_row(row=row, changes={"address": "云水路18号"}, by=beside.town.approver, now=timezone.now())
    assert beside.send() == 1
    assert ExchangeRow.objects.get(corrects=row).state == "delivered"


@pytest.mark.requirement("D18")
def test_the_board_and_the_switches_are_for_those_who_look_after_them(
    beside: Beside, administrator: Client, django_assert_max_num_queries: Any
) -> None:
    beside.accepted()
    with django_assert_max_num_queries(20):
        shown = administrator.get("/desk/systems/").content.decode()
    assert "从未连通" in shown
    assert "0 / 1" in shown
    clerk = signed_in(beside.town.clerk)
    assert clerk.get("/desk/systems/").status_code == 200
    address = f"/desk/systems/{CODE}/"
    assert clerk.get(address).status_code == 403
    assert clerk.post(f"{address}pause/", {"reason": "割接"}).status_code == 403
    assert (
        administrator.post(f"{address}pause/", {"reason": " "}, follow=True).content.decode().count("请写明暂停的原因")
    )
    administrator.post(f"{address}pause/", {"reason": "割接"})
    assert "割接" in administrator.get(address).content.decode()
    administrator.post(f"{address}resume/")
    assert "恢复交换" not in administrator.get(address, {"state": "waiting", "direction": "out"}).content.decode()
    for kind in ("xlsx", "csv"):
        assert administrator.post("/desk/four/systems/export/", {"format": kind}).status_code == 200


@pytest.mark.requirement("D17")
def test_a_system_changes_over_to_a_new_key_while_the_old_one_is_taken(
    beside: Beside, administrator: Client, client: Client
) -> None:
    shown = administrator.post(f"/desk/systems/{CODE}/key/").content.decode()
    beside.link.refresh_from_db()
    secret = beside.link.key.text()
    assert secret in shown
    assert secret not in administrator.get(f"/desk/systems/{CODE}/").content.decode()
    asked = f"/exchange/systems/{CODE}/tally/20261128/"
    for key, status in ((secret, 200), (demo_key(CODE), 200), ("other", 401)):
        assert client.get(asked, headers=signed(key, asked, b"")).status_code == status
    give_link_key(link=beside.link, by=SYSTEM, now=timezone.now())
    assert client.get(asked, headers=signed(demo_key(CODE), asked, b"")).status_code == 401


def test_a_system_is_connected_once(beside: Beside) -> None:
    bureau = beside.town.bureau
    with pytest.raises(CannotConnect):
        admit_link(
            code=CODE,
            name="又一个",
            adapter="system",
            office=bureau,
            offices=[],
            prefix="P",
            by=SYSTEM,
            now=timezone.now(),
        )


def test_what_was_exchanged_long_ago_is_emptied_and_still_reckoned(beside: Beside) -> None:
    beside.accepted()
    beside.send()
    now = timezone.now() + timedelta(days=1)
    assert forget_rows(before=now, at_most=100, now=now) == 4
    assert not any(row.payload.clear() for row in ExchangeRow.objects.all())
    assert reckon_yesterday(now=now) == 1
    assert reckon_yesterday(now=now) == 0
    assert all(each.agrees for each in beside.link.reckonings.all())


@pytest.mark.requirement("D19")
def test_the_register_says_how_far_the_network_reaches_on_each_level(
    town: Town, administrator: Client, django_assert_max_num_queries: Any
) -> None:
    assert "没有登记接入点" in administrator.get("/desk/network/").content.decode()
    city = town.bureau.region
    village = Region.objects.create(code="990102001001", name="前塘村", level="village", valid_from=date(2000, 1, 1))
    given = {"region": city.pk, "name": "市政务大厅", "is_reached": "on", "checked_on": "2026-11-01"}
    assert administrator.post("/desk/network/new/", given).status_code == 422  # since when?
    given["reached_on"] = "2021-06-30"
    assert administrator.post("/desk/network/new/", given).status_code == 302
    administrator.post("/desk/network/new/", {"region": village.pk, "name": "前塘村便民点", "checked_on": "2026-11-01"})
    assert [str(each.ratio) for each in network_reach()] == ["1/1", "0/0", "0/0", "0/1"]
    site = NetworkSite.objects.get(region=village)
    changed = {
        "region": village.pk,
        "name": site.name,
        "is_reached": "on",
        "reached_on": "2026-11-20",
        "checked_on": "2026-11-21",
    }
    assert administrator.post(f"/desk/network/{site.pk}/", changed).status_code == 302
    assert str(network_reach()[3].ratio) == "1/1"
    with pytest.raises(CannotRegister):
        set_site(
            region=village,
            office=None,
            name=site.name,
            is_reached=False,
            reached_on=None,
            checked_on=TODAY,
            by=SYSTEM,
            now=timezone.now(),
        )
    with django_assert_max_num_queries(20):
        assert "前塘村便民点" in administrator.get("/desk/network/", {"level": "village", "q": "前塘"}).content.decode()
    assert "前塘村便民点" in administrator.post("/desk/four/network/export/", {"format": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert signed_in(town.clerk).get("/desk/network/new/").status_code == 403


@pytest.mark.requirement("D20")
def test_the_four_figures_of_an_organisation_keep_their_terms(
    beside: Beside, administrator: Client, django_assert_max_num_queries: Any
) -> None:
    bureau, today = beside.town.bureau, local_day(timezone.now())
    for name, is_reached in (("大厅", True), ("机房", False)):
        since = today if is_reached else None
        set_site(
            region=bureau.region,
            office=bureau,
            name=name,
            is_reached=is_reached,
            reached_on=since,
            checked_on=today,
            by=SYSTEM,
            now=timezone.now(),
        )
    beside.accepted()
    beside.accepted()
    beside.send()
    beside.told(times=2)
    beside.behave("down")
    beside.accepted()
    assert set(organisations()) == {bureau}
    found = four_of([bureau.pk], on=today)[bureau.pk]
    assert found.network == Ratio(1, 2)
    assert found.items == Ratio(2, 2)
    assert found.business == Ratio(2, 3)
    assert found.data == Ratio(14, 18)
    assert together([found, Four(network=Ratio(1, 1))]).network == Ratio(2, 3)
    assert indicator_of("cases.data_through").measure(today) == found.data
    kept = {code: measured for code, _, measured in figures_of_the_day(timezone.now())}
    assert [kept[code] for code in FOUR] == list(found.parts)
    with django_assert_max_num_queries(22):
        shown = administrator.get("/desk/four/").content.decode()
    assert "66.7%" in shown
    told = administrator.post("/desk/four/export/", {"format": "csv"}).content.decode("utf-8-sig")
    assert '"2","3","14","18"' in told


def test_whoever_edits_a_place_of_the_network_finds_its_days(town: Town, administrator: Client) -> None:
    given = {"region": town.bureau.region.pk, "name": "前塘村便民点", "is_reached": "on", "reached_on": "2025-03-01"}
    administrator.post("/desk/network/new/", {**given, "checked_on": "2026-11-01"})
    site = NetworkSite.objects.get()
    page = administrator.get(f"/desk/network/{site.pk}/").content.decode()
    assert 'value="2025-03-01"' in page
    assert 'value="2026-11-01"' in page
