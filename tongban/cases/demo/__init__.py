"""Cases of the demo city: a year of applications played through the actions, each as far as today allows.

The same numbers tell the same stories, so that a city can be filled in parts.
"""

import contextlib
import random
from collections.abc import Sequence
from datetime import datetime

from tongban.cases.demo.front import furnish_front
from tongban.cases.demo.halls import furnish_halls
from tongban.cases.demo.hearings import hold_hearings, set_targets
from tongban.cases.demo.hotels import make_hotels
from tongban.cases.demo.mix import weights_of
from tongban.cases.demo.promises import make_promises
from tongban.cases.demo.reach import show_reach
from tongban.cases.demo.stories import TURNS, City, NotYet, People, Story, handed_in
from tongban.cases.demo.terms import make_terms
from tongban.cases.demo.trips import plan_trips
from tongban.cases.models import Case
from tongban.catalogue.models import Item
from tongban.kernel.obstacles import Refused


def tell_stories(
    *, city: City, population: People, items: Sequence[Item], first: int, count: int, now: datetime
) -> list[Case]:
    """Play the stories ``first`` … ``first + count - 1``, each as far as ``now``, in the order in which they begin."""
    weights = weights_of(items)
    begun = [_begin(number, city, items, weights, now) for number in range(first, first + count)]
    begun.sort(key=lambda beginning: beginning[1].at)
    return [_play(number, story, item, population) for number, story, item in begun]


def _begin(
    number: int, city: City, items: Sequence[Item], weights: Sequence[float], now: datetime
) -> tuple[int, Story, Item]:
    draw = random.Random(f"yunzhou {number}")
    item = draw.choices(items, weights=weights)[0]
    return number, Story(city=city, draw=draw, at=handed_in(draw, item, now), until=now), item


def _play(number: int, story: Story, item: Item, population: People) -> Case:
    case = story.hand_in(number, item, population)
    turn = story.draw.choices([turn for turn, _ in TURNS], weights=[weight for _, weight in TURNS])[0]
    with contextlib.suppress(NotYet, Refused):  # a turn that the rules do not allow ends there
        turn(story, case)
    return case


__all__ = [
    "furnish_front",
    "furnish_halls",
    "hold_hearings",
    "make_hotels",
    "make_promises",
    "make_terms",
    "plan_trips",
    "set_targets",
    "show_reach",
    "tell_stories",
]
