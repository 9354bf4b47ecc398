"""What a case of the demo city owes before it is decided: taxes are proved, fees charged and paid."""

from datetime import datetime

from tongban.cases.actions.fees import charge, keep_receipt, take_payment
from tongban.cases.actions.prerequisites import settle_prerequisite
from tongban.cases.models import Case
from tongban.people.models import Officer


def settle_what_is_owed(case: Case, *, by: Officer, now: datetime) -> None:
    for asked in case.prerequisites.filter(settled_at=None):
        settle_prerequisite(prerequisite=asked, proof=f"34{now:%Y%m%d}{asked.pk % 100000:05}", by=by, now=now)
    charges = (case.version.elements.get("fees") or {}).get("charges") or ()
    chosen = {each["name"]: (1, each["amount"]) for each in charges if each.get("amount")}
    if chosen:
        notice = charge(case=case, chosen=chosen, by=by, now=now)
        take_payment(notice=notice, reference=f"YZFS{notice.code}", amount=notice.amount, paid_at=now, now=now)
        keep_receipt(notice=notice, number=f"YZDP{notice.code[:10]}", now=now)
