"""The rules of a case, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases import rules
from tongban.cases.rules import Asked, Dossier, Gap

STATES = (rules.RECEIVED, rules.CORRECTING, rules.ACCEPTED, rules.SUSPENDED, rules.DECIDED, rules.CLOSED)
LEASE = Asked("lease", "租赁合同", is_required=True)
PHOTO = Asked("photo", "照片", is_required=False)


def codes(obstacles: list) -> list[str]:
    return [obstacle.code for obstacle in obstacles]


def test_only_a_required_paper_stands_in_the_way() -> None:
    dossier = Dossier(state=rules.RECEIVED, asked=(LEASE, PHOTO))
    assert [obstacle.about for obstacle in rules.obstacles_to_accepting(dossier)] == ["租赁合同"]
    assert not rules.obstacles_to_accepting(Dossier(state=rules.RECEIVED, asked=(LEASE,), given=frozenset({"lease"})))


@pytest.mark.parametrize("state", STATES)
def test_each_act_has_its_states(state: str) -> None:
    dossier, is_before = Dossier(state=state), state in rules.BEFORE_ACCEPTANCE
    assert bool(rules.obstacles_to_accepting(dossier)) is not is_before
    turning = rules.obstacles_to_turning_away(dossier, ground="", right_office="", reasons="理由")
    assert bool(turning) is not is_before
    assert bool(rules.obstacles_to_withdrawing(dossier)) is (state in {rules.DECIDED, rules.CLOSED})
    assert bool(rules.obstacles_to_delivering(dossier, is_proved=True)) is (state != rules.DECIDED)
    deciding = rules.obstacles_to_deciding(dossier, by=1, outcome=rules.GRANTED, reasons="")
    assert bool(deciding) is (state != rules.ACCEPTED)


@pytest.mark.requirement("E22")
def test_everything_is_told_in_one_notice_that_says_how_to_mend_it() -> None:
    once = Dossier(state=rules.RECEIVED)
    assert codes(rules.obstacles_to_notifying(once, [])) == ["no_gap_named"]
    gaps = [Gap("lease", "租赁合同", " "), Gap("plan", "图纸", "看不清")]
    assert [(o.code, o.about) for o in rules.obstacles_to_notifying(once, gaps)] == [("gap_without_words", "租赁合同")]


def test_outside_our_power_names_who_has_it() -> None:
    dossier = Dossier(state=rules.RECEIVED)
    refused = rules.obstacles_to_turning_away(dossier, ground=rules.OUTSIDE_POWER, right_office="", reasons="")
    assert codes(refused) == ["right_office_not_named", "reasons_missing"]
    assert not rules.obstacles_to_turning_away(dossier, ground=rules.FALSE_PAPERS, right_office="", reasons="伪造")


@given(by=st.integers(1, 3), accepted_by=st.integers(1, 3), is_single=st.booleans())
def test_nobody_accepts_and_decides_but_where_the_item_says_so(by: int, accepted_by: int, *, is_single: bool) -> None:
    dossier = Dossier(state=rules.ACCEPTED, accepted_by=accepted_by, is_single_officer=is_single)
    obstacles = codes(rules.obstacles_to_deciding(dossier, by=by, outcome=rules.GRANTED, reasons=""))
    assert ("accepted_by_you" in obstacles) is (by == accepted_by and not is_single)


def test_the_decision_waits_for_every_office_and_a_refusal_for_its_reasons() -> None:
    dossier = Dossier(state=rules.ACCEPTED, open_steps=("现场核查", "踏勘"))
    obstacles = rules.obstacles_to_deciding(dossier, by=1, outcome=rules.REFUSED, reasons="\n ")
    assert [(o.code, o.about) for o in obstacles] == [
        ("step_still_open", "现场核查"), ("step_still_open", "踏勘"), ("reasons_missing", ""),
    ]  # fmt: skip


def test_nothing_is_handed_over_unproved_or_twice() -> None:
    decided = Dossier(state=rules.DECIDED, outcome=rules.GRANTED)
    assert codes(rules.obstacles_to_delivering(decided, is_proved=False)) == ["receiver_not_proved"]
    closed = Dossier(state=rules.CLOSED, outcome=rules.GRANTED)
    assert codes(rules.obstacles_to_delivering(closed, is_proved=True)) == ["already_delivered"]
    early = Dossier(state=rules.ACCEPTED)
    assert codes(rules.obstacles_to_delivering(early, is_proved=True)) == ["not_decided_yet"]


@given(st.lists(st.sampled_from(["form", "lease", "plan"]), unique=True), st.sets(st.sampled_from(["form", "plan"])))
def test_what_was_answered_is_no_gap_any_more(about: list[str], answered: set[str]) -> None:
    left = rules.open_gaps([Gap(each, each, "?") for each in about], frozenset(answered))
    assert [gap.about for gap in left] == [each for each in about if each not in answered]
