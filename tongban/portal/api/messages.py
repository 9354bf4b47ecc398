"""What a firm was told of its matters, as it was sent."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.kernel.moments import local_day
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.api import CallRequest, Key, party
from tongban.portal.queries.space import messages_to
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by
from tongban.ui.api.values import After, Limit

router = Router(tags=["own"], auth=Key("own:read"))
TOLD = {"at": RECEIVED, "number": NUMBER, "text": "【云州市】您的申请已受理，最晚 5 月 7 日办结。"}


class MessageOut(Schema):
    """A message: its text is empty where it is not kept any more."""

    at: datetime
    number: str | None = Field(description="Of the matter that it is about")
    text: str


class MessagesOut(Schema):
    model_config = shown_by({"rows": [TOLD], "next": None})

    rows: list[MessageOut]
    next: str | None


@router.get("/messages", response={200: MessagesOut, **problems(422)}, summary="List messages")
def list_messages(request: CallRequest, after: After = "", limit: Limit = 50) -> MessagesOut:
    """Every message about your firm's matters, the newest first."""
    found, rows = messages_to(
        party(request),
        on=local_day(timezone.now()),
        city=settings.CITY_NAMES["zh-hans"],  # in whose language they are sent
        after=after or None,
        size=limit,
    )
    told = [MessageOut(at=each.at, number=each.matter.number if each.matter else None, text=each.text) for each in rows]
    return MessagesOut(rows=told, next=found.next)
