"""By another system: who acts for a firm, what sources have, a hearing given up, what others decide; nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api import made
from tests.api.calls import codes
from tests.api.conftest import ALL_OF, Called
from tests.api.of_bundles import PAPERS, begun, street
from tests.api.of_firms import AGENT, heard
from tests.api.test_bundles import asked
from tests.api.test_hard_cases import another_firm
from tongban.cases.models import Case, Elsewhere
from tongban.cases.tests.conftest import _item, _publish, _version
from tongban.catalogue.models import MaterialSpec
from tongban.exchange.models import DemoEntry, Partner
from tongban.kernel.moments import local_day
from tongban.people.models import Account, Authorisation
from tongban.people.queries import parties_for, party_with_identity
from tongban.people.rules.scopes import FIRM

pytestmark = [pytest.mark.requirement("D17"), pytest.mark.requirement("D13")]


@pytest.mark.requirement("E14")
def test_a_person_acts_for_the_firm_until_it_ends_that(called: Called) -> None:
    firm = called.applicant
    given = firm.post("/authorisations", AGENT, Idempotency_Key="a").json()
    again = firm.post("/authorisations", AGENT, Idempotency_Key="a")
    assert (again.json(), again["Idempotency-Replayed"]) == (given, "true")
    assert Authorisation.objects.count() == 1
    assert (given["agent"], given["party"]) == ("钱**", "云州云味餐饮有限公司")

    agent, today = party_with_identity("citizen-id", AGENT["identity"]), local_day(timezone.now())
    assert agent is not None
    assert called.firm in parties_for(agent, on=today)
    ended = firm.post(f"/authorisations/{given['id']}/end").json()
    assert (ended["is_in_force"], bool(ended["revoked_at"])) == (False, True)
    assert called.firm not in parties_for(agent, on=today)


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"identity": "990102198505057770"}, 409, "identifier_wrong_check"),
        ({"identity_kind": "uscc"}, 422, "value_not_taken"),
        ({"until": "2020-01-01"}, 409, "ends_before_it_begins"),
        ({"scope": " "}, 409, "scope_missing"),
        ({"item": "x"}, 422, "value_not_taken"),
    ],
)
def test_an_authorisation_that_cannot_be_is_refused_and_nobody_recorded(
    called: Called, changed: dict[str, str], status: int, code: str
) -> None:
    refused = called.applicant.post("/authorisations", AGENT | changed)
    assert (refused.status_code, codes(refused)) == (status, [code])
    assert not Authorisation.objects.exists()
    assert party_with_identity("citizen-id", AGENT["identity"]) is None


def test_a_key_that_files_papers_lets_nobody_act(called: Called) -> None:
    scopes = [scope for scope in ALL_OF[FIRM] if scope != "agents:act"]
    narrow = called.caller("门店", Account.objects.get(party=called.firm), scopes)
    given = called.applicant.post("/authorisations", AGENT).json()["id"]
    for refused in (narrow.post("/authorisations", AGENT), narrow.post(f"/authorisations/{given}/end")):
        assert (refused.status_code, codes(refused)) == (403, ["scope_not_held"])
    assert narrow.get(f"/authorisations/{given}").json()["is_in_force"]


def test_nobody_reads_or_ends_what_another_firm_gave(called: Called) -> None:
    given, other = called.applicant.post("/authorisations", AGENT).json()["id"], another_firm(called)
    assert other.get("/authorisations").json()["rows"] == []
    assert other.get(f"/authorisations/{given}").status_code == 404
    assert other.post(f"/authorisations/{given}/end").status_code == 404
    assert other.post(f"/cases/{heard(called, 'h')}/hearing/giving-up", {"is_confirmed": True}).status_code == 404
    draft = begun_with_a_source(called)
    assert other.post(f"{draft}/fetching").status_code == 404
    assert other.post(f"{draft}/papers-on-file", {"paper": "layout"}).status_code == 404


def test_lists_of_agents_and_of_matters_elsewhere_ask_as_often_however_long_they_are(called: Called) -> None:
    firm = called.applicant
    taken_of_the_firm(called)
    firm.post("/authorisations", AGENT)
    short = [asked(firm, path) for path in ("/authorisations", "/cases-elsewhere")]
    for _ in range(3):
        firm.post("/authorisations", AGENT)
    assert [asked(firm, path) for path in ("/authorisations", "/cases-elsewhere")] == short
    assert len(firm.get("/authorisations?limit=3").json()["rows"]) == 3


@pytest.mark.requirement("D26")
def test_a_firm_gives_the_hearing_up_and_the_decision_waits_no_longer(called: Called) -> None:
    firm, number = called.applicant, heard(called, "one")
    case = Case.objects.get(matter__number=number)
    assert case.holds.filter(lifted_at=None).exists()
    unsure = firm.post(f"/cases/{number}/hearing/giving-up", {"is_confirmed": False})
    assert (unsure.status_code, codes(unsure)) == (422, ["value_not_taken"])
    told = firm.post(f"/cases/{number}/hearing/giving-up", {"is_confirmed": True}).json()
    assert (told["may_ask"], told["may_give_up"], bool(told["given_up_at"])) == (False, False, True)
    assert not case.holds.filter(lifted_at=None).exists()
    assert firm.post(f"/cases/{number}/hearing").status_code == 409


@pytest.mark.requirement("E17")
def test_a_source_that_was_silent_is_asked_once_more(called: Called) -> None:
    draft = begun_with_a_source(called)
    registers = Partner.objects.get(code="registers")
    registers.mode = "failing"
    registers.save()
    first = called.applicant.post(f"{draft}/fetching").json()["fetched"]
    assert [(row["paper"], row["outcome"]) for row in first] == [("household", "silent")]
    registers.mode = "normal"
    registers.save()
    told = called.applicant.post(f"{draft}/fetching")
    [row] = told.json()["fetched"]
    assert (row["name"], row["source"], row["outcome"]) == ("居民户口簿", "户籍信息", "found")
    assert "荷塘路" not in told.content.decode()  # what it says is the office's to read
    assert called.applicant.get(draft).json()["fetched"] == [row]


@pytest.mark.requirement("E16")
def test_a_paper_on_file_serves_every_member_of_a_bundle(called: Called) -> None:
    street(called)
    firm, kind = called.applicant, made.layout_kind(called)
    firm.upload("/papers", kind.code)
    draft = begun(firm)
    address = draft["Location"].removeprefix("/api/v1")
    [line] = [line for line in draft.json()["asked"] if line["verdict"] == "held"]
    assert line["name"] == PAPERS[0]
    used = firm.post(f"{address}/papers-on-file", {"paper": line["key"]})
    assert used["ETag"] != draft.json()["version"]
    again = firm.post(f"{address}/papers-on-file", {"paper": line["key"]})
    assert [paper["key"] for paper in again.json()["papers"]] == [line["key"]]
    assert firm.post(f"{address}/papers-on-file", {"paper": PAPERS[1]}).status_code == 404


@pytest.mark.requirement("D27")
def test_a_firm_sees_where_stands_what_another_city_decides(called: Called) -> None:
    number = taken_of_the_firm(called)
    [row] = called.applicant.get("/cases-elsewhere").json()["rows"]
    assert (row["number"], row["status"], row["note"]) == (number, "taken", "")
    assert another_firm(called).get("/cases-elsewhere").json()["rows"] == []


def taken_of_the_firm(called: Called) -> str:
    number = made.taken_for_others(called)
    Elsewhere.objects.filter(number=number).update(party=called.firm)
    return number


def begun_with_a_source(called: Called) -> str:
    """Begin a draft of an item whose household register a source has; return its address."""
    town = called.town
    version = _version(_item(town.bureau, town.market, "990709009000", "出生登记"))
    MaterialSpec.objects.create(
        version=version,
        position=1,
        code="household",
        name="居民户口簿",
        why="核对",
        exempted_by="sharing",
        exempted_from="户籍信息",
    )
    Partner.objects.create(code="registers", name="数据源", adapter="demo_registers", settings={"slow_seconds": 0})
    DemoEntry.objects.create(
        register="household",
        identity=called.firm.identity.clear(),
        reference="HU-1",
        as_of=timezone.now() - timedelta(days=1),
        facts=[{"label": "户籍地址", "value": "云州市云城区荷塘路6号", "kind": "address"}],
    )
    draft = called.applicant.post("/drafts", {"item": _publish(version).code})
    return str(draft["Location"].removeprefix("/api/v1"))
