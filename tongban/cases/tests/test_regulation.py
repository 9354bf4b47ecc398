"""A decision reaches the office that regulates, and it signs for it in time (审管联动)."""

from datetime import datetime, timedelta

import pytest

from tongban.cases import rules
from tongban.cases.actions import decide_case
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.actions.regulation import receive_notice
from tongban.cases.models import RegulatorNotice
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.kernel.journal import events_of
from tongban.kernel.moments import BEIJING

LATER = MORNING + timedelta(hours=3)


def notice_of(town: Town, outcome: str = rules.GRANTED) -> RegulatorNotice:
    reasons = "场所不符" if outcome == rules.REFUSED else ""
    decide_case(case=reviewed(town), outcome=outcome, reasons=reasons, by=town.approver, now=LATER)
    return RegulatorNotice.objects.get()


@pytest.mark.parametrize("outcome", [rules.GRANTED, rules.REFUSED])
def test_each_decision_goes_to_the_office_that_regulates_with_a_working_day_for_its_receipt(
    town: Town, outcome: str
) -> None:
    notice = notice_of(town, outcome)
    assert (notice.office, notice.about) == (town.market, outcome)
    assert notice.due_at == datetime(2026, 4, 28, 17, 30, tzinfo=BEIJING)


def test_the_office_that_regulates_signs_once_and_nobody_else_does(town: Town) -> None:
    notice = notice_of(town)
    with pytest.raises(CannotFollowUp) as refused:
        receive_notice(notice=notice, by=town.streets_reviewer, now=LATER)
    assert codes(refused) == ["no_power"]
    for _ in range(2):
        notice = receive_notice(notice=notice, by=town.market_reviewer, now=LATER)
    assert notice.received_by == town.market_reviewer
    told = [event for event in events_of(notice.case.matter.subject) if event.name == "RegulatorReceived"]
    assert [event.facts["is_late"] for event in told] == [False]


def test_a_receipt_that_is_overdue_lights_up_in_the_inbox(town: Town) -> None:
    notice = notice_of(town)  # in April: long overdue today
    desk = signed_in(town.market_reviewer)
    page = desk.get("/desk/regulating/?show=overdue").content.decode()
    assert notice.case.matter.number in page
    assert "已超期" in page
    assert desk.post(f"/desk/regulating/{notice.pk}/receive/").status_code == 302
    assert notice.case.matter.number not in desk.get("/desk/regulating/?show=overdue").content.decode()
    assert "已签收" in desk.get(f"/desk/matters/{notice.case.matter.number}/").content.decode()
    assert signed_in(town.clerk).get("/desk/regulating/").status_code == 403
    assert signed_in(town.streets_reviewer).post(f"/desk/regulating/{notice.pk}/receive/").status_code == 404
