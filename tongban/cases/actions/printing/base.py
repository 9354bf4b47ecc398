"""What every paper of a case shares: whose it is, in which name it goes out, how laws and remedies are told."""

from datetime import date, datetime
from typing import Any

from tongban.cases.models import Case
from tongban.documents.actions import issue_document
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.moments import local_day
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Matter


def issue(case: Case, paper: papers.Paper, *, by: Acting, now: datetime, subject: str | None = None) -> PrintedDocument:
    """Issue a paper in the name of the office that decides the case; an inside one lies under a subject of its own."""
    return issue_document(
        kind=paper.kind,
        subject=subject or case.matter.subject,
        office_name=case.matter.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
    )


def about(case: Case) -> dict[str, Any]:
    return about_matter(case.matter)


def about_matter(matter: Matter) -> dict[str, Any]:
    return {
        "matter_number": matter.number,
        "item": matter.subject_title,
        "item_code": matter.subject_code,
        "party": matter.party.name.clear(),
        "contact": matter.office.phone,
    }


def law_named(law: dict[str, Any]) -> str:
    """Name the article where it is sure; otherwise the title alone."""
    return f"《{law['title']}》{law['article'] if law.get('sure') else ''}"


def remedies(case: Case) -> tuple[str, ...]:
    """60 days to ask for review (行政复议法 art. 20), six months to sue (行政诉讼法 art. 46)."""
    remedies = case.version.elements.get("remedies", {})
    review, court = remedies.get("review_office", "本级人民政府"), remedies.get("court", "有管辖权的人民法院")
    return (
        f"如不服本决定，可自收到之日起 60 日内向{review}申请行政复议，",
        f"或自收到之日起 6 个月内向{court}提起行政诉讼。",
    )


def lines_in(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def day_of(moment: datetime | None) -> date:
    """Return the day of a moment that must have come by now."""
    assert moment is not None
    return local_day(moment)


def day_if_any(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None
