"""What comes first by law and was done in the same whole is proved by its result: nobody types its number."""

from datetime import datetime

from tongban.bundles.models import MemberRun
from tongban.bundles.queries.standing import links_of
from tongban.cases.actions.prerequisites import settle_by_result
from tongban.cases.models import Prerequisite, Result
from tongban.matters.actions.refusals import Acting


def prove_from_whole(*, prerequisite_id: int, by: Acting, now: datetime) -> None:
    """Settle what was just asked, where a member that was granted gives the paper that proves it.

    The item says which of its papers that is (``elements["prerequisites"]``, ``paper``), the bundle who gives it.
    """
    asked = Prerequisite.objects.select_related("case__version").get(pk=prerequisite_id)
    paper = _paper_of(asked)
    runs = MemberRun.objects.select_related("whole", "member").filter(matter=asked.case.matter_id)
    run = runs.first() if paper else None
    if run is None:
        return
    links = [link for link in links_of(run.whole.version_id) if link.target == run.member.code]
    givers = [link.source for link in links if paper in link.papers]
    granted = run.whole.members.filter(member__code__in=givers, state=MemberRun.State.GRANTED)
    if giver := granted.select_related("matter").first():
        settle_by_result(prerequisite=asked, proof=_number_of(giver), by=by, now=now)


def _paper_of(asked: Prerequisite) -> str:
    rows = asked.case.version.elements.get("prerequisites", ())
    return next((row.get("paper") or "" for row in rows if row["code"] == asked.code), "")


def _number_of(giver: MemberRun) -> str:
    """Return the number of the result, or of the case where another system keeps the result."""
    result = Result.objects.filter(case__matter=giver.matter_id, state=Result.State.VALID).order_by("-pk").first()
    assert giver.matter is not None  # it was granted
    return result.number if result else giver.matter.number
