"""By a firm's own system: who read its data, and a copy of all of it; by anybody's: what was published of decisions."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api import made, of_own
from tests.api.calls import codes
from tests.api.conftest import ALL_OF, Called
from tests.api.of_own import copied
from tests.api.test_a_worked_session import handed_in
from tests.api.test_bundles import asked
from tests.api.test_hard_cases import another_firm
from tongban.cases.models import Publication
from tongban.kernel.models import JournalEntry
from tongban.kernel.seals.proofs import proof_of
from tongban.matters.models import Matter
from tongban.people.models import Account
from tongban.people.rules.rates import RATES, Rate
from tongban.people.rules.scopes import FIRM, NOBODY
from tongban.portal.models import PersonalExport

pytestmark = [pytest.mark.requirement("D17"), pytest.mark.requirement("D13")]


def looked(called: Called, number: str, times: int = 1) -> None:
    for _ in range(times):
        answer = called.clerk.post(f"/matters/{number}/answers/phone/reveal", {"purpose": "核对联系方式"})
        assert answer.status_code == 200, answer.content.decode()


def test_the_firm_reads_who_looked_at_its_data_and_no_other_firm_does(called: Called) -> None:
    number = handed_in(called)
    looked(called, number, 3)
    first = called.applicant.get("/readings?limit=2").json()
    assert [(row["office"], row["purpose"], row["number"]) for row in first["rows"]] == [
        ("云州市行政审批局", "核对联系方式", number)
    ] * 2
    rest = called.applicant.get(f"/readings?limit=2&after={first['next']}").json()
    assert (len(rest["rows"]), rest["next"]) == (1, None)
    other = another_firm(called)
    assert other.get("/readings").json()["rows"] == []
    assert other.get(f"/readings?of={called.firm.pk}").status_code == 404


def test_the_list_of_readings_asks_as_often_however_long_it_is(called: Called) -> None:
    number = handed_in(called)
    looked(called, number)
    short = asked(called.applicant, "/readings")
    looked(called, number, 3)
    assert asked(called.applicant, "/readings") == short


def test_a_copy_holds_what_is_kept_and_that_it_was_fetched_is_on_record(called: Called) -> None:
    number = handed_in(called)
    key = copied(called)
    answer = called.applicant.get(f"/exports/{key}/file")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told = json.loads(archive.read("data.json"))
    assert [case["number"] for case in told["cases"]] == [number]
    assert JournalEntry.objects.filter(subject=f"export:{key}", name="ExportTaken").count() == 1


def test_a_copy_is_asked_for_once_under_its_key_and_is_not_there_before_nor_after(called: Called) -> None:
    firm = called.applicant
    first = firm.post("/exports", Idempotency_Key="copy")
    again = firm.post("/exports", Idempotency_Key="copy")
    assert (again.json(), again["Idempotency-Replayed"]) == (first.json(), "true")
    assert codes(firm.post("/exports")) == ["export_being_made"]
    address = str(first["Location"].removeprefix("/api/v1"))
    assert firm.get(f"{address}/file").status_code == 404
    PersonalExport.objects.update(ready_at=timezone.now(), expires_at=timezone.now() - timedelta(minutes=1))
    assert firm.get(f"{address}/file").status_code == 404


def test_a_copy_is_nobody_elses_and_needs_a_scope_of_its_own(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    key, other = copied(called), another_firm(called)
    assert other.get("/exports").json()["rows"] == []
    assert {other.get(f"/exports/{key}").status_code, other.get(f"/exports/{key}/file").status_code} == {404}
    account = Account.objects.get(party=called.firm)
    narrow = called.caller("窄", account, [scope for scope in ALL_OF[FIRM] if scope != "own:data"])
    assert codes(narrow.get(f"/exports/{key}/file")) == ["scope_not_held"]
    monkeypatch.setitem(RATES, "export", Rate(1, timedelta(hours=1)))
    assert b"".join(called.applicant.get(f"/exports/{key}/file").streaming_content)
    assert called.applicant.get(f"/exports/{key}/file").status_code == 429


def test_a_value_of_ones_own_is_masked_and_seen_in_clear_on_record(called: Called, settings: Any) -> None:
    masked, uscc = called.applicant.get("/profile").json(), called.firm.identity.clear()
    assert (masked["name"], masked["identity_kind"]) == ("云州云味餐饮有限公司", "uscc")
    assert uscc not in str(masked)
    assert called.applicant.post("/profile/identity/reveal").json()["value"] == uscc
    [row] = called.applicant.get("/readings").json()["rows"]
    assert (row["office"], row["purpose"], row["number"]) == ("", "本单位系统查看", None)
    settings.IDENTITY_ADDRESS = "http://127.0.0.1:1"  # there is a way to sign in more surely, and no key has gone it
    refused = called.applicant.post("/profile/identity/reveal")
    assert (refused.status_code, codes(refused)) == (403, ["key_not_sure_enough"])
    assert len(called.applicant.get("/readings").json()["rows"]) == 1


def test_what_was_published_is_there_for_everybody_and_what_was_corrected_is_not(called: Called) -> None:
    case = made.granted(called, "one").case
    row = Publication.objects.get(case=case)
    [told] = called.public.get("/published").json()["rows"]
    assert (told["party"], told["party_uscc"]) == ("云州云味餐饮有限公司", called.firm.identity.clear())
    assert (told["decision_number"], told["is_correction"]) == (row.decision_number, False)
    assert called.public.get(f"/published?text={row.decision_number}").json()["rows"] == [told]
    assert called.public.get("/published?kind=revoke").json()["rows"] == []
    assert called.public.get(f"/published?kind=granted&office={row.office_id}").json()["rows"] == [told]
    assert called.public.get("/published?kind=nothing").status_code == 422
    Publication.objects.create(
        **{
            each.attname: getattr(row, each.attname)
            for each in Publication._meta.concrete_fields
            if not each.primary_key
        }
        | {"corrects_id": row.pk, "correction": "名称有误", "content": "更正后"}
    )
    assert [each["content"] for each in called.public.get("/published").json()["rows"]] == ["更正后"]


def test_anybody_checks_that_a_document_was_issued_and_learns_no_more_of_it(
    called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = handed_in(called)
    [receipt] = called.applicant.get(f"/cases/{number}").json()["documents"]
    address = f"/documents/{receipt['number']}/verification"
    told = called.public.get(address).json()
    assert told == {
        "number": receipt["number"],
        "title": receipt["title"],
        "office": "云州市行政审批局",
        "issued_on": f"{timezone.localdate()}",
    }
    assert called.public.get("/documents/990/verification").status_code == 404
    monkeypatch.setitem(RATES, "verify", Rate(2, timedelta(minutes=10)))
    assert called.public.get(address).status_code == 429


def test_the_proof_of_a_matter_is_that_of_its_page_and_nobody_elses(called: Called) -> None:
    number = handed_in(called)
    told, matter = called.applicant.get(f"/cases/{number}/proof").json(), Matter.objects.get(number=number)
    of_the_page = proof_of(matter.subject, number=number, now=timezone.now())
    assert {**told, "made_at": ""} == {**of_the_page, "made_at": ""}
    assert told["entries"]
    assert another_firm(called).get(f"/cases/{number}/proof").status_code == 404


def test_the_public_list_asks_as_often_however_long_it_is(called: Called) -> None:
    made.granted(called, "one")
    short = asked(called.public, "/published")
    made.granted(called, "two")
    assert asked(called.public, "/published") == short
    assert len(called.public.get("/published?limit=1").json()["rows"]) == 1


def test_all_of_it_is_answered_in_every_way(called: Called) -> None:
    of_own.called_up(called)
    assert "own:data" not in ALL_OF[NOBODY]
