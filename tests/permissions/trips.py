"""Site visits, special procedures and hearings, for the tables of permissions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tongban.cases.actions.hearing_rights import tell_hearing_right, tell_interested_person
from tongban.cases.actions.procedures import begin_procedure
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
    reviewed, chief = builder.under_review(), builder.officer("chief")
    why = {"expected_days": 10, "reason": "方案复杂", "basis": "行政许可法第四十五条"}
    review = begin_procedure(case=reviewed, kind="专家评审", **why, by=chief, now=builder.now)
    yield "a case in an expert review", {"number": reviewed.matter.number, "procedure": review.pk}
    heard = builder.under_review()
    hearing = tell_hearing_right(case=heard, matter_of="油烟影响", by=chief, now=builder.now)
    yield "a case whose hearing was told", {"number": heard.matter.number}
    upstairs = {"name": "钱七", "contact": "建设路 8 号"}
    person = tell_interested_person(hearing=hearing, **upstairs, by=chief, now=builder.now)
    yield "a notice of a hearing", {"pk": person.pk}
