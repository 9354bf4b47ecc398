"""What a firm's own system promised, and what is announced to the firm."""

from collections.abc import Callable, Iterator
from typing import Any

from tongban.cases.actions import submit_draft
from tongban.cases.actions.later import begin_later_act
from tongban.cases.actions.tolerance import accept_with_gaps
from tongban.cases.models import Case, Draft, SignedPromise
from tongban.portal.actions.exports import ask_for_export, build_export


def things(begun: Callable[[], Draft], builder: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a case accepted while a paper lacks, one that rests on a promise, one whose licence is to be revoked."""
    now = builder.now
    yield "a case of the firm with a gap", _of(_with_a_gap(begun(), builder))
    promised = _handed_in(begun(), now)
    SignedPromise.objects.create(
        case=promised, kind="commitment", way="account", text="承诺", signed_by=promised.matter.party, signed_at=now
    )
    yield "a case of the firm with a commitment", _of(promised)
    granted = builder.granted(_handed_in(begun(), now))
    approver = builder.officer("approver")
    begin_later_act(case=granted, kind="revoke", ground="abuse", reasons="事实", by=approver, now=now)
    yield "a case of the firm with an announced act", _of(granted)
    export = ask_for_export(party=granted.matter.party, now=now)
    build_export.call(export.pk)
    yield "an export of the firm", {"export": export.pk}


def _with_a_gap(draft: Draft, builder: Any) -> Case:
    draft.papers.filter(spec__necessity="secondary").delete()
    case = submit_draft(draft=draft, channel="web", promises=["gaps"], now=builder.now)
    return accept_with_gaps(case=case, by=builder.officer("clerk"), now=builder.now)


def _handed_in(draft: Draft, now: Any) -> Case:
    return submit_draft(draft=draft, channel="web", now=now)


def _of(case: Case) -> dict[str, Any]:
    return {"number": case.matter.number}
