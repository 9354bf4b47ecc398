"""Cases that a department's own system handles: they go there, and what comes back moves them, whatever goes wrong."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.actions import AGREE, accept_case, decide_case, give_opinion, withdraw_case
from tongban.cases.actions.elsewhere import guide_away
from tongban.cases.models import Case, Decision, Elsewhere
from tongban.cases.tests.conftest import Town
from tongban.cases.tests.partner import CODE, Beside, as_json, running, signed
from tongban.catalogue.demo.files import demo_items
from tongban.catalogue.models import ItemVersion
from tongban.exchange.actions.applying import apply_waiting
from tongban.exchange.actions.links import pause_link, resume_link
from tongban.exchange.actions.reckoning import reckon
from tongban.exchange.actions.rounds import ask_whether_alive, visit_systems
from tongban.exchange.demo.system import configured, demo_key
from tongban.exchange.models import Batch, Envelope, ExchangeRow, Reckoning
from tongban.exchange.queries.systems import connected_ratio, standings
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.windows.models import Visit

ROWS = f"/exchange/systems/{CODE}/rows/"


@pytest.fixture
def beside(
    town: Town, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Beside]:
    settings.STATE = tmp_path
    with running(town, tmp_path, client, monkeypatch) as found:
        yield found


def is_granted(case: Case) -> bool:
    matter = Matter.objects.get(pk=case.matter_id)
    return (matter.state, matter.outcome) == (Matter.State.DECIDED, "granted")


@pytest.mark.requirement("D16", "D17")
def test_an_accepted_case_goes_to_the_system_and_its_result_decides_it_here(beside: Beside) -> None:
    case = beside.accepted()
    sets = [dataset for dataset, _ in beside.rows(direction="out")]
    assert sets == ["up_pro_accept", "up_pro_material", "up_pro_material", "up_pro_process"]

    assert beside.send() == 4
    assert {state for _, state in beside.rows(direction="out")} == {"delivered"}
    batch = Batch.objects.get(direction="out")
    assert batch.number == f"{local_day(timezone.now()):%Y%m%d}00001"
    assert batch.receipt == f"{beside.system.told.prefix}-{batch.number}"

    beside.told(times=2)
    assert {state for _, state in beside.rows(direction="in")} == {"applied"}
    assert is_granted(case)
    each = Elsewhere.objects.get(case=case)
    assert (each.status, each.outside_number[:11]) == ("granted", "990000-PROV")
    system = beside.link.account.officer  # type: ignore[union-attr]
    assert {step.closed_by_id for step in case.matter.steps.exclude(state="cancelled")} == {system.pk}
    told = {event.name: event.by for event in events_of(case.matter.subject)}
    assert told["CaseDecided"] == told["OpinionGiven"] == f"officer:{system.pk}"


def test_a_refusal_of_the_system_is_a_refusal_here_with_its_reasons(beside: Beside) -> None:
    object.__setattr__(beside.system.told, "refuses_every", 1)
    object.__setattr__(beside.system.told, "refuses", [])
    case = beside.accepted()
    beside.send()
    beside.told(times=2)
    matter = Matter.objects.get(pk=case.matter_id)
    assert (matter.state, matter.outcome) == ("decided", "refused")
    assert case.decision.reasons == "申报内容与现场不一致。"  # type: ignore[attr-defined]


def test_what_was_decided_here_alike_in_the_meantime_is_not_decided_twice(beside: Beside) -> None:
    case = beside.accepted()
    beside.send()
    for step, by in zip(
        case.matter.steps.filter(wave=1).order_by("pk"), (beside.town.market_reviewer, beside.town.streets_reviewer)
    ):
        give_opinion(step=step, outcome=AGREE, opinion="", by=by, now=timezone.now())
    decide_case(case=case, outcome="granted", reasons="", by=beside.town.approver, now=timezone.now())
    beside.told(times=2)
    assert {state for _, state in beside.rows(direction="in")} == {"applied"}
    assert Elsewhere.objects.get(case=case).status == "granted"
    assert Decision.objects.filter(case=case).count() == 1


def test_an_item_led_elsewhere_goes_to_its_system_when_it_was_applied_for_here_with_others(beside: Beside) -> None:
    """Alone it is done there; as a member of a bundle it is applied for here."""
    case = beside.town.case(now=timezone.now())
    case.version.run_mode = ItemVersion.RunMode.GUIDED
    accept_case(case=case, by=beside.town.clerk, now=timezone.now())
    assert beside.send() == 4
    beside.told(times=2)
    assert is_granted(case)


def test_each_demo_system_names_the_result_of_an_item_and_refuses_only_what_it_may() -> None:
    social = configured()["social"]
    assert social.licence_of("119901022014004000") == social.licence
    assert social.licence_of("11990102MB0000000X3992014004000") == "社会保障卡"
    assert not social.may_refuse("11990102MB0000000X3992014004000")
    assert social.may_refuse("11990102MB0000000X3990514001000")


def test_no_item_is_handled_by_two_demo_systems_and_each_is_in_the_catalogue() -> None:
    codes = [code for told in configured().values() for code in told.items]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {item["code"] for item in demo_items()}
    assert all(set(told.refuses) | set(told.licences) <= set(told.items) for told in configured().values())


@pytest.mark.requirement("D16", "D18")
def test_a_system_that_is_down_for_a_day_gets_everything_afterwards_in_order_and_once(beside: Beside) -> None:
    beside.behave("down")
    cases = [beside.accepted()]
    now = timezone.now()
    for hours in range(25):  # the worker goes round all day
        visit_systems(now=now + timedelta(hours=hours))
    assert not beside.system.store.count_cases()
    beside.link.refresh_from_db()
    assert beside.link.faults > 20
    assert beside.link.next_try_at <= now + timedelta(hours=24, minutes=2)
    [standing] = standings(now + timedelta(hours=24))
    assert (standing.state, standing.waiting, standing.oldest is not None) == ("never", 4, True)
    assert str(connected_ratio([standing])) == "0/1"

    cases.append(beside.accepted())
    beside.behave("normal")
    visit_systems(now=now + timedelta(hours=24, minutes=3))
    assert beside.system.store.count_cases() == 2
    assert {state for _, state in beside.rows(direction="out")} == {"delivered"}
    beside.told(times=2)
    assert all(is_granted(case) for case in cases)
    assert Envelope.objects.filter(key=Batch.objects.filter(direction="out").first().number).get().attempts > 20  # type: ignore[union-attr]


def test_a_receipt_that_got_lost_makes_no_second_case_there(beside: Beside) -> None:
    beside.behave("loses_receipts")
    beside.accepted()
    assert beside.send() == 0
    assert Envelope.objects.get().last_fault == "unreachable"
    assert beside.send(after=timedelta(hours=1)) == 4
    assert beside.system.store.count_cases() == 1
    assert Batch.objects.filter(direction="out").count() == 1


def test_what_is_answered_twice_happens_once(beside: Beside) -> None:
    beside.behave("answers_twice")
    case = beside.accepted()
    beside.send()
    beside.told(times=2)
    assert is_granted(case)
    assert Batch.objects.filter(direction="in").count() == 1
    assert len(beside.rows(direction="in")) == 3
    assert [event.name for event in events_of(case.matter.subject)].count("CaseDecided") == 1


def test_what_comes_in_the_wrong_order_waits_for_what_comes_before_it(beside: Beside) -> None:
    beside.behave("reorders")
    case = beside.accepted()
    beside.send()
    beside.system.answer_what_is_due()
    rows = ExchangeRow.objects.filter(direction="in").order_by("pk")
    assert [row.dataset for row in rows] == ["up_pro_result", "up_pro_process", "up_pro_process"]

    first = rows.first()
    assert first is not None
    ExchangeRow.objects.exclude(pk=first.pk).filter(direction="in").update(
        next_try_at=timezone.now() + timedelta(hours=1)
    )
    apply_waiting(now=timezone.now())
    first.refresh_from_db()
    assert (first.state, first.reasons[0]["code"], first.reasons[0]["about"]) == (
        "parked",
        "waits_for_set",
        "up_pro_process",
    )
    assert not is_granted(case)

    apply_waiting(now=timezone.now() + timedelta(hours=2))
    apply_waiting(now=timezone.now() + timedelta(hours=2))
    assert is_granted(case)


def test_rubbish_is_refused_and_changes_nothing(beside: Beside) -> None:
    case = beside.accepted()
    beside.send()
    beside.behave("rubbish")
    beside.accepted()
    assert beside.send() == 0
    assert Envelope.objects.order_by("pk").last().last_fault == "receipt_differs"  # type: ignore[union-attr]
    beside.told()
    refused = ExchangeRow.objects.filter(direction="in", state="refused")
    assert {row.reasons[0]["code"] for row in refused} == {"set_unknown", "field_not_readable"}
    beside.behave("normal")
    beside.told(times=2)
    assert is_granted(case)


@pytest.mark.requirement("D17")
def test_a_batch_with_bad_rows_is_refused_row_by_row_with_reasons(beside: Beside, client: Client) -> None:
    case = beside.accepted()
    beside.send()
    good = row_of(case)
    bad = {**row_of(case, guid=2), "end_time": "2020-01-01 00:00:00", "event_name": "7"}
    body = as_json({"batch": "2026112800001", "source": beside.link.prefix, "rows": [good, bad]})
    answer = post(client, body)
    [receipt] = answer.json()["receipts"]
    assert (answer.status_code, receipt["taken"], len(receipt["refused"])) == (200, 1, 1)
    assert {reason["code"] for reason in receipt["refused"][0]["reasons"]} == {
        "field_not_readable",
        "dates_out_of_order",
    }
    apply_waiting(now=timezone.now() + timedelta(minutes=1))
    assert beside.rows(direction="in") == [("up_pro_process", "applied"), ("up_pro_process", "refused")]

    again = post(client, body).json()["receipts"][0]
    assert (again["number"], again["digest"]) == (receipt["number"], receipt["digest"])
    assert again["refused"] == receipt["refused"]
    other = as_json({"batch": "2026112800001", "source": beside.link.prefix, "rows": [good]})
    assert post(client, other).status_code == 409
    changed = as_json({"batch": "2026112800002", "source": beside.link.prefix, "rows": [{**good, "opinion": "改了"}]})
    assert post(client, changed).json()["receipts"][0]["refused"][0]["reasons"][0]["code"] == "inserted_before"
    asked = f"/exchange/systems/{CODE}/batches/2026112800001/"
    states = client.get(asked, headers=signed(demo_key(CODE), asked, b"")).json()["rows"]
    assert [row["state"] for row in states] == ["applied", "refused"]


def test_a_replayed_or_foreign_or_late_call_is_refused(beside: Beside, client: Client) -> None:
    case = beside.accepted()
    beside.send()
    body = as_json({"batch": "2026112800001", "source": beside.link.prefix, "rows": [row_of(case)]})
    headers = signed(demo_key(CODE), ROWS, body)
    assert client.post(ROWS, body, content_type="application/json", headers=headers).status_code == 200
    assert client.post(ROWS, body, content_type="application/json", headers=headers).status_code == 409
    assert len(beside.rows(direction="in")) == 1

    strangers = signed("another key", ROWS, body)
    assert client.post(ROWS, body, content_type="application/json", headers=strangers).status_code == 401
    late = signed(demo_key(CODE), ROWS, body, at=timezone.now() - timedelta(minutes=6))
    assert client.post(ROWS, body, content_type="application/json", headers=late).status_code == 401
    elsewhere = signed(demo_key(CODE), "/exchange/systems/tax/rows/", body)
    assert client.post(ROWS, body, content_type="application/json", headers=elsewhere).status_code == 401
    for rubbish in (b"", b"{}", b"\xff", b"[]", as_json({"batch": "1", "rows": [{}]})):
        assert post(client, rubbish).status_code == 400, rubbish
    assert client.post("/exchange/systems/nobody/rows/", body, content_type="application/json").status_code == 404


def test_a_paused_system_neither_gives_nor_takes_until_it_goes_on(beside: Beside, client: Client) -> None:
    case = beside.accepted()
    pause_link(link=beside.link, reason="割接", by=SYSTEM, now=timezone.now())
    visit_systems(now=timezone.now())
    assert not beside.system.store.count_cases()
    body = as_json({"batch": "2026112800001", "source": beside.link.prefix, "rows": [row_of(case)]})
    refused = post(client, body)
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    resume_link(link=beside.link, by=SYSTEM, now=timezone.now())
    visit_systems(now=timezone.now())
    assert beside.system.store.count_cases() == 1
    assert post(client, body).status_code == 200


@pytest.mark.requirement("D16")
def test_a_day_is_reckoned_set_by_set_and_what_differs_is_listed(beside: Beside) -> None:
    beside.accepted()
    beside.send()
    beside.told(times=2)
    today = local_day(timezone.now())
    assert reckon(link=beside.link, on=today, now=timezone.now())
    found = {(each.direction, each.dataset): each for each in Reckoning.objects.all()}
    assert found["out", "up_pro_accept"].ours == 1
    assert len(found) == 5
    assert all(each.agrees for each in found.values())

    ExchangeRow.objects.filter(direction="out", dataset="up_pro_material").first().delete()  # type: ignore[union-attr]
    beside.system.store._ask("DELETE FROM received WHERE dataset = 'up_pro_process'")
    reckon(link=beside.link, on=today, now=timezone.now())
    differing = {each.dataset: each.differing for each in Reckoning.objects.filter(direction="out") if not each.agrees}
    assert [row["what"] for row in differing["up_pro_material"]] == ["only_theirs"]
    assert [row["what"] for row in differing["up_pro_process"]] == ["only_ours"]


@pytest.mark.requirement("D18")
def test_a_system_that_answers_is_connected_and_one_that_stopped_is_not(beside: Beside) -> None:
    assert ask_whether_alive(link=beside.link, now=timezone.now())
    beside.link.refresh_from_db()
    assert str(connected_ratio(standings(timezone.now()))) == "1/1"
    assert standings(timezone.now() + timedelta(hours=1))[0].state == "silent"
    beside.behave("failing")
    assert not ask_whether_alive(link=beside.link, now=timezone.now())
    assert str(connected_ratio(standings(timezone.now()))) == "0/1"


def test_what_is_done_elsewhere_gets_its_number_and_result_by_the_same_door(
    beside: Beside, visit: Visit, client: Client
) -> None:
    town = beside.town
    assert town.restaurant.current
    town.restaurant.current.run_mode = ItemVersion.RunMode.GUIDED
    guided = guide_away(visit=visit, item=town.restaurant, by=town.clerk, now=timezone.now())
    assert beside.rows(direction="out") == [("up_pro_accept", "waiting")]
    object.__setattr__(beside.system.told, "requires", {})
    beside.send()
    beside.told(times=2)
    guided.refresh_from_db()
    assert (guided.status, bool(guided.outside_number)) == ("granted", True)
    assert "许可证" in guided.note


def test_a_withdrawal_is_told_to_the_system(beside: Beside) -> None:
    case = beside.accepted()
    withdraw_case(case=case, reason="不办了", by=beside.town.applicant, now=timezone.now())
    assert beside.rows(direction="out")[-1] == ("up_pro_process", "waiting")
    assert beside.send() == 5


def row_of(case: Case, *, guid: int = 1) -> dict[str, str]:
    now = f"{timezone.localtime():%Y-%m-%d %H:%M:%S}"
    return {
        "set": "up_pro_process",
        "guid": f"00000000-0000-0000-0000-{guid:012d}",
        "sync": "I",
        "sync_at": now,
        "project_no": case.matter.number,
        "step_name": "接收",
        "event_name": "9",
        "start_time": now,
        "end_time": now,
        "handler": "经办",
        "status": "2",
        "department_no": "P-1",
    }


def post(client: Client, body: bytes) -> Any:
    return client.post(ROWS, body, content_type="application/json", headers=signed(demo_key(CODE), ROWS, body))


def test_the_receipt_names_the_digest_of_the_bytes(beside: Beside, client: Client) -> None:
    case = beside.accepted()
    beside.send()
    body = as_json({"batch": "2026112800009", "source": beside.link.prefix, "rows": [row_of(case)]})
    told = json.loads(post(client, body).content)["receipts"][0]
    assert told["digest"] == hashlib.sha256(body).hexdigest()
