"""A licence is revoked, withdrawn, cancelled, corrected or reissued on grounds of the law, by whoever may."""

from datetime import date, timedelta
from typing import Any

import pytest

from tongban.cases.actions.later import begin_later_act, decide_later_act, drop_later_act, state_ones_case
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.models import LaterDecision, Publication, RegulatorNotice, Result
from tongban.cases.rules.later_acts import later_acts
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import codes
from tongban.cases.tests.test_results import granted
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.outbox import OutboxRow

LATER = MORNING + timedelta(days=1)
MUCH_LATER = MORNING + timedelta(days=20)


def begin(town: Town, result: Result, kind: str, ground: str, **more: Any) -> LaterDecision:
    given = {"reasons": "登记机关已注销其主体资格。", "by": town.approver, "now": LATER, **more}
    return begin_later_act(case=result.case, kind=kind, ground=ground, **given)


def test_every_ground_names_its_article() -> None:
    for act in later_acts().values():
        assert act.grounds
        for ground in act.grounds:
            assert ground.basis
            assert "《" in ground.basis or "国办发" in ground.basis or not ground.sure


def test_a_cancellation_is_done_at_once_printed_told_and_published(town: Town) -> None:
    result = granted(town)
    later = begin(town, result, "cancel", "ended")
    result.refresh_from_db()
    assert (later.state, result.state, result.ended_on) == ("decided", "cancelled", date(2026, 4, 28))
    assert later.document
    assert later.document.title == "注销行政许可决定书"
    assert later.document.office_name == town.bureau.name
    content = PrintedDocument.objects.get(pk=later.document_id).content
    assert content["basis"] == ["《行政许可法》第七十条第（三）项"]
    assert RegulatorNotice.objects.filter(about="cancel", office=town.market).exists()
    assert Publication.objects.filter(kind="cancel", decision_number=later.document.number).exists()
    assert OutboxRow.objects.filter(key__startswith="later_act_decided").exists()
    assert "LaterActDecided" in [event.name for event in events_of(result.case.matter.subject)]


def test_a_revocation_is_announced_first_and_waits_for_what_the_party_says(town: Town) -> None:
    result = granted(town)
    later = begin(town, result, "revoke", "deceit", by=town.approver)
    result.refresh_from_db()
    assert (later.state, result.state) == ("announced", "valid")
    assert PrintedDocument.objects.filter(title="拟撤销行政许可告知书").exists()
    with pytest.raises(CannotFollowUp) as refused:
        decide_later_act(later=later, by=town.approver, now=LATER)
    assert codes(refused) == ["statement_still_open", "announced_by_you"]

    state_ones_case(later=later, text="材料是代办人做的，我不知情。", by=town.applicant, now=LATER)
    later = decide_later_act(later=later, by=town.chief, now=LATER)
    result.refresh_from_db()
    assert (later.state, result.state) == ("decided", "revoked")
    content = PrintedDocument.objects.get(pk=later.document_id).content
    assert "我不知情" in content["statement"]
    assert content["basis"] == ["《行政许可法》第六十九条第二款"]
    with pytest.raises(CannotFollowUp):
        decide_later_act(later=later, by=town.chief, now=LATER)


def test_silence_lets_the_act_be_decided_and_what_is_dropped_leaves_the_licence(town: Town) -> None:
    result = granted(town)
    later = begin(town, result, "withdraw", "law_changed")
    with pytest.raises(CannotFollowUp) as refused:
        begin(town, result, "cancel", "other")
    assert codes(refused) == ["already_announced"]
    drop_later_act(later=later, by=town.chief, now=LATER)
    again = begin(town, result, "withdraw", "facts_changed")
    decide_later_act(later=again, by=town.chief, now=MUCH_LATER)
    result.refresh_from_db()
    assert result.state == "withdrawn"
    content = PrintedDocument.objects.filter(kind="later_decision").latest("at").content
    assert "没有提出" in content["statement"]
    assert "补偿" in content["remark"]


def test_a_correction_and_a_reissue_give_a_new_edition_under_the_same_number(town: Town) -> None:
    result = granted(town)
    begin(town, result, "correct", "slip", changes={"valid_until": "2030-04-26"})
    begin(town, result, "reissue", "lost", reasons="持有人申请补发。", now=LATER + timedelta(days=1))
    editions = list(Result.objects.filter(number=result.number).order_by("edition"))
    assert [each.state for each in editions] == ["replaced", "replaced", "valid"]
    assert editions[-1].valid_until == date(2030, 4, 26)


def test_only_who_decides_there_acts_with_a_ground_of_the_act_and_reasons(town: Town) -> None:
    result = granted(town)
    for kind, ground, reasons, by, code in (
        ("cancel", "deceit", "x", town.approver, "ground_not_of_this_act"),
        ("cancel", "ended", " ", town.approver, "reasons_missing"),
        ("cancel", "ended", "x", town.clerk, "no_power"),
        ("cancel", "ended", "x", town.market_reviewer, "no_power"),
    ):
        with pytest.raises(CannotFollowUp) as refused:
            begin(town, result, kind, ground, reasons=reasons, by=by)
        assert codes(refused) in ([code], ["outside_mandate"] if code == "no_power" else [])


def test_the_acts_stand_on_the_page_of_the_case_and_the_holder_speaks_on_their_own(town: Town) -> None:
    result = granted(town)
    number = result.case.matter.number
    desk = signed_in(town.approver)
    assert f"/desk/cases/{number}/later/revoke/" in desk.get(f"/desk/matters/{number}/").content.decode()
    page = f"/desk/cases/{number}/later/revoke/"
    assert "第六十九条第二款" in desk.get(page).content.decode()
    assert desk.post(page, {"ground": "deceit", "reasons": ""}).status_code == 422
    assert desk.post(page, {"ground": "deceit", "reasons": "材料系伪造。"}).status_code == 302
    later = LaterDecision.objects.get()

    holder = signed_in(town.account)
    assert "陈述、申辩" in holder.get(f"/my/{number}/").content.decode()
    assert holder.post(f"/my/{number}/statement/", {"text": "不是我做的。"}).status_code == 302
    assert "不是我做的" in desk.get(f"/desk/matters/{number}/").content.decode()
    assert signed_in(town.chief).post(f"/desk/later/{later.pk}/decide/").status_code == 302
    later.refresh_from_db()
    assert later.state == "decided"
    assert signed_in(town.clerk).get(page).status_code == 403
