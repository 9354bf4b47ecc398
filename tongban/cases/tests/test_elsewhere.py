"""What somebody else decides: taken only where both sides are alike, forwarded in time, followed as they tell us."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.actions.elsewhere import follow_case, forward, guide_away, note_progress, take_for_partner
from tongban.cases.actions.refusals import CannotTakeElsewhere
from tongban.cases.models import Elsewhere
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import codes
from tongban.catalogue.models import AgreedItem, Agreement, ItemVersion, Partner
from tongban.documents.queries import documents_of
from tongban.kernel.journal import events_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.windows.models import Visit

PAPERS = [{"name": "外地购房合同", "pages": 3, "kept": "copy_kept"}]


@pytest.fixture
def agreed(town: Town) -> AgreedItem:
    """The restaurant's item, agreed with a neighbour that asks the same."""
    today = local_day(timezone.now())
    partner = Partner.objects.create(code="990200", name="邻州市", province="云省")
    agreement = Agreement.objects.create(
        office=town.bureau,
        partner=partner,
        reach=Agreement.Reach.PROVINCES,
        title="跨省通办合作协议",
        signed_on=today - timedelta(days=60),
        since=today - timedelta(days=30),
    )
    return AgreedItem.objects.create(
        agreement=agreement,
        item=town.restaurant,
        mode=AgreedItem.Mode.PROXY,
        put_forward_at=timezone.now(),
        checked_with=town.restaurant.current,
        checked_at=timezone.now(),
        differences=0,
        entered_at=timezone.now(),
    )


def taken(visit: Visit, agreed: AgreedItem, town: Town) -> Elsewhere:
    return take_for_partner(visit=visit, agreed=agreed, papers=PAPERS, by=town.clerk, now=timezone.now())


def note(each: Elsewhere, town: Town, status: str, **told: Any) -> Elsewhere:
    given = {"number": "", "due_on": None, "note": ""} | told
    return note_progress(elsewhere=each, status=status, **given, by=town.clerk, now=timezone.now())


@pytest.mark.requirement("F06")
@pytest.mark.requirement("N01")
def test_papers_for_another_city_have_our_clock_and_theirs_apart(visit: Visit, agreed: AgreedItem, town: Town) -> None:
    each = taken(visit, agreed, town)
    assert each.forward_by
    assert each.forward_by > local_day(timezone.now())
    assert [document.kind for document in documents_of(each.subject)] == ["proxy_receipt"]
    with pytest.raises(CannotTakeElsewhere) as refused:
        note(each, town, "accepted", number="L2026-1")
    assert codes(refused) == ["papers_not_forwarded"]
    each = forward(elsewhere=each, how="EMS 1234", on=local_day(timezone.now()), by=town.clerk, now=timezone.now())
    due = local_day(timezone.now()) + timedelta(days=7)
    each = note(each, town, "accepted", number="L2026-1", due_on=due)
    assert (each.outside_number, each.due_on) == ("L2026-1", due)
    each = note(each, town, "granted", note="款已到账")
    assert each.is_over
    assert {document.kind for document in documents_of(each.subject)} == {"proxy_receipt", "forwarding_list"}
    told = [event.name for event in events_of(each.subject)]
    assert [told.count(name) for name in ("TakenForElsewhere", "ElsewhereForwarded", "ElsewhereNoted")] == [1, 1, 2]


def test_what_is_not_alike_on_both_sides_or_no_longer_agreed_is_refused(
    visit: Visit, agreed: AgreedItem, town: Town
) -> None:
    for change in ({"entered_at": None}, {"left_at": timezone.now()}, {"mode": AgreedItem.Mode.ONLINE}):
        AgreedItem.objects.filter(pk=agreed.pk).update(**change)
        with pytest.raises(CannotTakeElsewhere) as refused:
            taken(visit, agreed, town)
        assert codes(refused) == ["not_agreed_with_them"], change
        AgreedItem.objects.filter(pk=agreed.pk).update(entered_at=timezone.now(), left_at=None, mode="proxy")
    Agreement.objects.update(until=local_day(timezone.now()) - timedelta(days=1))
    with pytest.raises(CannotTakeElsewhere):
        taken(visit, agreed, town)


