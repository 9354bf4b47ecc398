"""What has to be done before a case goes on."""

from datetime import timedelta
from typing import Any

import pytest

from tongban.cases import rules
from tongban.cases.actions import decide_case
from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.refusals import CannotDecide
from tongban.cases.models import Case
from tongban.cases.rules import Dossier, OpenHold
from tongban.cases.tests.conftest import MORNING, Town
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day

DAY = local_day(MORNING)
LATER = MORNING + timedelta(hours=3)


def test_a_hold_on_the_decision_also_keeps_the_result_and_one_on_the_issue_lets_it_be_decided() -> None:
    gap, fee = OpenHold(rules.DECISION, "管理制度文本", "gap", DAY), OpenHold(rules.ISSUE, "不动产登记费", "fee", DAY)
    deciding = rules.obstacles_to_deciding(
        Dossier(state=rules.ACCEPTED, holds=(gap, fee)), by=1, outcome=rules.GRANTED, reasons=""
    )
    assert [(each.code, each.about, each.details["since"]) for each in deciding] == [
        ("gap_still_open", "管理制度文本", "2026-04-27")
    ]
    handing = rules.obstacles_to_delivering(Dossier(state=rules.DECIDED, holds=(fee,)), is_proved=True)
    assert [(each.code, each.about) for each in handing] == [("held_back", "不动产登记费")]


def test_nothing_is_decided_until_what_was_held_back_for_is_done(town: Town) -> None:
    case = reviewed(town)
    visit: dict[str, Any] = {"kind": "visit", "refers_to": 7}
    held, again = (
        hold_back(case=case, **visit, blocks="decision", about="现场核查", by=town.clerk, now=LATER) for _ in "12"
    )
    assert again == held
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    assert codes(refused) == ["held_back"]

    assert lift_holds(case=case, **visit, by=town.clerk, now=LATER) == [held]
    assert lift_holds(case=case, **visit, by=town.clerk, now=LATER) == []
    assert Case.objects.get(pk=case.pk).open_holds == 0
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    told = [event.name for event in events_of(case.matter.subject)]
    assert told.count("CaseHeldBack") == told.count("HoldLifted") == 1
