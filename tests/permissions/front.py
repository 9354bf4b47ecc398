"""What the front desk leaves behind it: a list of bags, a question to the back office, a parcel."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.permissions import elsewhere
from tongban.cases.actions.handovers import prepare_hand_over
from tongban.cases.actions.questions import ask_office
from tongban.cases.models import Batch, Case
from tongban.catalogue.models import Item
from tongban.exchange.models import DemoParcel
from tongban.people.models import Officer
from tongban.windows.models import Visit


def of_the_front(
    visit: Visit, case: Case, item: Item, clerk: Officer, now: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from elsewhere.things(visit, item, clerk=clerk, now=now)
    point, office = visit.window.service_point, case.matter.office
    yield "a shelf", {"point": point.pk}
    made = prepare_hand_over(way="inward", cases=[case], from_point=point, to_office=office, by=clerk, now=now)
    yield "a list of bags", {"pk": made.pk}
    batch = Batch(window=visit.window, version=case.version, brought_by="某学校", name="a.xlsx", by=clerk, at=now)
    batch.save()
    yield "a sheet of applications", {"pk": batch.pk}
    asked = ask_office(visit=visit, item=item, text="要不要公证？", by=clerk, now=now)
    yield "a question from a window", {"pk": asked.pk}
    label = {"receiver": "收", "address": "址", "phone": ""}
    parcel = DemoParcel.objects.create(number="YZ0000000001", key="parcel:1", label=label, taken_at=now)
    yield "a parcel", {"number": parcel.number}
