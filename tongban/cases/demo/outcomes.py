"""After the decision, in the demo city: receipts, a check that found something, acts on licences that were granted."""

from datetime import datetime, timedelta

from tongban.cases import rules
from tongban.cases.actions.checks import record_check, record_correction
from tongban.cases.actions.later import begin_later_act, state_ones_case
from tongban.cases.actions.regulation import receive_notice
from tongban.cases.demo.stories import City
from tongban.cases.models import Case, Commitment, LaterDecision, RegulatorNotice
from tongban.cases.queries.regulation import checker_of
from tongban.kernel.moments import local_day

LEFT = 3  # receipts that are overdue, to be seen
SOON = timedelta(hours=2)


def make_outcomes(*, city: City, now: datetime) -> None:
    """Sign for what was sent, but for a few; check the hotel's commitment; tell one holder of a withdrawal."""
    if LaterDecision.objects.exists():
        return
    sign_receipts(city=city, now=now)
    _check(city, now)
    _announce(city, now)


def sign_receipts(*, city: City, now: datetime) -> None:
    """Sign for what was sent to regulators before yesterday, but for the latest few, which are to be seen overdue."""
    waiting = RegulatorNotice.objects.filter(received_at=None, sent_at__lt=now - timedelta(days=1))
    for notice in list(waiting.select_related("office").order_by("-sent_at", "pk"))[LEFT:]:
        if officers := city.holders(notice.office, "review"):
            receive_notice(notice=notice, by=officers[0], now=notice.sent_at + SOON)


def _check(city: City, now: datetime) -> None:
    """One finding, and put right the next day."""
    commitment = Commitment.objects.select_related("case__matter__office", "case__matter__regulating_office").first()
    officers = city.holders(checker_of(commitment.case), "review") if commitment else []
    if commitment is None or not officers:
        return
    at = max(commitment.decided_at + SOON, now - timedelta(hours=20))
    commitment = record_check(
        commitment=commitment,
        outcome="ordered",
        findings="两名核查人员到场：布草间与消毒间没有分开。",
        order="把布草间与消毒间分开，留存整改照片。",
        order_due_on=local_day(now) + timedelta(days=15),
        by=officers[0],
        now=at,
    )
    record_correction(
        commitment=commitment, is_corrected=True, findings="已经分开，照片留存。", by=officers[0], now=at + SOON
    )


def _announce(city: City, now: datetime) -> None:
    """A licence cancelled since its holder asked for it, and one whose withdrawal waits for what the holder says."""
    granted = Case.objects.filter(matter__outcome=rules.GRANTED, results__state="valid", purpose="new")
    cases = list(granted.select_related("matter__office", "matter__party", "version").order_by("-pk")[:20])
    decided_here = [case for case in cases if city.holders(case.matter.office, "approval")]
    for case, kind, ground, reasons in zip(
        decided_here,
        ("withdraw", "cancel"),
        ("facts_changed", "ended"),
        ("道路改造，原经营场所拟列入征收范围。", "登记机关已经注销该主体。"),
        strict=False,
    ):
        by = city.holders(case.matter.office, "approval")[0]
        later = begin_later_act(case=case, kind=kind, ground=ground, reasons=reasons, by=by, now=now - SOON)
        if kind == "withdraw":
            state_ones_case(later=later, text="希望给三个月搬迁时间。", by=case.matter.party, now=now - SOON / 2)
