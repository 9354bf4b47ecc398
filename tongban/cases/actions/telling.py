"""What the applicant hears, at the agreed moments only, in approved words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.models import (
    Case,
    Commitment,
    CorrectionNotice,
    Hearing,
    InterestedPerson,
    LaterDecision,
    PaperGap,
    VisitedCase,
)
from tongban.cases.queries.access import is_theirs
from tongban.cases.rules.later_acts import later_acts
from tongban.documents.rules.papers import day, moment
from tongban.exchange.actions import send_message
from tongban.kernel.moments import local_day
from tongban.matters.models import Extension, Matter, Pause

OUTCOMES = {
    rules.GRANTED: "已批准",
    rules.REFUSED: "这次没有批准",
    rules.NOT_NEEDED: "不需要办理许可",
    rules.REFUSED_ACCEPTANCE: "不予受理",
    rules.RETURNED: "申请已退回",
    rules.WITHDRAWN: "已按您的要求撤回",
    rules.LAPSED: "承诺补交的材料没有按期补来，视为撤回",
    rules.VOIDED: "收件凭证已作废，编号不再使用",
}
COLLECT = {
    "window": "请带身份证或查询码到窗口领取。",
    "download": "请登录后在“我的申请”下载。",
    "courier": "结果将邮寄给您。",
}
READ_MORE = "原因和下一步请见“我的申请”，也可凭编号和查询码查看。"


def tell_received(case: Case, *, now: datetime) -> None:
    answer_by = day(local_day(case.matter.due_at)) if case.matter.due_at else "5 个工作日内"
    _send(case, "receipt", {"query_code": case.matter.told_code(), "answer_by": answer_by}, now=now)


def tell_accepted(case: Case, *, now: datetime) -> None:
    assert case.matter.due_at  # from acceptance on, that of the promise
    _send(case, "accepted", {"due_on": day(local_day(case.matter.due_at))}, now=now)


def tell_accepted_with_gaps(case: Case, gaps: Sequence[PaperGap], *, now: datetime) -> None:
    assert case.matter.due_at  # from acceptance on, that of the promise
    values = {"due_on": day(local_day(case.matter.due_at)), **_what_lacks(gaps)}
    _send(case, "accepted_with_gaps", values, now=now)


def tell_gaps_left(case: Case, gaps: Sequence[PaperGap], *, now: datetime) -> None:
    _send(case, "gaps_left", _what_lacks(gaps), now=now, occasion=gaps[0].due_on.isoformat())


def tell_gaps_moved(case: Case, due_on: date, *, now: datetime) -> None:
    _send(case, "gaps_moved", {"answer_by": day(due_on)}, now=now, occasion=due_on.isoformat())


def tell_ordinary_way(case: Case, *, now: datetime) -> None:
    assert case.matter.due_at
    _send(case, "ordinary_way", {"due_on": day(local_day(case.matter.due_at))}, now=now)


def _what_lacks(gaps: Sequence[PaperGap]) -> dict[str, Any]:
    return {"papers": "、".join(gap.spec.name for gap in gaps), "answer_by": day(gaps[0].due_on)}


def tell_correction(notice: CorrectionNotice, *, now: datetime) -> None:
    names = "、".join(gap["name"] for gap in notice.gaps)
    values = {"count": len(notice.gaps), "papers": names, "answer_by": day(notice.due_on)}
    _send(notice.case, "correction_needed", values, now=now)


def tell_result(case: Case, *, now: datetime) -> None:
    outcome = case.matter.outcome
    collect = COLLECT[case.deliver_way] if outcome == rules.GRANTED else READ_MORE
    _send(case, "result_ready", {"outcome": OUTCOMES[outcome], "collect": collect}, now=now)


def tell_extended(case: Case, extension: Extension, *, now: datetime) -> None:
    due_on = day(local_day(extension.clock.due_at))
    values = {"amount": f"{extension.amount} 个工作日", "reason": extension.reason, "due_on": due_on}
    _send(case, "extended", values, now=now, occasion=str(extension.pk))


def tell_special_procedure(case: Case, pause: Pause, *, now: datetime) -> None:
    values = {"procedure": pause.kind, "expected": f"{pause.expected_days} 个工作日"}
    template = "special_procedure" if pause.stops else "procedure_that_counts"
    _send(case, template, values, now=now, occasion=str(pause.pk))


def tell_may_be_heard(hearing: Hearing, *, now: datetime) -> None:
    """Tell that nothing is decided until a day, and that one may ask to be heard until then or give it up."""
    _send(hearing.case, "may_be_heard", {"answer_by": day(hearing.request_by_on)}, now=now, occasion=str(hearing.pk))


def tell_hearing_moved(hearing: Hearing, *, now: datetime) -> None:
    occasion = f"{hearing.pk}:{hearing.request_by_on:%Y%m%d}"
    _send(hearing.case, "hearing_moved", {"answer_by": day(hearing.request_by_on)}, now=now, occasion=occasion)


def tell_interested(person: InterestedPerson, hearing: Hearing, template: str, *, now: datetime) -> None:
    """Tell somebody interested what concerns them of a hearing, where their telephone is known; the applicant does not
    read it among the messages of the case."""
    if not person.phone.text():
        return
    matter = hearing.case.matter
    values = {
        "item": matter.subject_title,
        "office": matter.office.name,
        "answer_by": day(person.request_by_on),
        "hold_by": day(hearing.hold_by_on) if hearing.hold_by_on else "",
        "when": moment(hearing.set_for) if hearing.set_for else "",
        "place": hearing.place,
    }
    key = f"{template}:{person.subject}:{hearing.set_for or person.request_by_on:%Y%m%d%H%M}:0"
    send_message(phone=person.phone, template=template, values=values, key=key, subject=person.subject, now=now)


def tell_site_visit(visited: VisitedCase, *, now: datetime) -> None:
    visit = visited.visit
    values = {"when": moment(visit.planned_for), "place": visit.place.clear()}
    _send(visited.case, "site_visit", values, now=now, occasion=f"{visit.pk}:{visit.times_postponed}")


def tell_uncollected(case: Case, *, now: datetime, occasion: str = "") -> None:
    result = case.version.elements.get("result", {}).get("name", "") or "办理结果"
    days = (now - (case.matter.decided_at or now)).days
    values = {"result": result, "place": case.matter.office.short_name, "days": days}
    _send(case, "not_collected", values, now=now, occasion=occasion)


def tell_later(later: LaterDecision, template: str, *, now: datetime) -> None:
    """Tell what is about to be done with a licence, or was done."""
    act = later_acts()[later.kind]
    values = {"act": act.name, "answer_by": day(later.answer_by) if later.answer_by else "", "result": _granted(later)}
    _send(later.case, template, values, now=now, occasion=str(later.pk))


def tell_ordered(commitment: Commitment, *, now: datetime) -> None:
    """Tell that a commitment was not kept, and until when it has to be made true."""
    assert commitment.order_due_on
    values = {"correct_by": day(commitment.order_due_on)}
    _send(commitment.case, "correction_ordered", values, now=now, occasion=str(commitment.pk))


def _granted(later: LaterDecision) -> str:
    return later.result.name if later.result else later.case.matter.subject_title


def _send(case: Case, template: str, values: dict[str, Any], *, now: datetime, occasion: str = "") -> None:
    """Tell the applicant, and whoever came and still may act for them.

    What can happen twice to a matter names its ``occasion``.
    """
    handler = case.matter.handler
    acts = handler is not None and is_theirs(case, handler, on=local_day(now))
    tell_parties(case.matter, template, values, handler_acts=acts, now=now, occasion=occasion)


def tell_parties(
    matter: Matter, template: str, values: dict[str, Any], *, handler_acts: bool, now: datetime, occasion: str = ""
) -> None:
    """Tell the party of a matter, and whoever came for them while they may (``handler_acts``)."""
    about = {"item": _named(matter), "number": matter.number, **values}
    key = ":".join(part for part in (template, matter.subject, occasion) if part)
    told: set[str] = set()
    handler = matter.handler if handler_acts else None
    for position, party in enumerate(party for party in (handler, matter.party) if party):
        number = party.phone.text()
        if number and number not in told:
            told.add(number)
            own_key = f"{key}:{position}"
            send_message(
                phone=party.phone, template=template, values=about, key=own_key, subject=matter.subject, now=now
            )


def _named(matter: Matter) -> str:
    """Name the item; where somebody came for the applicant, both of them too."""
    handler = matter.handler
    if handler is None or handler.pk == matter.party_id:
        return matter.subject_title
    return f"{matter.subject_title}（申请人：{matter.party.shown_name}，经办人：{handler.shown_name}）"