def test_number_and_status_are_copied_once_and_go_forward(visit: Visit, agreed: AgreedItem, town: Town) -> None:
    each = taken(visit, agreed, town)
    each = forward(elsewhere=each, how="EMS 1", on=local_day(timezone.now()), by=town.clerk, now=timezone.now())
    tries: list[tuple[str, dict[str, Any], str]] = [
        ("accepted", {}, "outside_number_missing"),
        ("returned", {}, "reasons_missing"),
        ("accepted", {"number": "A", "due_on": local_day(timezone.now()) - timedelta(days=1)}, "their_day_is_past"),
    ]
    for status, told, reason in tries:
        with pytest.raises(CannotTakeElsewhere) as refused:
            note(each, town, status, **told)
        assert codes(refused) == [reason]
    each = note(each, town, "accepted", number="A")
    with pytest.raises(CannotTakeElsewhere) as refused:
        note(each, town, "granted", number="B")
    assert codes(refused) == ["outside_number_stands"]
    each = note(each, town, "refused", note="购房不在范围")
    with pytest.raises(CannotTakeElsewhere) as refused:
        note(each, town, "granted")
    assert codes(refused) == ["status_goes_one_way"]


def test_what_is_done_on_the_platform_is_not_guided_away(visit: Visit, town: Town) -> None:
    with pytest.raises(CannotTakeElsewhere) as refused:
        guide_away(visit=visit, item=town.restaurant, by=town.clerk, now=timezone.now())
    assert codes(refused) == ["not_done_elsewhere"]
    assert town.restaurant.current
    town.restaurant.current.run_mode = ItemVersion.RunMode.GUIDED
    guided = guide_away(visit=visit, item=town.restaurant, by=town.clerk, now=timezone.now())
    assert note(guided, town, "granted", number="GA-77").is_over


def test_a_pushed_case_is_followed_once_by_its_reviewers(town: Town) -> None:
    case = town.case()
    case.version.run_mode = ItemVersion.RunMode.PUSHED
    with pytest.raises(CannotTakeElsewhere) as refused:
        follow_case(case=case, by=town.clerk, now=MORNING)
    assert codes(refused) == ["outside_mandate"]
    first = follow_case(case=case, by=town.approver, now=MORNING)
    assert follow_case(case=case, by=town.approver, now=MORNING) == first
    assert first.number == case.matter.number
    noted = note_progress(
        elsewhere=first, status="accepted", number="P-1", due_on=None, note="", by=town.approver, now=MORNING
    )
    assert noted.outside_number == "P-1"


def test_at_the_window_papers_are_ticked_and_taken_and_strangers_see_nothing(
    clerk: Client, visit: Visit, agreed: AgreedItem, town: Town
) -> None:
    assert "邻州市" in clerk.get("/desk/window/elsewhere/?q=食品").content.decode()
    page = f"/desk/window/elsewhere/{agreed.pk}/"
    assert clerk.post(page, {}).status_code == 409  # no paper
    assert not Elsewhere.objects.exists()
    clerk.post(page, {"paper-taken_0": "on", "paper-pages_0": "2", "paper-kept_0": "original_kept"})
    each = Elsewhere.objects.get()
    address = f"/desk/elsewhere/{each.number}/"
    assert "两地期限分开看" in clerk.get(address).content.decode()
    clerk.post(f"{address}forward/", {"on": "2026-11-30", "how": "EMS 99"})
    assert clerk.post(f"{address}note/", {"status": "accepted"}).status_code == 409
    clerk.post(f"{address}note/", {"status": "accepted", "number": "L-1", "note": ""})
    each.refresh_from_db()
    assert (each.status, each.outside_number, each.forwarded_how) == ("accepted", "L-1", "EMS 99")
    assert each.number in clerk.get("/desk/elsewhere/?state=open").content.decode()
    stranger = signed_in(town.market_reviewer)
    assert stranger.get(address).status_code == 404
    own = signed_in(town.account).get("/my/elsewhere/").content.decode()
    assert each.number not in own  # it is somebody else's


def test_the_list_takes_few_statements_however_long_it_is(
    visit: Visit, agreed: AgreedItem, town: Town, clerk: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        taken(visit, agreed, town)
    with django_assert_max_num_queries(14):
        shown = clerk.get("/desk/elsewhere/").content.decode()
    assert shown.count("/desk/elsewhere/9") == 5


def test_the_number_of_a_part_of_a_whole_fits_too() -> None:
    assert Elsewhere._meta.get_field("number").max_length == Matter._meta.get_field("number").max_length
