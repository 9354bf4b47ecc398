"""What addresses of the time after a decision can name."""

from collections.abc import Iterator
from typing import Any

from tongban.cases.models import Case, RegulatorNotice, Result


def after_the_decision(decided: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a granted case leads to: its result, and the notice to the office that regulates."""
    yield "a result", {"pk": Result.objects.get(case=decided).pk, "purpose": "change"}
    yield "a notice to a regulator", {"pk": RegulatorNotice.objects.get(case=decided).pk}
