"""What one may read without being the applicant, or of oneself: called up in every way that is answered."""

from django.utils import timezone

from tests.api import made
from tests.api.calls import codes
from tests.api.conftest import Called
from tests.api.of_firms import heard
from tongban.cases.actions.hearing_rights import tell_interested_person
from tongban.cases.models import Hearing, InterestedPerson, Publication
from tongban.portal.actions.exports import build_export

SURE = {"is_confirmed": True}


def called_up(called: Called) -> None:
    _readings(called)
    _a_copy(called)
    _printed(called)
    _published(called)
    _a_notice(called)


def noticed(called: Called, key: str, name: str = "钱七") -> InterestedPerson:
    """Tell somebody who lives upstairs of the hearing about an application of the firm."""
    hearing = Hearing.objects.get(case__matter__number=heard(called, key))
    contact, approver = "建设路 8 号三楼", called.town.approver
    return tell_interested_person(hearing=hearing, name=name, contact=contact, by=approver, now=timezone.now())


def copied(called: Called) -> str:
    """Have a copy of everything about the firm made; return its id."""
    asked = called.applicant.post("/exports")
    assert asked.status_code == 201, asked.content.decode()
    key = str(asked.json()["id"])
    build_export.call(int(key))
    return key


def told_apart(there: dict[str, str], path: str) -> dict[str, str]:
    """Return what addresses name by words that others use, too."""
    is_a_paper = "/hearing-notice/" in path or path.endswith("/verification")
    return {"number": there["notice_paper"]} if is_a_paper else {}


def there_is(called: Called) -> dict[str, str]:
    person = noticed(called, "there-is-a-notice")
    assert person.notice
    return {"export": copied(called), "notice_paper": person.notice.number}


def _readings(called: Called) -> None:
    assert called.applicant.get("/readings").status_code == 200
    assert called.applicant.get("/readings?of=1").status_code == 404
    assert called.applicant.get("/profile").json()["kind"] == "organisation"
    assert called.applicant.post("/profile/phone/reveal").json() == {"field": "phone", "value": ""}
    assert called.applicant.post("/profile/password/reveal").status_code == 404


def _a_copy(called: Called) -> None:
    firm = called.applicant
    first = copied(called)
    assert firm.get("/exports").json()["rows"][0]["id"] == first
    assert firm.get(f"/exports/{first}").json()["ready_at"]
    assert b"".join(firm.get(f"/exports/{first}/file").streaming_content).startswith(b"PK")
    second = firm.post("/exports").json()["id"]
    assert firm.get(f"/exports/{second}/file").status_code == 404
    assert codes(firm.post("/exports")) == ["export_being_made"]


def _printed(called: Called) -> None:
    item = f"/items/{called.town.restaurant.code}"
    for paper in ("guide.pdf?dishes=hot", "form.pdf"):
        assert called.public.get(f"{item}/{paper}").content.startswith(b"%PDF"), paper
    assert called.public.get(f"{item}/form.pdf?version=99").status_code == 404


def _published(called: Called) -> None:
    result = made.granted(called, "published")
    number = result.case.matter.number
    assert called.applicant.get(f"/cases/{number}/proof").json()["number"] == number
    receipt = called.applicant.get(f"/cases/{number}").json()["documents"][0]["number"]
    assert called.public.get(f"/documents/{receipt}/verification").json()["number"] == receipt
    office = Publication.objects.get(case=result.case).office_id
    assert called.public.get(f"/published?office={office}&kind=granted").json()["rows"]
    assert called.public.get("/published?office=x").status_code == 404


def _a_notice(called: Called) -> None:
    person, public = noticed(called, "a-notice"), called.public
    code = person.code.clear()
    told = public.get("/hearing-notice", Notice_Code=code)
    assert told.json()["may_ask"] is True, told.content.decode()
    paper = told.json()["papers"][0]["number"]
    assert public.get(f"/hearing-notice/papers/{paper}", Notice_Code=code).content.startswith(b"%PDF")
    assert public.post("/hearing-notice", Notice_Code=code).json()["asked_at"]
    assert public.post("/hearing-notice", Notice_Code=code).status_code == 409
    assert public.post("/hearing-notice/giving-up", SURE, Notice_Code=code).json()["given_up_at"]
    assert public.post("/hearing-notice/giving-up", SURE, Notice_Code=code).status_code == 409
