"""What is a firm's own, called up in every way that is answered: results, papers on file, a hearing, its agents."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.api import made
from tests.api.calls import PDF, codes
from tests.api.conftest import Called
from tests.api.test_a_worked_session import handed_in
from tongban.cases.actions import accept_case
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.models import Case, Draft
from tongban.people.rules.identifiers import make_citizen_id

LARGE = 200_000  # bytes
AGENT = {
    "name": "钱多多",
    "identity": make_citizen_id(region="990102", born=date(1985, 5, 5), sequence=777),
    "scope": "办理食品经营许可",
}


def called_up(called: Called) -> None:
    _results(called)
    _papers_on_file(called)
    _a_hearing(called)
    _agents(called)


def heard(called: Called, key: str) -> str:
    """Tell the firm that it may be heard; return the number of the case."""
    number, now = handed_in(called, key), timezone.now()
    case = accept_case(case=Case.objects.get(matter__number=number), by=called.town.clerk, now=now)
    tell_hearing_right(case=case, matter_of="噪声影响", by=called.town.approver, now=now)
    return number


def there_is(called: Called) -> dict[str, str]:
    kind = made.layout_kind(called)
    held = called.applicant.upload("/papers", kind.code).json()["id"]
    given = called.applicant.post("/authorisations", AGENT).json()["id"]
    result = str(made.granted(called, "there-is-a-result").pk)
    return {"result": result, "held": held, "page": "1", "authorisation": given}


def _results(called: Called) -> None:
    firm, result = called.applicant, made.granted(called, "a-result")
    assert firm.get("/results").json()["rows"]
    assert firm.get(f"/results/{result.pk}").json()["renewal"]["is_late"] is False
    begun = firm.post(f"/results/{result.pk}/drafts", {"purpose": "change"})
    assert begun.status_code == 201, begun.content.decode()
    other = firm.post(f"/results/{result.pk}/drafts", {"purpose": "cancel"})
    assert codes(other) == ["draft_already_begun"]
    firm.delete(begun["Location"].removeprefix("/api/v1"))


def _papers_on_file(called: Called) -> None:
    firm, kind = called.applicant, made.layout_kind(called)
    assert firm.upload("/papers", "nothing").status_code == 422
    assert firm.upload("/papers", kind.code, b"hello").status_code == 422
    assert firm.upload("/papers", kind.code, b"x" * LARGE).status_code == 413
    assert firm.send("post", "/papers", data="{}", content_type="application/json").status_code == 415
    held = firm.upload("/papers", kind.code)
    assert held.status_code == 201, held.content.decode()
    over = {"paper": kind.code, "valid_until": "2020-01-01", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert codes(firm.send("post", "/papers", data=over)) == ["held_paper_expired"]
    one = f"/papers/{held.json()['id']}"
    assert firm.get("/papers?state=held").json()["rows"]
    assert firm.get("/papers?of=1").status_code == 404
    assert b"".join(firm.get(f"{one}/pages/1").streaming_content) == PDF

    asked = {"item": called.town.restaurant.code, "answers": {"dishes": "hot"}}
    draft = firm.post("/drafts", asked)["Location"].removeprefix("/api/v1")
    assert firm.post(f"{draft}/papers-on-file", {"paper": "layout"}).json()["papers"]
    assert firm.post(f"{draft}/fetching").json()["fetched"] == []
    assert firm.post(f"{one}/withdrawal").json()["state"] == "withdrawn"
    assert codes(firm.post(f"{one}/withdrawal")) == ["held_paper_ended_already"]
    firm.delete(draft)
    number = handed_in(called, "papers-on-file")
    late = f"/drafts/{Draft.objects.get(submitted_as=number).pk}/papers-on-file"
    assert codes(firm.post(late, {"paper": "layout"})) == ["already_handed_in"]
    assert codes(firm.post(late.replace("papers-on-file", "fetching"))) == ["already_handed_in"]


def _a_hearing(called: Called) -> None:
    firm, number = called.applicant, heard(called, "a-hearing")
    assert firm.get(f"/cases/{number}/hearing").json()["may_ask"] is True
    assert firm.post(f"/cases/{number}/hearing").json()["asked_at"]
    assert firm.post(f"/cases/{number}/hearing").status_code == 409
    given_up = f"/cases/{number}/hearing/giving-up"
    assert firm.post(given_up, {"is_confirmed": True}).json()["given_up_at"]
    assert codes(firm.post(given_up, {"is_confirmed": True})) == ["hearing_given_up"]


def _agents(called: Called) -> None:
    firm = called.applicant
    given = firm.post("/authorisations", AGENT)
    assert given.status_code == 201, given.content.decode()
    assert codes(firm.post("/authorisations", {**AGENT, "name": "别的人"})) == ["name_does_not_match_identity"]
    one = given["Location"].removeprefix("/api/v1")
    assert firm.get("/authorisations?side=given").json()["rows"]
    assert firm.get(one).json()["is_in_force"]
    assert firm.post(f"{one}/end").json()["revoked_at"]
    assert codes(firm.post(f"{one}/end")) == ["authorisation_already_revoked"]
    assert firm.get("/cases-elsewhere").status_code == 200
