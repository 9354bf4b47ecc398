"""A bundle is handed in once; its members begin, wait, end and touch only what rests on them."""

from datetime import timedelta

import pytest

from tongban.bundles.actions.drafts import submit_draft
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.models import Whole
from tongban.bundles.tests.conftest import MORNING, Street
from tongban.cases.actions import deliver_by_code
from tongban.cases.models import Case, Paper
from tongban.cases.queries.window import waiting_for
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
