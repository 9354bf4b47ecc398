"""What the demo city shows of promises, terms and mandates: each told through the actions, each to be seen."""

import random
from datetime import timedelta
from typing import Any

import pytest

from tongban.cases.demo import make_hotels, make_terms, show_reach
from tongban.cases.demo.terms import ENDS_IN, KEY
from tongban.cases.models import BrokenPromise, Case, Commitment, LaterDecision, Publication, Result
from tongban.cases.queries.results import renewing
from tongban.cases.tests.test_demo import NOW
from tongban.catalogue.demo import load_items, load_registers, name_clerks
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock
from tongban.people.demo import City, Population, build_city, build_parties
from tongban.people.models import Overstep
from tongban.windows.demo import bind_everything, build_windows

NUMBERS = [9, 18, 26, 46, 47]  # food, hygiene, human resources, signs over shops, digging up a street
Stage = dict[str, Any]


@pytest.fixture
def stage(db: None, settings: Any, tmp_path: Any) -> Stage:
    settings.FILES_DIR = tmp_path
    draw = random.Random("990100")
    city: City = build_city(now=NOW, random=draw)
    population: Population = build_parties(city, random=draw)
    halls = build_windows(city, now=NOW)
    items: list[Item] = load_items(city, now=NOW, numbers=NUMBERS, places={"云州市", "云城区"})
    name_clerks(city, items)
    load_registers(city, now=NOW)
    bind_everything(halls, item_codes=[item.code for item in items], now=NOW)
    return {"city": city, "population": population, "items": items, "now": NOW}


@pytest.mark.requirement("E03")
def test_one_hotel_waits_for_its_check_and_one_has_lost_its_licence(stage: Stage) -> None:
    for _again in range(2):
        make_hotels(**stage)
    assert dict(Commitment.objects.values_list("case__idempotency_key", "state")) == {
        "hotel:waiting": "unchecked",
        "hotel:revoked": "false",
    }
    (act,) = LaterDecision.objects.all()
    assert (act.kind, act.state) == ("revoke", "decided")
    assert act.by != act.announced_by
    assert Result.objects.get(case__idempotency_key="hotel:revoked").state == "revoked"
    assert BrokenPromise.objects.get().party == act.case.matter.party
    assert set(Publication.objects.filter(case=act.case).values_list("kind", flat=True)) == {"granted", "revoke"}


@pytest.mark.requirement("N01")
def test_one_licence_is_to_be_renewed_now_and_one_was_renewed_by_silence(stage: Stage) -> None:
    for _again in range(2):
        make_terms(**stage)
    ends = Result.objects.get(case__idempotency_key=KEY)
    assert ends.valid_until is not None
    assert timedelta(days=ENDS_IN) <= ends.valid_until - local_day(NOW) < timedelta(days=ENDS_IN + 12)
    shown = renewing(ends, now=NOW)
    assert shown is not None
    assert not shown.is_late
    assert "食品经营许可" in shown.rule.source

    second = Result.objects.get(case__idempotency_key="term:renewal")
    assert (second.edition, second.previous and second.previous.state) == (2, "replaced")
    decision = second.case.decision
    assert decision.by is None
    assert "第五十条" in decision.basis
    assert second.case.matter.clocks.filter(kind=Clock.Kind.RENEWAL).exists()


@pytest.mark.requirement("F03", "L03")
def test_what_is_beyond_a_commission_is_on_record_and_what_was_lent_is_done_in_the_street(stage: Stage) -> None:
    for _again in range(2):
        show_reach(**stage)
    overstep = Overstep.objects.get()
    refused = Case.objects.get(idempotency_key="reach:oversteps")
    assert (overstep.officer.name, overstep.power) == ("方圆", "accept")
    assert refused.matter.number in overstep.about
    assert refused.matter.state == "received"

    taken = Case.objects.filter(received_by__account__username="sumei").select_related("matter__office")
    assert sorted(case.matter.state for case in taken) == ["decided", "received"]
    assert {case.matter.office.short_name for case in taken} == {"行政审批局"}
    decided = taken.get(matter__state="decided")
    assert decided.accepted_by == decided.received_by
    assert decided.decision.by
    assert decided.decision.by.office == decided.matter.office

    near, extended = (Case.objects.get(idempotency_key=f"reach:{key}").matter for key in ("near", "extended"))
    assert near.extension_rule == extended.extension_rule == "joint"
    extension = extended.clocks.get(kind=Clock.Kind.PROMISED).extensions.get()
    assert (extension.amount, extension.approved_by.name) == (15, "江海")
    assert not near.clocks.get(kind=Clock.Kind.PROMISED).extensions.exists()
