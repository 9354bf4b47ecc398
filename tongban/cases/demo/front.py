"""A day behind window 12: results on the shelf, parcels on the way, lists of bags, a void receipt, a question."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from tongban.cases.actions import accept_case, decide_instantly, receive_at_window
from tongban.cases.actions.handovers import prepare_hand_over, scan_bag, sign_hand_over
from tongban.cases.actions.intake import Presented
from tongban.cases.actions.parcels import call_courier, pack_parcel
from tongban.cases.actions.questions import answer_question, ask_office
from tongban.cases.actions.voiding import void_receipt
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.demo.stories import City, People
from tongban.cases.models import Case, HandOver
from tongban.catalogue.models import Item
from tongban.catalogue.rules.materials import to_hand_in
from tongban.kernel.moments import local_day
from tongban.people.models import Officer, Party
from tongban.windows.actions import begin_visit, end_visit
from tongban.windows.models import Window
from tongban.windows.queries import open_visit, windows_of

CLERK = "wangmin"
SIGN = "991050002000"  # of the demo items: decided on the spot
RESULTS, POSTED, BAGS = 6, 2, 3
ADDRESS = "云州市云城区鼓楼街道云水路18号"


def furnish_front(*, city: City, population: People, items: Sequence[Item], now: datetime) -> None:
    """Let one clerk have a day, once: everything through the acts of the desk."""
    clerk = Officer.objects.filter(account__username=CLERK).first()
    window = windows_of(clerk, local_day(now)).filter(kind=Window.Kind.ANY).first() if clerk else None
    if clerk is None or window is None or HandOver.objects.exists() or open_visit(window):
        return
    desk = Desk(clerk, window, random.Random(12), now)
    signs = next((item for item in items if item.catalog_item.code == SIGN), None)
    people = [party for party in population.people if party.phone][: RESULTS + POSTED + BAGS + 2]
    if signs is None or len(people) < RESULTS + POSTED + BAGS + 2:
        return
    desk.results(city, signs, people[:RESULTS])
    desk.parcels(signs, people[RESULTS : RESULTS + POSTED])
    reviewed = next((each for each in items if each.office_id == signs.office_id and not _is_instant(each)), None)
    if reviewed:
        desk.bags(city, reviewed, people[RESULTS + POSTED : -2])
    desk.mistake(signs, people[-2])
    desk.asks(city, signs, people[-1])


def _is_instant(item: Item) -> bool:
    return item.current is None or item.current.is_instant or item.current.for_firms


class Desk:
    """The clerk at the window, with the lots that are drawn."""

    def __init__(self, clerk: Officer, window: Window, draw: random.Random, now: datetime):
        self.clerk, self.window, self.draw, self.now = clerk, window, draw, now
        self.point = window.service_point

    def received(self, item: Item, party: Party, *, way: str = "window") -> Case:
        version = item.current
        assert version is not None
        answers = answers_to(version, self.draw)
        visit = begin_visit(window=self.window, party=party, by=self.clerk, now=self.now)
        case = receive_at_window(
            visit=visit,
            item=item,
            answers=answers,
            form=form_for(version, answers, self.draw),
            presented=[
                Presented(spec.code, original_kept=True, pages=2)
                for spec in to_hand_in(version.materials.all(), answers)
            ],
            deliver_way=way,
            key=f"front:{visit.pk}",
            by=self.clerk,
            now=self.now,
        )
        end_visit(visit=visit, outcome="case", by=self.clerk, now=self.now)
        return case

    def decided(self, item: Item, party: Party, *, way: str = "window") -> Case:
        return decide_instantly(case=self.received(item, party, way=way), by=self.clerk, now=self.now).case

    def results(self, city: City, item: Item, people: Sequence[Party]) -> None:
        """Results come from the back office on a list; one bag is missing, and two wait for the next list."""
        cases = [self.decided(item, party) for party in people]
        back = city.holders(item.office, "approval")[0]
        made = prepare_hand_over(
            way=HandOver.Way.OUTWARD, cases=cases[:-2], from_office=item.office, to_point=self.point, by=back,
            now=self.now,
        )  # fmt: skip
        for case in cases[:-3]:
            scan_bag(hand_over=made, text=case.matter.number, by=self.clerk, now=self.now)
        sign_hand_over(hand_over=made, by=self.clerk, now=self.now)

    def parcels(self, item: Item, people: Sequence[Party]) -> None:
        """One parcel is on the way, another waits for the courier."""
        for place, party in enumerate(people):
            case = self.decided(item, party, way="courier")
            label = {"receiver": party.name.clear(), "phone": party.phone.clear(), "address": ADDRESS}
            parcel = pack_parcel(case=case, **label, point=self.point, by=self.clerk, now=self.now)
            if place == 0:
                call_courier(parcel=parcel, now=self.now)

    def bags(self, city: City, item: Item, people: Sequence[Party]) -> None:
        """Papers go to the back office on a list that waits to be signed."""
        cases = [accept_case(case=self.received(item, party), by=self.clerk, now=self.now) for party in people]
        prepare_hand_over(
            way=HandOver.Way.INWARD, cases=cases[:-1], from_point=self.point, to_office=item.office, by=self.clerk,
            now=self.now,
        )  # fmt: skip

    def mistake(self, item: Item, party: Party) -> None:
        case = self.received(item, party)
        void_receipt(case=case, reason="申请人选错事项，当场重新收件。", by=self.clerk, now=self.now)

    def asks(self, city: City, item: Item, party: Party) -> None:
        """A question is answered while somebody waits, who then leaves without a case."""
        visit = begin_visit(window=self.window, party=party, by=self.clerk, now=self.now)
        question = ask_office(
            visit=visit, item=item, text="招牌跨两个门面，算一块还是两块？", by=self.clerk, now=self.now
        )
        back = city.holders(item.office, "approval")[0]
        later = self.now + timedelta(seconds=45)
        answer_question(question=question, answer="同一字号连续设置的，按一块备案。", by=back, now=later)
        end_visit(visit=visit, outcome="consultation", by=self.clerk, now=later)
