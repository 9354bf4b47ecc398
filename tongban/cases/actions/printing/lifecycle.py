"""The papers that a case gives rise to: what each of them says is frozen at the moment of the act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.actions.printing.base import about, day_if_any, day_of, issue, law_named, lines_in, remedies
from tongban.cases.models import Case, CorrectionNotice, Decision, Delivery, Paper, Result
from tongban.cases.rules.renewals import SILENCE
from tongban.catalogue.rules.limits import Limit
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.moments import local_day
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock, Extension, Pause, Step
from tongban.people.models import Office, Party

LICENSING_LAW = "《中华人民共和国行政许可法》"
CHANNELS = {"web": "网上申请", "app": "掌上申请", "window": "窗口", "terminal": "自助终端", "post": "邮寄"}
OPINIONS = {"agree": "同意", "object": "不同意", rules.GRANTED: "准予", rules.REFUSED: "不予许可"}
CHECKED_BY = {"code": "查询码核验", "identity": "身份证核验", "account": "账号登录核验", "courier": "快递签收"}
DECLARATION = "本申请表所填内容和所交材料真实、合法、有效，如有虚假，愿意承担相应的法律责任。"
WAYS = {"window": "窗口领取", "download": "网上下载", "courier": "邮寄"}


def print_receipt(case: Case, given: Iterable[Paper], *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 收件凭证: what was handed in, the number and the query code."""
    matter, agent = case.matter, agent_of(case)
    paper = papers.ReceiptPaper(
        **about(case),
        query_code=matter.told_code(),
        party_identity=str(matter.party.identity),
        handler=agent.name.clear() if agent else "",
        handler_identity=str(agent.identity) if agent else "",
        authorisation=_authorisation(case),
        channel=channel_in_words(case),
        received_at=now,
        answer_by=day_if_any(matter.due_at),
        papers=paper_lines(sorted(given, key=lambda paper: (paper.spec.position, paper.pk))),
    )
    return issue(case, paper, by=by, now=now)


def print_application_form(
    case: Case, *, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]], by: Acting, now: datetime
) -> PrintedDocument:
    """Print 申请表 with what was filled in, for the applicant or whoever came to read and sign.

    ``sections`` are titles with their labelled answers, as ``queries.answers`` puts them, in clear.
    """
    paper = papers.ApplicationForm(
        **about(case),
        sections=tuple(
            papers.FormSection(
                title=title, lines=tuple(papers.FormLine(label=label, value=text) for label, text in lines)
            )
            for title, lines in sections
        ),
        declaration=DECLARATION,
    )
    printed = (
        PrintedDocument.objects.filter(subject=case.matter.subject, kind=paper.kind).order_by("-at", "-pk").first()
    )
    if printed and printed.content == paper.as_data():
        return printed
    return issue(case, paper, by=by, now=now)


