"""What is a firm's own by another system: results, papers on file, fees, a hearing, messages; nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.api import made
from tests.api.calls import PDF, codes
from tests.api.conftest import Called
from tests.api.of_firms import heard
from tests.api.of_offices import charged, paid
from tests.api.test_bundles import asked
from tests.api.test_hard_cases import another_firm
from tongban.cases.models import Draft
from tongban.kernel import outbox

pytestmark = pytest.mark.requirement("D17")


@pytest.mark.requirement("D15")
def test_a_renewal_begins_with_the_licence_filled_in_once(called: Called) -> None:
    result = made.granted(called, "one")
    told = called.applicant.get(f"/results/{result.pk}").json()
    assert (told["name"], told["state"], told["edition"]) == ("食品经营许可证", "valid", 1)
    assert told["renewal"]["last_day"] < told["valid_until"]

    draft = called.applicant.post(f"/results/{result.pk}/drafts", {"purpose": "renew"}, Idempotency_Key="r").json()
    again = called.applicant.post(f"/results/{result.pk}/drafts", {"purpose": "renew"}, Idempotency_Key="r")
    assert again["Idempotency-Replayed"] == "true"
    assert draft["form"]["name"] == "云味小馆"
    assert Draft.objects.get(pk=draft["id"]).about_id == result.pk


def test_nothing_of_ones_own_is_another_firms(called: Called) -> None:
    result, kind, number = made.granted(called, "one"), made.layout_kind(called), made.registered(called)
    held = called.applicant.upload("/papers", kind.code).json()["id"]
    charged(called, number)
    other = another_firm(called)
    assert [other.get(path).json()["rows"] for path in ("/results", "/papers", "/messages", "/wholes")] == [[]] * 4
    for path in (
        f"/results/{result.pk}",
        f"/papers/{held}/pages/1",
        f"/cases/{number}/fees",
        f"/cases/{heard(called, 'two')}/hearing",
        f"/papers?of={called.firm.pk}",
    ):
        assert other.get(path).status_code == 404, path
    assert other.post(f"/papers/{held}/withdrawal").status_code == 404


@pytest.mark.requirement("E16")
def test_a_paper_on_file_is_used_instead_of_an_upload(called: Called) -> None:
    firm, kind = called.applicant, made.layout_kind(called)
    file = SimpleUploadedFile("layout.pdf", PDF, content_type="application/pdf")
    sent = {"paper": kind.code, "valid_until": "2099-12-31", "file": file}
    held = firm.send("post", "/papers", data=sent)
    assert held.status_code == 201, held.content.decode()
    told = held.json()
    assert (told["name"], told["came"], told["valid_until"]) == ("布局流程图", "handed_in", "2099-12-31")

    draft = firm.post("/drafts", {"item": called.town.restaurant.code, "answers": {"dishes": "hot"}}).json()["id"]
    used = firm.post(f"/drafts/{draft}/papers-on-file", {"paper": "layout"}).json()
    assert [paper["code"] for paper in used["papers"]] == ["layout"]
    assert firm.post(f"/drafts/{draft}/papers-on-file", {"paper": "plan"}).status_code == 404

    firm.post(f"/papers/{told['id']}/withdrawal")
    assert firm.get("/papers?state=held").json()["rows"] == []
    assert firm.get("/papers?state=withdrawn").json()["rows"][0]["id"] == told["id"]


def test_a_day_that_is_none_is_refused(called: Called) -> None:
    kind = made.layout_kind(called)
    file = SimpleUploadedFile("layout.pdf", PDF, content_type="application/pdf")
    answer = called.applicant.send("post", "/papers", data={"paper": kind.code, "valid_until": "soon", "file": file})
    assert (answer.status_code, codes(answer)) == (422, ["value_not_taken"])


@pytest.mark.requirement("C17")
def test_who_has_the_code_of_a_notice_can_pay_and_the_applicant_sees_that_it_is_paid(called: Called) -> None:
    number = made.registered(called)
    notice = charged(called, number)
    shown = called.public.get(f"/pay/{notice.code}").json()
    assert (shown["amount"], shown["state"], "case" in shown) == (8000, "unpaid", False)
    assert notice.code in shown["pay_at"]
    paid(notice)
    own = called.applicant.get(f"/cases/{number}/fees").json()
    assert (own["notices"][0]["state"], own["notices"][0]["payments"][0]["judged"]) == ("paid", "matched")
    assert own["prerequisites"][0]["name"] == "契税完税凭证"


@pytest.mark.requirement("D26")
def test_a_firm_asks_to_be_heard_and_the_limits_stand_still(called: Called) -> None:
    number = heard(called, "one")
    told = called.applicant.get(f"/cases/{number}/hearing").json()
    assert (told["matter_of"], told["may_ask"], told["asked_at"]) == ("噪声影响", True, None)
    answer = called.applicant.post(f"/cases/{number}/hearing").json()
    assert answer["may_ask"] is False
    assert answer["hold_by"]
    assert called.applicant.get(f"/cases/{number}").json()["progress"]["state"] == "suspended"


@pytest.mark.requirement("D15")
def test_messages_are_read_as_they_were_sent(called: Called) -> None:
    made.granted(called, "one")
    while outbox.deliver_next(timezone.now()):
        pass
    for message in called.applicant.get("/messages").json()["rows"]:
        assert message["number"]


def test_lists_of_ones_own_ask_as_often_however_long_they_are(called: Called) -> None:
    firm, kind = called.applicant, made.layout_kind(called)
    first = made.granted(called, "1")
    firm.upload("/papers", kind.code)
    short = [asked(firm, path) for path in ("/results", "/papers")]
    made.granted(called, "2")
    long = [asked(firm, path) for path in ("/results", "/papers")]
    assert long == short
    assert max(long) <= 12
    assert asked(firm, f"/results/{first.pk}", "editions") <= 16
