"""Figures of the business: any period, and they add up."""

from datetime import date, timedelta

import pytest

from tongban.cases.actions import accept_case, decide_case, decide_instantly, withdraw_case
from tongban.cases.actions.refusals import CannotSetSpeed
from tongban.cases.actions.speed import set_speed_target
from tongban.cases.actions.tallies import count_days
from tongban.cases.jobs import count_the_days
from tongban.cases.models import Case, SpeedTarget
from tongban.cases.queries import business
from tongban.cases.queries.business import Part
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import decided, reviewed
from tongban.catalogue.models import Item
from tongban.kernel.indicators import indicator_of
from tongban.kernel.moments import local_day
from tongban.kernel.ratios import Ratio
from tongban.matters.actions import mark_missed
from tongban.people.models import Office, Officer, RoleGrant

DAY = local_day(MORNING)  # Monday 2026-04-27


def part(first: date = DAY, last: date = DAY + timedelta(days=30)) -> Part:
    return Part(first, last, Office.objects.all())


def everything() -> None:
    count_days(first=DAY - timedelta(days=5), last=DAY + timedelta(days=60))


@pytest.mark.requirement("D26")
@pytest.mark.requirement("C09")
def test_instant_and_promised_cases_add_up_to_the_whole(town: Town) -> None:
    decided(town)
    decide_instantly(case=town.case(town.signboard), by=town.clerk, now=MORNING)
    everything()
    whole, kinds = business.counts_of(part().tallies()), business.by_kind(part())
    assert (whole.accepted, whole.completed, whole.granted) == (2, 2, 2)
    assert [kinds[kind].completed for kind in (True, False)] == [1, 1]
    everything()  # counted again, nothing counts twice
    assert business.counts_of(part().tallies()) == whole


@pytest.mark.requirement("D28")
def test_accepted_and_completed_are_counted_on_their_own_days_of_any_period(town: Town) -> None:
    case = reviewed(town)
    decide_case(case=case, outcome="refused", reasons="面积不够", by=town.approver, now=MORNING + timedelta(days=3))
    given_up = town.case()
    withdraw_case(case=given_up, reason="不办了", by=town.applicant, now=MORNING + timedelta(days=1))
    everything()
    first = business.counts_of(part(DAY, DAY).tallies())
    assert (first.received, first.accepted, first.completed) == (2, 1, 0)
    later = business.counts_of(part(DAY + timedelta(days=1), DAY + timedelta(days=3)).tallies())
    assert (later.accepted, later.completed, later.granted) == (0, 2, 0)


@pytest.mark.requirement("D28")
def test_what_is_open_past_its_day_counts_as_late_in_one_definition_and_not_in_the_other(town: Town) -> None:
    decided(town)
    late = accept_case(case=town.case(), by=town.clerk, now=MORNING)
    now = MORNING + timedelta(days=40)
    mark_missed(matter=late.matter, now=now)
    assert late.matter.clocks.get(kind="promised").state == "missed"
    everything()
    assert business.counts_of(part().tallies()).done_on_time == Ratio(1, 1)
    assert business.due_in_time(part(), now) == Ratio(1, 2)


@pytest.mark.requirement("D21")
@pytest.mark.requirement("D27")
@pytest.mark.requirement("D22")
def test_the_same_cases_by_channel_by_line_by_level_and_by_item(town: Town) -> None:
    decided(town)
    everything()
    whole = business.counts_of(part().tallies())
    for table in (business.by_channel, business.by_business_line, business.by_level, business.by_month):
        assert sum(line.counts.completed for line in table(part())) == whole.completed, table.__name__
    [line] = business.by_item(part(), 10)
    assert (line.key, line.counts.completed) == (town.restaurant.code, 1)
    nobody = Part(DAY, DAY + timedelta(days=30), Office.objects.filter(pk=town.market.pk))
    assert business.counts_of(nobody.tallies()).completed == 0


@pytest.mark.requirement("E14")
def test_a_target_of_speed_counts_working_days_from_acceptance(town: Town) -> None:
    SpeedTarget.objects.create(item=town.restaurant, days=1, since=DAY, source="“245”改革方案")
    decide_case(case=reviewed(town), outcome="granted", reasons="", by=town.approver, now=MORNING + timedelta(days=1))
    decide_case(case=reviewed(town), outcome="granted", reasons="", by=town.approver, now=MORNING + timedelta(days=2))
    everything()
    assert indicator_of("cases.met_target").measure(part()) == Ratio(1, 2)


def test_a_new_target_ends_the_one_before(town: Town, django_user_model: type) -> None:
    manager = _manager(town)
    set_speed_target(item=town.restaurant, days=5, since=DAY, source="方案", by=manager, now=MORNING)
    later = DAY + timedelta(days=10)
    set_speed_target(item=town.restaurant, days=2, since=later, source="“245”", by=manager, now=MORNING)
    assert list(SpeedTarget.objects.order_by("since").values_list("days", "until")) == [
        (5, later - timedelta(days=1)),
        (2, None),
    ]
    with pytest.raises(CannotSetSpeed):
        set_speed_target(item=town.restaurant, days=1, since=later, source="", by=manager, now=MORNING)


@pytest.mark.requirement("C07")
@pytest.mark.requirement("C08")
@pytest.mark.requirement("C15")
@pytest.mark.requirement("C17")
def test_shares_of_items_have_both_terms(town: Town) -> None:
    for code in ("cases.one_window", "cases.on_platform"):
        known = indicator_of(code)
        assert known.target
        assert known.measure(part()) == Ratio(0, 0)
    assert business.windows_of_points(part(), DAY) == []
    assert Item.objects.count() == 2


def test_where_nothing_was_counted_everything_is(town: Town) -> None:
    decided(town)
    count_the_days(MORNING + timedelta(days=400))
    assert business.counts_of(part().tallies()).completed == 1
    Case.objects.filter(matter__outcome="granted").update(terms="tolerant")
    count_the_days(MORNING + timedelta(days=401))  # long past: as it was
    assert business.counts_of(part().tallies()).tolerant == 0
    count_the_days(MORNING + timedelta(days=1))
    assert business.counts_of(part().tallies()).tolerant == 1


def test_the_page_counts_its_statements_and_every_table_is_a_file(
    town: Town, django_assert_max_num_queries: pytest.fixture
) -> None:
    decided(town)
    everything()
    chief, asked = signed_in(town.chief), f"since={DAY}&until={DAY + timedelta(days=30)}"
    with django_assert_max_num_queries(34):
        shown = chief.get(f"/desk/business/?{asked}").content.decode()
    assert "即办件与承诺件之和等于合计" in shown
    for table in ("channel", "line", "level", "month", "item"):
        told = chief.post(f"/desk/business/{table}/export/?{asked}", {"format": "csv"}).content.decode("utf-8-sig")
        assert len(told.splitlines()) == 2, table
    assert chief.post("/desk/business/nothing/export/").status_code == 404


def _manager(town: Town) -> Officer:
    RoleGrant.objects.create(officer=town.approver, role="item_manager", office=town.bureau, since=date(2020, 1, 1))
    return town.approver
