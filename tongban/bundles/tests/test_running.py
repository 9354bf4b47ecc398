"""A bundle is handed in once; its members begin, wait, end and touch only what rests on them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tongban.bundles.actions.drafts import submit_draft
from tongban.bundles.actions.leading import end_the_rest, take_up_again
from tongban.bundles.actions.refusals import CannotApply, CannotLead
from tongban.bundles.models import Whole
from tongban.bundles.reactions import look_again
from tongban.bundles.tests.conftest import MORNING, Street
from tongban.cases.actions import deliver_by_code, withdraw_case
from tongban.cases.models import Case, Paper
from tongban.cases.queries.window import waiting_for
from tongban.cases.tests.conftest import signed_in
from tongban.catalogue.actions.retirement import retire_item
from tongban.catalogue.actions.suspensions import suspend_item
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.queries.trail import trail
from tongban.matters.rules import is_number


def states(whole: Whole) -> dict[str, str]:
    return {run.member.code: run.state for run in whole.members.select_related("member")}


@pytest.mark.requirement("C18", "E05")
def test_one_hand_in_opens_one_number_with_its_cases_under_it(street: Street) -> None:
    whole = street.whole()

    assert states(whole) == {"trader": "running", "food": "waiting", "sign": "running"}
    numbers = list(whole.matter.children.order_by("number").values_list("number", flat=True))
    assert numbers == [f"{whole.matter.number}-01", f"{whole.matter.number}-02"]
    assert all(map(is_number, numbers))
    assert (whole.matter.office, whole.matter.kind) == (street.town.bureau, "bundle")


@pytest.mark.requirement("E05")
def test_what_is_typed_once_stands_in_every_form(street: Street) -> None:
    whole = street.whole()

    assert street.case(whole, "trader").form.clear() == {"title": "云味小馆", "owner": "李晓云"}
    assert street.case(whole, "sign").form.clear() == {"name": "云味小馆", "area": 320}


@pytest.mark.requirement("C18", "E16")
def test_a_paper_is_stored_once_whatever_needs_it(street: Street) -> None:
    whole = street.whole()

    [place] = Paper.objects.filter(case=street.case(whole, "trader"))
    assert place.file is not None
    assert place.file.subject == whole.subject
    assert place.file_id == whole.papers.get(key="场所说明").file_id


@pytest.mark.requirement("E06", "E07")
def test_a_member_begins_when_what_it_rests_on_is_granted(street: Street) -> None:
    whole = street.whole()

    street.decide(street.case(whole, "trader"))

    food = street.run(whole, "food")
    assert food.state == "running"
    assert food.matter is not None
    assert food.matter.number == f"{whole.matter.number}-03"
    assert {paper.spec.code for paper in Paper.objects.filter(case__matter=food.matter)} == {"layout", "plan"}


@pytest.mark.requirement("E06")
def test_a_refused_member_touches_only_what_rests_on_it(street: Street) -> None:
    whole = street.whole()

    street.decide(street.case(whole, "trader"), "refused")

    assert states(whole) == {"trader": "failed", "food": "blocked", "sign": "running"}
    assert street.run(whole, "food").barred_by == "trader"
    assert Matter.objects.get(pk=whole.matter_id).is_open


@pytest.mark.requirement("E07")
def test_a_member_that_the_answers_leave_out_stands_in_nobodys_way(street: Street) -> None:
    whole = street.whole(registered=True)

    assert states(whole) == {"trader": "not_needed", "food": "running", "sign": "running"}


@pytest.mark.requirement("E06")
def test_the_whole_is_accepted_with_its_first_member_and_decided_with_its_last(street: Street) -> None:
    whole = street.whole(registered=True)

    street.decide(street.case(whole, "food"))
    matter = Matter.objects.get(pk=whole.matter_id)
    assert matter.state == Matter.State.ACCEPTED
    assert sorted(matter.clocks.values_list("kind", "amount")) == [("promised", 5), ("statutory", 45)]

    street.decide(street.case(whole, "sign"), now=MORNING + timedelta(hours=2))
    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == (Matter.State.DECIDED, "granted")


@pytest.mark.requirement("C18")
def test_a_second_click_finds_what_the_first_one_opened(street: Street) -> None:
    draft = street.draft()

    first = submit_draft(draft=draft, channel="web", now=MORNING)
    second = submit_draft(draft=draft, channel="web", now=MORNING)

    assert first.pk == second.pk
    assert Case.objects.count() == 2


def test_what_is_missing_is_told_at_once_and_nothing_is_opened(street: Street) -> None:
    draft = street.draft()
    draft.papers.filter(key="效果图").delete()

    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=MORNING)

    assert [(o.code, o.about) for o in refused.value.obstacles] == [("missing_paper", "效果图")]
    assert not Matter.objects.exists()


@pytest.mark.requirement("E06")
def test_whoever_brings_the_code_of_the_whole_is_handed_every_result(street: Street) -> None:
    whole = street.whole(registered=True)
    for code in ("food", "sign"):
        street.decide(street.case(whole, code))
    clerk, query_code = street.town.clerk, whole.matter.told_code()

    waiting = waiting_for(clerk, on=MORNING.date(), text=query_code)
    assert {case.matter.parent_id for case in waiting} == {whole.matter_id}
    assert len(waiting_for(clerk, on=MORNING.date(), text=whole.matter.number)) == len(waiting) == 2
    for case in waiting:
        deliver_by_code(case=case, code=query_code, to=street.town.applicant, by=clerk, now=MORNING)

    assert Matter.objects.get(pk=whole.matter_id).state == Matter.State.CLOSED


def test_the_trail_of_the_whole_says_which_part_moved_and_how(street: Street) -> None:
    whole = street.whole()
    street.decide(street.case(whole, "trader"))

    told = [line.text for line in trail(whole.matter)]
    assert f"{whole.matter.number}-01：办理中" in told
    assert f"{whole.matter.number}-03 开始办理" in told


@pytest.mark.requirement("E06")
def test_a_refused_member_is_taken_up_again_under_the_next_number_and_what_it_barred_goes_on(street: Street) -> None:
    whole = street.whole()
    street.decide(street.case(whole, "trader"), "refused")
    first = street.case(whole, "trader").matter

    take_up_again(whole=whole, code="trader", by=street.town.applicant, now=MORNING)

    again = street.case(whole, "trader")
    assert again.matter.number == f"{whole.matter.number}-03"
    assert again.form.clear() == {"title": "云味小馆", "owner": "李晓云"}
    assert Paper.objects.filter(case=again).count() == 1
    assert states(whole) == {"trader": "running", "food": "waiting", "sign": "running"}
    first.refresh_from_db()
    assert first.outcome == "refused"

    street.decide(again)
    assert states(whole) == {"trader": "granted", "food": "running", "sign": "running"}


@pytest.mark.requirement("E06")
def test_what_did_not_fail_is_not_taken_up_and_only_the_lead_office_acts_for_the_applicant(street: Street) -> None:
    whole = street.whole()
    with pytest.raises(CannotLead, match="bundle_member_not_failed"):
        take_up_again(whole=whole, code="sign", by=street.town.applicant, now=MORNING)
    street.decide(street.case(whole, "trader"), "refused")
    with pytest.raises(CannotLead, match="bundle_not_yours_to_lead"):
        take_up_again(whole=whole, code="trader", by=street.town.market_reviewer, now=MORNING)
    with pytest.raises(CannotLead, match="bundle_not_yours_to_lead"):
        end_the_rest(whole=whole, reason="不办了", by=street.town.market_reviewer, now=MORNING)
    assert states(whole)["trader"] == "failed"


@pytest.mark.requirement("E06", "E07")
def test_a_member_taken_back_touches_only_what_rests_on_it(street: Street) -> None:
    whole = street.whole()

    withdraw_case(case=street.case(whole, "trader"), reason="不办了", by=street.town.applicant, now=MORNING)

    assert states(whole) == {"trader": "failed", "food": "blocked", "sign": "running"}
    assert street.run(whole, "trader").reason == "withdrawn"


@pytest.mark.requirement("E06", "E07")
def test_what_cannot_begin_is_given_up_and_the_whole_ends_with_what_was_granted(street: Street) -> None:
    whole = street.whole()
    with pytest.raises(CannotLead, match="bundle_nothing_blocked"):
        end_the_rest(whole=whole, reason="不办了", by=street.town.applicant, now=MORNING)
    street.decide(street.case(whole, "sign"))
    street.decide(street.case(whole, "trader"), "refused")
    with pytest.raises(CannotLead, match="reason_missing"):
        end_the_rest(whole=whole, reason=" ", by=street.town.applicant, now=MORNING)

    end_the_rest(whole=whole, reason="不开餐馆了", by=street.town.applicant, now=MORNING)

    assert states(whole) == {"trader": "failed", "food": "dropped", "sign": "granted"}
    matter = Matter.objects.get(pk=whole.matter_id)
    assert (matter.state, matter.outcome) == (Matter.State.DECIDED, "partly_granted")
    with pytest.raises(CannotLead, match="matter_closed"):
        take_up_again(whole=whole, code="trader", by=street.town.applicant, now=MORNING)


@pytest.mark.requirement("E06")
def test_a_whole_of_which_everything_was_taken_back_is_closed_without_result(street: Street) -> None:
    whole = street.whole(registered=True, signs=False)

    withdraw_case(case=street.case(whole, "food"), reason="不办了", by=street.town.applicant, now=MORNING)

    matter = Matter.objects.get(pk=whole.matter_id)
    assert (matter.state, matter.outcome) == (Matter.State.CLOSED, "refused")


@pytest.mark.requirement("E06")
def test_the_whole_is_closed_with_its_last_result_and_keeps_no_form(street: Street) -> None:
    whole = street.whole(registered=True)
    for code in ("food", "sign"):
        street.decide(street.case(whole, code))
    assert Matter.objects.get(pk=whole.matter_id).state == Matter.State.DECIDED

    collected = street.collect(whole, "food")
    assert Matter.objects.get(pk=whole.matter_id).state == Matter.State.DECIDED
    street.collect(whole, "sign")

    matter = Matter.objects.get(pk=whole.matter_id)
    assert (matter.state, matter.outcome) == (Matter.State.CLOSED, "granted")
    whole.refresh_from_db()
    assert not whole.form.clear()
    assert collected.case.form.clear()  # the application itself stays on file


@pytest.mark.requirement("E06", "E07")
def test_a_member_whose_item_ended_meanwhile_is_told_so_and_the_rest_goes_on(street: Street) -> None:
    whole = street.whole()
    retire_item(item=street.town.restaurant, reason="改由省里办理", by=SYSTEM, now=MORNING)

    look_again(MORNING)

    food = street.run(whole, "food")
    assert (food.state, food.reason, food.barred_by) == ("blocked", "item_retired", "")
    assert states(whole) == {"trader": "running", "food": "blocked", "sign": "running"}
    page = signed_in(street.town.account).get(reverse("bundles:mine", args=[whole.matter.number])).content.decode()
    assert "在办理途中停止办理了" in page
    assert [told.name for told in events_of(whole.matter.subject)].count("MembersBlocked") == 1
    look_again(MORNING + timedelta(days=1))
    assert [told.name for told in events_of(whole.matter.subject)].count("MembersBlocked") == 1

    for code in ("trader", "sign"):
        street.decide(street.case(whole, code))
    end_the_rest(whole=whole, reason="事项已停止办理", by=street.town.chief, now=MORNING)
    assert Matter.objects.get(pk=whole.matter_id).outcome == "partly_granted"


@pytest.mark.requirement("E06")
def test_a_member_under_way_is_finished_although_its_item_ends(street: Street) -> None:
    whole = street.whole(registered=True)
    retire_item(item=street.town.restaurant, reason="改由省里办理", by=SYSTEM, now=MORNING)
    look_again(MORNING)
    assert states(whole)["food"] == "running"
    street.decide(street.case(whole, "food"))
    assert states(whole)["food"] == "granted"


@pytest.mark.requirement("E06")
def test_a_member_whose_item_was_suspended_begins_by_itself_once_it_takes_cases_again(street: Street) -> None:
    whole = street.whole()
    today = local_day(MORNING)
    suspend_item(item=street.town.restaurant, since=today, until=today, reason="系统升级", by=SYSTEM, now=MORNING)
    street.decide(street.case(whole, "trader"))
    assert states(whole) == {"trader": "granted", "food": "blocked", "sign": "running"}

    look_again(MORNING + timedelta(hours=1))
    assert states(whole)["food"] == "blocked"
    look_again(MORNING + timedelta(days=1))
    assert states(whole)["food"] == "running"
