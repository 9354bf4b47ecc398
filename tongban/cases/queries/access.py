"""Whose case is it?"""

from tongban.cases.models import Case
from tongban.people.models import Party


def is_theirs(case: Case, party: Party) -> bool:
    """Say whether a party applied for this case, or came with it for someone else."""
    return party.pk in (case.matter.party_id, case.matter.handler_id)
