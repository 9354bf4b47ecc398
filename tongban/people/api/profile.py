"""What is held about the firm itself: masked, and one value in clear, each time on record."""

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.vault import reveal
from tongban.people.access import level_wanted
from tongban.people.api.keys import CallRequest, Key, party
from tongban.people.rules.assurance import PHONE, reaches
from tongban.people.rules.levels import OWN_FIELDS, REVEAL_OWN
from tongban.ui.api.problems import Turned, problems
from tongban.ui.api.schemas import shown_by

router = Router(tags=["own"])
PROFILE = {
    "kind": "organisation",
    "identity_kind": "uscc",
    "name": "云州云味餐饮有限公司",
    "identity": "9199**********001X",
    "phone": "199****0077",
    "address": "***",
}


class ProfileOut(Schema):
    """One's own values as they are shown: masked."""

    model_config = shown_by(PROFILE)

    kind: str = Field(description="person or organisation")
    identity_kind: str
    name: str
    identity: str
    phone: str
    address: str


class OwnValueOut(Schema):
    model_config = shown_by({"field": "phone", "value": "19900000077"})

    field: str
    value: str = Field(description="In clear; empty where nothing is held")


@router.get("/profile", response=ProfileOut, auth=Key("own:read"), summary="Read what is held about one's firm")
def read_profile(request: CallRequest) -> ProfileOut:
    """Masked, as everywhere."""
    own = party(request)
    shown = {name: str(getattr(own, name)) for name in OWN_FIELDS} | {"name": own.shown_name}
    return ProfileOut(kind=own.kind, identity_kind=own.identity_kind, **shown)


@router.post(
    "/profile/{field}/reveal",
    response={200: OwnValueOut, **problems(404)},
    auth=Key("own:data"),
    summary="See one of one's own values in clear",
)
def reveal_own_value(request: CallRequest, field: str) -> OwnValueOut:
    """name, identity, phone or address. Refused where that asks for a surer sign-in than any key can be."""
    if field not in OWN_FIELDS:
        raise Http404
    own, wanted = party(request), level_wanted(REVEAL_OWN)
    if wanted and not reaches(PHONE, wanted):
        raise Turned(403, Obstacle("key_not_sure_enough", field))
    return OwnValueOut(
        field=field, value=reveal(own, field, by=own.actor, purpose="本单位系统查看", now=timezone.now())
    )
