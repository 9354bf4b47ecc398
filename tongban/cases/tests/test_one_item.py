"""A mandate for one item is good for every act on a case of it, and for none on a case of another."""

from datetime import timedelta

import pytest

from tongban.cases.actions import accept_case
from tongban.cases.actions.elsewhere import follow_case, note_progress
from tongban.cases.actions.fees import charge, take_payment
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.procedures import begin_procedure
from tongban.cases.models import Case, Elsewhere, Refund
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import reviewed
from tongban.cases.tests.test_fees import FEES, ONE
from tongban.catalogue.models import ItemVersion
from tongban.kernel.events import SYSTEM
from tongban.kernel.obstacles import Refused
from tongban.people.actions import record_mandate
from tongban.people.models import Mandate, Officer
from tongban.people.queries.held import item_of
from tongban.people.rules.mandates import CHIEF

LATER = MORNING + timedelta(hours=3)
OTHER = "11990100MB0000001X3991031046000"


def chief_for(town: Town, item: str) -> Officer:
    """The chief, whose mandate names one item alone."""
    Mandate.objects.filter(officer=town.chief).delete()
    record_mandate(
        kind=CHIEF,
        officer=town.chief,
        office=town.bureau,
        powers=("accept", "review", "decide", "head"),
        item_codes=(item_of(item),),
        document="云审授〔2026〕9号",
        signer="局长",
        since=MORNING.date(),
        until=None,
        by=SYSTEM,
        now=MORNING,
    )
    return Officer.objects.get(pk=town.chief.pk)


@pytest.mark.requirement("L03")
@pytest.mark.parametrize("is_theirs", [True, False])
def test_fees_are_cancelled_refunded_and_answered_for_the_item_of_the_mandate(town: Town, is_theirs: bool) -> None:
    case = reviewed(town)
    case.version.elements = case.version.elements | {"fees": FEES}
    notice = charge(case=case, chosen=ONE, by=town.clerk, now=LATER)
    desk, done = signed_in(chief_for(town, case.matter.subject_code if is_theirs else OTHER)), 302 if is_theirs else 403

    assert desk.post(f"/desk/fees/{notice.code}/cancel/", {"reason": "收错"}).status_code == done
    notice.refresh_from_db()
    assert (notice.state == "cancelled") == is_theirs

    payment = take_payment(notice=notice, reference="R1", amount=8000, paid_at=LATER, now=LATER)
    assert desk.post(f"/desk/payments/{payment.pk}/refund/", {"reason": "申请人撤回"}).status_code == done
    refund, _ = Refund.objects.get_or_create(
        payment=payment, defaults={"reason": "申请人撤回", "asked_by": town.clerk, "asked_at": LATER}
    )
    assert desk.post(f"/desk/refunds/{refund.pk}/answer/", {"answer": "approve"}).status_code == done


@pytest.mark.requirement("L03")
@pytest.mark.parametrize("is_theirs", [True, False])
def test_procedures_and_hearings_are_begun_for_the_item_of_the_mandate(town: Town, is_theirs: bool) -> None:
    case = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    chief = chief_for(town, case.matter.subject_code if is_theirs else OTHER)
    begun = {"kind": "鉴定", "expected_days": 5, "reason": "需要", "basis": "行政许可法第四十五条"}
    page = f"/desk/cases/{case.matter.number}/procedures/"
    assert signed_in(chief).post(page, begun).status_code == (302 if is_theirs else 403)
    if is_theirs:
        tell_hearing_right(case=case, matter_of="噪声影响", by=chief, now=MORNING)
        return
    with pytest.raises(Refused):
        begin_procedure(case=case, **begun, by=chief, now=MORNING)
    with pytest.raises(Refused):
        tell_hearing_right(case=case, matter_of="噪声影响", by=chief, now=MORNING)


@pytest.mark.requirement("L03")
@pytest.mark.parametrize("is_theirs", [True, False])
def test_what_another_system_tells_is_entered_for_the_item_of_the_mandate(town: Town, is_theirs: bool) -> None:
    case: Case = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    case.version.run_mode = ItemVersion.RunMode.PUSHED
    each: Elsewhere = follow_case(case=case, by=town.approver, now=LATER)
    chief = chief_for(town, case.matter.subject_code if is_theirs else OTHER)
    told = {"status": "accepted", "number": "S-1", "due_on": None, "note": ""}
    if is_theirs:
        assert note_progress(elsewhere=each, **told, by=chief, now=LATER).outside_number == "S-1"
        return
    with pytest.raises(Refused):
        note_progress(elsewhere=each, **told, by=chief, now=LATER)
