"""A case accepted while its secondary papers lack, and a promise that was not kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.cases.actions import submit_draft
from tongban.cases.actions.tolerance import accept_with_gaps
from tongban.cases.models import BrokenPromise
from tongban.cases.queries.promises import gaps_of


def things(builder: Any, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the addresses of promises name: handed in with what lacks promised, and accepted so."""
    draft = builder.draft(builder.restaurant, account="agent", party="owner")
    draft.papers.filter(spec__necessity="secondary").delete()
    case = submit_draft(draft=draft, channel="web", promises=["gaps"], now=now)
    case = accept_with_gaps(case=case, by=builder.officer("clerk"), now=now)
    gap = gaps_of(case)[0]
    broken = BrokenPromise.objects.create(
        promise=gap.promise, party=case.matter.party, about=gap.spec.name, at=now, repaired_at=now, repair="已补交"
    )
    yield "a case with a gap", {"number": case.matter.number, "gap": gap.pk}
    yield "a broken promise", {"pk": broken.pk}