def print_acceptance_notice(case: Case, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 受理通知书, with the last day of the promise and of the law."""
    version, matter = case.version, case.matter
    clocks = {clock.kind: clock for clock in matter.clocks.filter(step=None)}
    promised, statutory = clocks[Clock.Kind.PROMISED], clocks.get(Clock.Kind.STATUTORY)
    paper = papers.AcceptanceNotice(
        **about(case),
        received_on=local_day(matter.received_at),
        accepted_on=day_of(matter.accepted_at),
        promised_limit=promised_words(case, promised),
        promised_due_on=local_day(promised.due_at),
        statutory_limit=str(version.statutory_limit or ""),
        statutory_due_on=local_day(statutory.due_at) if statutory else None,
        is_provisional=promised.is_provisional or bool(statutory and statutory.is_provisional),
        basis=(f"{LICENSING_LAW}第三十二条第一款第（五）项",),
        result=version.elements.get("result", {}).get("name", ""),
        is_deemed=case.is_deemed_accepted,
    )
    return issue(case, paper, by=by, now=now)


def promised_words(case: Case, clock: Clock) -> str:
    """Return how long was promised on the terms of this case: on a commitment, and for an instant item, no time."""
    own = case.version.promised_limit
    if not clock.amount:
        return "当场办结"
    return str(own if clock.amount == own.amount else Limit(clock.amount, clock.unit))


def print_correction_notice(notice: CorrectionNotice, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 补正材料一次性告知书: everything, once."""
    case = notice.case
    paper = papers.CorrectionNotice(
        **about(case),
        received_on=local_day(case.matter.received_at),
        lines=tuple(papers.CorrectionLine(paper=gap["name"], problem=gap["what"]) for gap in notice.gaps),
        answer_by=notice.due_on,
        consequence="逾期未补正的，申请将退回；备齐材料后可以重新申请。",
        how="可登录后在“我的申请”补交，或送到任一受理窗口。",
        basis=(f"{LICENSING_LAW}第三十二条第一款第（四）项",),
    )
    return issue(case, paper, by=by, now=now)


def print_turning_away(
    case: Case, *, ground: str, reasons: str, right_office: Office | None, by: Acting, now: datetime
) -> PrintedDocument:
    """Print 不受理告知书 or 不予受理决定书, whichever the outcome calls for."""
    shared: dict[str, Any] = {
        **about(case),
        "received_on": local_day(case.matter.received_at),
        "reasons": lines_in(reasons),
        "remedies": remedies(case),
    }
    if case.matter.outcome == rules.NOT_NEEDED:
        basis = (f"{LICENSING_LAW}第三十二条第一款第（一）项",)
        return issue(case, papers.NotNeededNotice(**shared, basis=basis), by=by, now=now)
    if ground == rules.FALSE_PAPERS:
        paper = papers.AcceptanceRefusal(
            **shared, basis=(f"{LICENSING_LAW}第七十八条",), warning="依法给予警告，请如实提交申请材料。"
        )
        return issue(case, paper, by=by, now=now)
    paper = papers.AcceptanceRefusal(
        **shared,
        basis=(f"{LICENSING_LAW}第三十二条第一款第（二）项",),
        right_office=right_office.name if right_office else "",
        right_office_contact=right_office.phone if right_office else "",
    )
    return issue(case, paper, by=by, now=now)


def print_decision(decision: Decision, *, result: Result | None, by: Acting, now: datetime) -> PrintedDocument:
    """Print the decision: granted, or refused with reasons and remedies (行政许可法 art. 38)."""
    case = decision.case
    elements = case.version.elements
    basis = tuple(law_named(law) for law in elements.get("legal_bases", ()))
    if decision.outcome == rules.REFUSED:
        paper = papers.RefusalDecision(
            **about(case),
            accepted_on=day_of(case.matter.accepted_at),
            reasons=lines_in(decision.reasons),
            basis=basis,
            advice="改正后可以重新申请。",
            remedies=remedies(case),
        )
        return issue(case, paper, by=by, now=now)
    described = elements.get("result", {})
    granted = papers.GrantDecision(
        **about(case),
        accepted_on=day_of(case.matter.accepted_at),
        findings="您（单位）提出的申请符合法定条件、标准",
        deemed=_deemed(result) if decision.by_id is None and result else "",
        basis=basis,
        granted=case.handling_item.name if case.handling_item else case.version.title,
        licence=_licence(result) if result else described.get("name", ""),
        valid=_valid(result) if result and result.valid_until else described.get("validity", ""),
        delivery=WAYS[case.deliver_way],
        publicity="本决定依法公开，公众有权查阅（行政许可法第四十条）。",
        remedies=remedies(case),
    )
    return issue(case, granted, by=by, now=now)


def print_approval_sheet(case: Case, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 审批表: the inside paper with every opinion."""
    matter, agent = case.matter, agent_of(case)
    clocks = {clock.kind: clock for clock in matter.clocks.filter(step=None)}
    done = matter.steps.filter(state=Step.State.DONE, is_superseded=False)
    paper = papers.ApprovalSheet(
        **about(case),
        party_identity=str(matter.party.identity),
        handler=agent.name.clear() if agent else "",
        channel=channel_in_words(case),
        received_at=matter.received_at,
        accepted_at=matter.accepted_at,
        promised_due_on=day_if_any(clocks[Clock.Kind.PROMISED].due_at),
        statutory_due_on=day_if_any(clocks[Clock.Kind.STATUTORY].due_at) if Clock.Kind.STATUTORY in clocks else None,
        papers=paper_lines(case.papers.select_related("spec").order_by("spec__position", "pk")),
        opinions=tuple(
            papers.Opinion(
                step=step.name,
                office=step.office.short_name,
                officer=step.closed_by.name if step.closed_by else "",
                outcome=OPINIONS.get(step.outcome, step.outcome),
                text=step.opinion,
                at=step.closed_at or now,
            )
            for step in done.select_related("office", "closed_by").order_by("wave", "pk")
        ),
        decision=OPINIONS.get(matter.outcome, ""),
        decided_at=matter.decided_at,
    )
    return issue(case, paper, by=by, now=now, subject=case.inside)


def print_delivery_receipt(delivery: Delivery, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 送达回证: what was handed over, to whom, how it was checked."""
    case = delivery.case
    result = case.version.elements.get("result", {}).get("name", "") or "办理结果"
    documents = PrintedDocument.objects.filter(pk__in=Decision.objects.filter(case=case).values("document"))
    is_own = delivery.to_id == case.matter.party_id
    paper = papers.DeliveryReceipt(
        **about(case),
        lines=(
            *(papers.DeliveredLine(name=document.title, number=document.number) for document in documents),
            *([papers.DeliveredLine(name=result)] if case.matter.outcome == rules.GRANTED else []),
        ),
        receiver=delivery.to.name.clear(),
        receiver_identity=str(delivery.to.identity),
        relation="本人" if is_own else "经办人（已核验授权）",
        method=WAYS[delivery.way],
        checked_by=CHECKED_BY[delivery.checked_by],
        delivered_at=now,
        served_by=delivery.by.name if delivery.by else "",
    )
    return issue(case, paper, by=by, now=now)


def print_withdrawal(case: Case, *, reason: str, requested_by: Party, by: Acting, now: datetime) -> PrintedDocument:
    """Print 撤回申请确认书."""
    kept = case.papers.filter(original_kept=True).select_related("spec")
    paper = papers.WithdrawalConfirmation(
        **about(case),
        received_on=local_day(case.matter.received_at),
        withdrawn_at=now,
        requested_by=requested_by.name.clear(),
        reason=reason,
        returned=tuple(given.spec.name for given in kept),
        advice="您可以随时重新申请。",
    )
    return issue(case, paper, by=by, now=now)


def print_extension(case: Case, extension: Extension, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 延期办理告知书: why more time is needed, and the new last day (行政许可法 art. 42)."""
    paper = papers.ExtensionNotice(
        **about(case),
        accepted_on=day_of(case.matter.accepted_at),
        amount=f"{extension.amount} 个工作日",
        reason=extension.reason,
        basis=(extension.basis,),
        approved_by="本机关负责人",
        new_due_on=local_day(extension.clock.due_at),
        is_provisional=extension.clock.is_provisional,
    )
    return issue(case, paper, by=by, now=now)


def print_special_procedure(case: Case, pause: Pause, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 特别程序告知书: what is going on, how long it takes, and that it does not count (art. 45)."""
    paper = papers.SpecialProcedureNotice(
        **about(case),
        accepted_on=day_of(case.matter.accepted_at),
        procedure=pause.kind,
        began_on=pause.from_on,
        expected=f"{pause.expected_days} 个工作日",
        reason=pause.reason,
        basis=(pause.basis,),
        note="上述时间不计算在办理期限内。" if pause.stops else "上述时间计入办理期限，办结日不变。",
    )
    return issue(case, paper, by=by, now=now)


def paper_lines(given: Iterable[Paper]) -> tuple[papers.PaperLine, ...]:
    """One line for each paper that was asked, however many files it came in; its pages add up."""
    lines: dict[int, papers.PaperLine] = {}
    for paper in given:
        line = _line(paper)
        known = lines.get(paper.spec_id)
        lines[paper.spec_id] = replace(known, pages=known.pages + line.pages) if known else line
    return tuple(lines.values())


def _line(given: Paper) -> papers.PaperLine:
    if given.original_kept:
        form = "original_kept"
    elif given.copy_kept:
        form = "copy_kept"
    else:
        form = "original_seen" if given.original_seen else "electronic"
    return papers.PaperLine(name=given.spec.name, form=form, pages=given.pages)


def agent_of(case: Case) -> Party | None:
    """Return who came for the applicant; nobody if they came themselves."""
    handler = case.matter.handler
    return handler if handler and handler.pk != case.matter.party_id else None


def _authorisation(case: Case) -> str:
    given = case.authorisation
    if given is None:
        return ""
    until = papers.day(given.until) if given.until else "长期"
    return f"{given.scope}（{papers.day(given.since)}至{until}）"


def channel_in_words(case: Case) -> str:
    name = CHANNELS.get(case.matter.channel, case.matter.channel)
    if case.visit is None:
        return name
    window = case.visit.window
    return f"{name}（{window.service_point.name} {window.number} 号窗口）"


def _licence(result: Result) -> str:
    edition = f"（第 {result.edition} 版）" if result.edition > 1 else ""
    return f"{result.name}，编号 {result.number}{edition}"


def _deemed(result: Result) -> str:
    """Say that nobody decided before the term ended, and what that means."""
    assert result.previous
    assert result.previous.valid_until
    ended = papers.day(result.previous.valid_until).partition("（")[0]
    return f"在许可有效期届满（{ended}）前没有作出是否准予延续的决定，依照{SILENCE}，视为准予延续。"


def _valid(result: Result) -> str:
    assert result.valid_until
    return "至".join(papers.day(each).partition("（")[0] for each in (result.valid_from, result.valid_until))
