"""Many at once: the database arbitrates; every whole has its own number, every member begins once."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection

from tongban.bundles.actions.designing import (
    add_member,
    draft_from_current,
    draft_version,
    link_members,
    list_bundle,
    publish_version,
)
from tongban.bundles.actions.drafts import submit_draft
from tongban.bundles.models import Bundle, BundleDraft, MemberRun, Whole
from tongban.bundles.tests.conftest import MORNING, Street, make_bundle, make_trader
from tongban.cases.actions import AGREE, accept_case, decide_case, give_opinion
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, _item, _publish, _version, make_citizen, make_town
from tongban.documents.models import StoredFile
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of, verify
from tongban.kernel.tests.threads import together
from tongban.matters.models import Matter
from tongban.matters.rules import is_number

pytestmark = pytest.mark.django_db(transaction=True)
HAND_INS, THREADS = 500, 10


@pytest.fixture
def street(transactional_db: None, settings: Any, tmp_path: Any) -> Street:
    settings.FILES_DIR = tmp_path
    town = make_town()
    trader = make_trader(town)
    return Street(town, trader, make_bundle(town, trader))


def names(matter: Matter) -> Counter[str]:
    return Counter(event.name for event in events_of(matter.subject))


@pytest.mark.requirement("E06", "C18")
def test_two_members_that_end_at_once_begin_what_rests_on_both_once(street: Street) -> None:
    """The second to end finds what the first one wrote, whichever that is."""
    version = draft_from_current(bundle=street.bundle, by=SYSTEM, now=MORNING)
    members = {member.code: member for member in version.members.all()}
    link_members(version=version, source=members["sign"], target=members["food"], by=SYSTEM, now=MORNING)
    publish_version(version=version, by=SYSTEM, now=MORNING)
    street.bundle.refresh_from_db()
    for _ in range(3):
        whole = street.whole()
        ready = [_ready(street, street.case(whole, code)) for code in ("trader", "sign")]
        act = lambda n, ready=ready: decide_case(  # noqa: E731
            case=ready[n], outcome="granted", reasons="", by=street.town.approver, now=MORNING
        )
        together(2, act)
        assert {run.member.code: run.state for run in whole.members.all()} == {
            "trader": "granted",
            "sign": "granted",
            "food": "running",
        }
        children = list(whole.matter.children.order_by("number").values_list("number", flat=True))
        assert children == [f"{whole.matter.number}-{n:02}" for n in (1, 2, 3)]
        told = names(whole.matter)
        assert (told["MemberBegan"], told["MemberEnded"], told["WholeSubmitted"]) == (3, 2, 1)
        assert verify(whole.matter.subject) is None


@pytest.mark.requirement("E06")
def test_the_last_two_members_that_end_at_once_end_the_whole_once(street: Street) -> None:
    whole = street.whole(registered=True)
    ready = [_ready(street, street.case(whole, code)) for code in ("food", "sign")]
    together(
        2,
        lambda n: decide_case(case=ready[n], outcome="granted", reasons="", by=street.town.approver, now=MORNING),
    )
    matter = Matter.objects.get(pk=whole.matter_id)
    assert (matter.state, matter.outcome) == ("decided", "granted")
    assert names(matter)["MatterDecided"] == 1


@pytest.mark.requirement("C18", "E05")
def test_eight_clicks_at_once_hand_in_one_whole(street: Street) -> None:
    draft = street.draft()
    wholes = together(8, lambda _: submit_draft(draft=draft, channel="web", now=MORNING))
    assert len({whole.pk for whole in wholes}) == 1
    assert Whole.objects.count() == 1
    assert Case.objects.count() == 2
    assert StoredFile.objects.filter(subject=wholes[0].subject).count() == 4


@pytest.mark.requirement("C18")
def test_five_hundred_hand_ins_of_one_bundle_get_each_a_number_and_their_children_under_it(street: Street) -> None:
    """From many threads at once; each is handed in twice, as by somebody whose answer got lost."""
    drafts = _drafts(_bare_bundle(street.town), HAND_INS)
    each = HAND_INS // THREADS

    def hand_in(thread: int) -> list[str]:
        numbers = []
        for draft in drafts[thread * each : (thread + 1) * each]:
            first = submit_draft(draft=draft, channel="web", now=MORNING)
            again = submit_draft(draft=draft, channel="web", now=MORNING)
            assert first.pk == again.pk
            numbers.append(first.matter.number)
        return numbers

    numbers = [number for part in together(THREADS, hand_in) for number in part]
    assert len(set(numbers)) == HAND_INS
    assert all(map(is_number, numbers))
    assert Whole.objects.count() == HAND_INS
    assert MemberRun.objects.filter(state="running").count() == 2 * HAND_INS
    children = Matter.objects.filter(parent__whole__isnull=False).values_list("parent__number", "number")
    assert sorted(children) == sorted((number, f"{number}-{n:02}") for number in numbers for n in (1, 2))
    assert Case.objects.count() == 2 * HAND_INS
    assert not BundleDraft.objects.filter(submitted_as="").exists()
    if connection.vendor == "sqlite":
        assert connection.cursor().execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _ready(street: Street, case: Case) -> Case:
    """Take a case to where it only has to be decided."""
    town = street.town
    accept_case(case=case, by=town.clerk, now=MORNING)
    for step in case.matter.steps.exclude(code="decide"):
        by = town.market_reviewer if step.office_id == town.market.pk else town.streets_reviewer
        give_opinion(step=step, outcome=AGREE, opinion="", by=by, now=MORNING)
    return Case.objects.get(pk=case.pk)


def _bare_bundle(town: Town) -> Bundle:
    """Two items side by side that ask a field together and no papers."""
    told: dict[str, Any] = {"by": SYSTEM, "now": MORNING}
    bundle = list_bundle(code="home", region=town.bureau.region, lead_office=town.bureau, **told)
    version = draft_version(bundle=bundle, says={"title": "安家", "theme": "home"}, **told)
    for code, number in (("water", "992060002000"), ("power", "992060001000")):
        item = _item(town.bureau, town.market, number, code)
        add_member(version=version, code=code, item=_publish(_version(item)), **told)
    publish_version(version=version, **told)
    bundle.refresh_from_db()
    return bundle


def _drafts(bundle: Bundle, count: int) -> list[BundleDraft]:
    """As many people, each with a draft that only has to be handed in."""
    assert bundle.current
    rows = []
    for number in range(count):
        party = make_citizen(f"1991{number:07d}", f"申请人{number}", sequence=100 + number)
        assert party.account
        draft = BundleDraft(account=party.account, party=party, version=bundle.current, updated_at=MORNING)
        draft.form = {"shop_name": "云味", "floor_area": 60}
        rows.append(draft)
    return BundleDraft.objects.bulk_create(rows)
