"""What officers do outside the house, for the tables of permissions: a site visit that the reviewer goes on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tongban.cases.actions.site_visits import plan_site_visit


def trips(builder: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    case = builder.under_review()
    step = case.matter.steps.select_related("office").get(code="review")
    visit = plan_site_visit(
        office=step.office,
        cases=[(case, step)],
        officers=[builder.officer("reviewer"), builder.officer("chief")],
        planned_for=builder.now + timedelta(days=1),
        place="建设路 8 号",
        by=builder.officer("reviewer"),
        now=builder.now,
    )
    yield "a site visit of the reviewer", {"pk": visit.pk, "visited": visit.cases.get().pk}
