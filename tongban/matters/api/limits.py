"""Moving a limit: an extension that the law allows, with its reason and its source."""

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.kernel.moments import local_day
from tongban.matters import actions
from tongban.matters.api.reading import MatterOut, matter_out
from tongban.matters.queries import matter_seen
from tongban.people.api import CallRequest, Key, officer
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import taken_as

router = Router(tags=["matters"])


class ExtensionIn(Schema):
    model_config = taken_as({"amount": 3, "reason": "需要补充检验", "basis": "行政许可法第四十二条"})

    amount: int = Field(ge=1, le=60, description="By how many units of the limit: working days, mostly")
    reason: str = Field(min_length=1, max_length=400)
    basis: str = Field(min_length=1, max_length=200, description="Law and article; the applicant is told")


@router.post(
    "/matters/{number}/extension",
    response={200: MatterOut, **problems(404, 409)},
    auth=Key("work:act"),
    summary="Extend the promised limit",
)
def extend(request: CallRequest, number: str, data: ExtensionIn) -> MatterOut:
    """Move the last day of the promise, once (延长期限). Whoever answers for the body approves; it is told."""
    me, now = officer(request), timezone.now()
    matter = matter_seen(number, officer=me, on=local_day(now))
    if matter is None:
        raise Http404
    actions.extend(matter=matter, approved_by=me, now=now, **data.model_dump())
    extended = matter_seen(number, officer=me, on=local_day(now))
    assert extended is not None  # it was seen a moment ago
    return matter_out(extended, now)
