"""A notice to pay, a payment that has to go back, and what comes first, of a case under review."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.cases.actions.fees import charge, take_payment
from tongban.cases.actions.prerequisites import ask_prerequisites
from tongban.cases.models import Case
from tongban.exchange.models import DemoOrder


def things(case: Case, *, clerk: Any, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the addresses of fees name."""
    about = {"number": case.matter.number}
    fees = {"charges": [{"name": "登记费", "standard": "80 元/件", "basis": "示例"}]}
    first = [{"code": "deed_tax", "name": "契税完税凭证", "basis": "契税法第十一条"}]
    case.version.elements = case.version.elements | {"fees": fees, "prerequisites": first}
    notice = charge(case=case, chosen={"登记费": (1, 8000)}, by=clerk, now=now)
    DemoOrder.objects.create(code=notice.code, title="登记费", amount=8000, ordered_at=now)
    paid = take_payment(notice=notice, reference="P1", amount=7999, paid_at=now, now=now)
    [asked] = ask_prerequisites(case=case, now=now)
    yield "a notice to pay", {**about, "code": notice.code}
    yield "a payment", {**about, "payment": paid.pk}
    yield "a refund that waits", {**about, "pk": paid.refund.pk, "refund": paid.refund.pk}
    yield "what comes first", {**about, "pk": asked.pk, "code": asked.code}
