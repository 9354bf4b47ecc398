"""What was taken of a firm for other cities and systems, and where it stands as the other side told."""

from datetime import date

from ninja import Field, Router, Schema

from tongban.cases.api.elsewhere import LINE, ElsewhereLine, line_of
from tongban.cases.models import Elsewhere
from tongban.cases.queries.elsewhere import of_party
from tongban.kernel.paging import page
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Limit

router = Router(tags=["own"], auth=Key("cases:read"))


class OwnElsewhereLine(ElsewhereLine):
    forwarded_on: date | None = Field(description="The day on which the papers left the house")
    note: str = Field(description="What the other side said, once it is over")


class OwnElsewhereOut(Schema):
    model_config = shown_by({"rows": [{**LINE, "forwarded_on": "2026-04-27", "note": ""}], "next": None})

    rows: list[OwnElsewhereLine]
    next: str | None


@router.get(
    "/cases-elsewhere", response={200: OwnElsewhereOut, **problems(422)}, summary="List what others decide for you"
)
def list_own_elsewhere(request: CallRequest, after: After = "", limit: Limit = 50) -> OwnElsewhereOut:
    """What was taken of your firm for other cities and systems, or brought by it, the newest first."""
    shown = page(of_party(party(request)), keys=("-id",), after=after or None, size=limit)
    return OwnElsewhereOut(rows=[_line(each) for each in shown.rows], next=shown.next)


def _line(each: Elsewhere) -> OwnElsewhereLine:
    note = each.note if each.is_over else ""
    return OwnElsewhereLine(**line_of(each), forwarded_on=each.forwarded_on, note=note)
