"""The proof of a firm's own matter: its record in the journal, and the seals over it, to be checked without us."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.cases.queries.own import own_case
from tongban.kernel.moments import local_day
from tongban.kernel.seals.proofs import proof_of
from tongban.matters.api.shapes import NUMBER, RECEIVED
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import shown_by

router = Router(tags=["cases"], auth=Key("cases:read"))


class ProofOut(Schema):
    """As the verifier takes it, byte for byte what the page hands out."""

    model_config = shown_by(
        {
            "format": "tongban-proof-1",
            "number": NUMBER,
            "subject": "matter:7454320982163456001",
            "made_at": RECEIVED,
            "entries": [],
            "seals": [],
            "keys": [],
        }
    )

    format: str
    number: str
    subject: str
    made_at: str
    entries: list[dict[str, Any]] = Field(description="Each with its place under a seal, and the path to its root")
    seals: list[dict[str, Any]]
    keys: list[dict[str, Any]]


@router.get("/cases/{number}/proof", response={200: ProofOut, **problems(404)}, summary="Take the proof of a matter")
def read_proof(request: CallRequest, number: str) -> dict[str, Any]:
    """Of everything that was recorded of it until now; what is not sealed yet stands in it without a seal."""
    now = timezone.now()
    case = own_case(party(request), number, on=local_day(now))
    if case is None:
        raise Http404
    return proof_of(case.matter.subject, number=case.matter.number, now=now)
