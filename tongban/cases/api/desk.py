"""What an office's own system does with an application: read it, accept or refuse it, tell once, decide, deliver."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from tongban.cases import actions, rules
from tongban.cases.api.shapes import DOCUMENT, PAPER, DocumentOut, PaperOut
from tongban.cases.api.told import document_out, papers_out
from tongban.cases.models import Case
from tongban.cases.queries.answers import Answered, answered, situation_of
from tongban.cases.queries.desk import case_of, other_offices, who_came
from tongban.cases.queries.papers import asked_of, missing_from, papers_of
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.matters.api.reading import MatterOut, matter_out
from tongban.matters.api.shapes import StepOut
from tongban.matters.api.steps import complete_if_unchanged
from tongban.matters.models import Step
from tongban.matters.queries import matter_seen
from tongban.people.api import CallRequest, Key, officer
from tongban.ui.api.problems import Turned, problems
from tongban.ui.api.schemas import shown_by, taken_as
from tongban.ui.api.versions import IF_MATCH

router = Router(tags=["decisions"])
ONE = "/matters/{number}"
ACTING: dict[str, Any] = {"response": {200: MatterOut, **problems(404, 409)}, "auth": Key("work:act")}
ANSWER = {"name": "name", "label": "字号", "text": "云味小馆", "is_personal": False}


class AnswerOut(Schema):
    """One answer of the form; a personal value is masked, and can be revealed by its name."""

    name: str
    label: str
    text: str
    is_personal: bool


class SectionOut(Schema):
    title: str
    answers: list[AnswerOut]


class ApplicationOut(Schema):
    """What was applied for: the situation, the form, the papers."""

    model_config = shown_by(
        {
            "number": "990100-260427-000042-7",
            "situation": [{**ANSWER, "name": "dishes", "label": "做什么？", "text": "hot"}],
            "sections": [{"title": "店铺", "answers": [ANSWER]}],
            "papers": [PAPER],
            "missing": ["设备清单"],
            "documents": [DOCUMENT],
        }
    )

    number: str
    situation: list[AnswerOut]
    sections: list[SectionOut]
    papers: list[PaperOut]
    missing: list[str]
    documents: list[DocumentOut]


class RevealIn(Schema):
    model_config = taken_as({"purpose": "核对联系方式"})

    purpose: str = Field(min_length=1, max_length=100, description="Stands in the journal")


class RevealedOut(Schema):
    model_config = shown_by({"field": "phone", "value": "19900000001"})

    field: str
    value: str


class GapIn(Schema):
    about: str = Field(max_length=40, description="Code of a paper that is asked, or `form`")
    what: str = Field(max_length=300, description="What is wrong with it, and how to mend it")


class NoticeIn(Schema):
    model_config = taken_as({"gaps": [{"about": "layout", "what": "看不清，请重新拍照"}]})

    gaps: list[GapIn] = Field(min_length=1, max_length=60)


class OpinionIn(Schema):
    model_config = taken_as({"outcome": "agree", "opinion": "现场核查符合要求"})

    outcome: Literal["agree", "object"]
    opinion: str = Field("", max_length=2000, description="An objection says why")


class DecisionIn(Schema):
    model_config = taken_as({"outcome": "granted", "reasons": ""})

    outcome: Literal["granted", "refused"]
    reasons: str = Field("", max_length=2000, description="A refusal says why (行政许可法 art. 38), one line each")
    discretion_reason: str = Field("", max_length=2000, description="Why it leaves the rule of discretion, if it does")


class AcceptanceRefusalIn(Schema):
    model_config = taken_as(
        {"ground": rules.OUTSIDE_POWER, "right_office": "11990100091000023G", "reasons": "属于城市管理部门职权"}
    )

    ground: Literal["not_needed", "outside_power", "false_papers"] = Field(
        description="No licence is needed (art. 32(1)); outside our power (art. 32(2)); false papers (art. 78)"
    )
    right_office: str | None = Field(
        None, max_length=18, description="Credit code of the office to apply to; must be given if outside our power"
    )
    reasons: str = Field(min_length=1, max_length=2000, description="One line each; stand in the notice")


class DeliveryIn(Schema):
    model_config = taken_as({"query_code": "K7M3XQ2A"})

    query_code: str = Field(max_length=12, description="查询码, from the receipt of whoever came")


@router.get(
    f"{ONE}/application",
    response={200: ApplicationOut, **problems(404)},
    auth=Key("work:read"),
    summary="Read an application",
)
def read_application(request: CallRequest, number: str) -> ApplicationOut:
    """What was filled in and handed in, and what was issued. Personal values are masked."""
    case, language = case_for(request, number), get_language() or "zh-hans"
    papers = papers_of(case)
    return ApplicationOut(
        number=case.matter.number,
        situation=_answers(situation_of(case.version.questions, case.answers, language=language)),
        sections=[
            SectionOut(title=title, answers=_answers(section)) for title, section in answered(case, language=language)
        ],
        papers=papers_out(papers),
        missing=[paper.name for paper in missing_from(case, papers)],
        documents=[document_out(document) for document in documents_of(case.matter.subject)],
    )


@router.post(
    f"{ONE}/answers/{{field}}/reveal",
    response={200: RevealedOut, **problems(404, 409)},
    auth=Key("personal:read"),
    summary="See a personal value",
)
def reveal(request: CallRequest, number: str, field: str, data: RevealIn) -> RevealedOut:
    """One answer in clear. Who looked, and what for, stands in the journal."""
    value = actions.reveal_answer(
        case=case_for(request, number), field=field, purpose=data.purpose, by=officer(request), now=timezone.now()
    )
    return RevealedOut(field=field, value=value)


@router.post(f"{ONE}/acceptance", **ACTING, summary="Accept")
def accept(request: CallRequest, number: str) -> MatterOut:
    """Take the application on (受理): the clocks of promise and law start, the review begins."""
    return _act(request, number, lambda case, now: actions.accept_case(case=case, by=officer(request), now=now))


@router.post(f"{ONE}/correction-notice", **ACTING, summary="Tell once what is missing")
def notify(request: CallRequest, number: str, data: NoticeIn) -> MatterOut:
    """Everything that is missing or wrong, in one notice (一次性告知); there is no second."""

    def act(case: Case, now: datetime) -> None:
        names = {rules.FORM: "申请表"} | {paper.code: paper.name for paper in asked_of(case.version, case.answers)}
        if unknown := [gap.about for gap in data.gaps if gap.about not in names]:
            raise Turned(422, *(Obstacle("paper_not_asked", code) for code in unknown))
        gaps = [rules.Gap(gap.about, names[gap.about], gap.what) for gap in data.gaps]
        actions.notify_correction(case=case, gaps=gaps, by=officer(request), now=now)

    return _act(request, number, act)


@router.post(f"{ONE}/acceptance-refusal", **ACTING, summary="Turn away")
def turn_away(request: CallRequest, number: str, data: AcceptanceRefusalIn) -> MatterOut:
    """Say that no licence is needed (不受理), or refuse to take the application on (不予受理). It ends the case."""

    def act(case: Case, now: datetime) -> None:
        by = officer(request)
        if data.ground == rules.NOT_NEEDED:
            actions.say_not_needed(case=case, reasons=data.reasons, by=by, now=now)
            return
        right = other_offices(case).filter(uscc=data.right_office).first() if data.right_office else None
        if data.right_office and right is None:
            raise Turned(422, Obstacle("office_unknown", data.right_office))
        actions.refuse_acceptance(
            case=case, ground=data.ground, reasons=data.reasons, right_office=right, by=by, now=now
        )

    return _act(request, number, act)


@router.post(f"{ONE}/instant-decision", **ACTING, summary="Accept and grant at once")
def decide_instantly(request: CallRequest, number: str) -> MatterOut:
    """Accept and grant on the spot (即办), where the item lets one officer do both."""
    return _act(request, number, lambda case, now: actions.decide_instantly(case=case, by=officer(request), now=now))


@router.post(
    f"{ONE}/steps/{{step}}/opinion",
    response={200: StepOut, **problems(404, 409, 412, 428)},
    auth=Key("work:act"),
    openapi_extra={"parameters": [IF_MATCH]},
    summary="Give an opinion",
)
def give_opinion(request: CallRequest, number: str, step: str, data: OpinionIn, response: HttpResponse) -> StepOut:
    """End one office's review of a case (审查意见); the last of a wave opens the next."""

    def act(own: Step, now: datetime) -> None:
        case_for(request, number)
        actions.give_opinion(step=own, **data.model_dump(), by=officer(request), now=now)

    return complete_if_unchanged(request, number, step, response, act)


@router.post(f"{ONE}/decision", **ACTING, summary="Decide")
def decide(request: CallRequest, number: str, data: DecisionIn) -> MatterOut:
    """Grant or refuse (决定). Needs an approval post, and nobody decides what they accepted."""

    def act(case: Case, now: datetime) -> None:
        actions.decide_case(case=case, **data.model_dump(), by=officer(request), now=now)

    return _act(request, number, act)


@router.post(f"{ONE}/delivery", **ACTING, summary="Hand the result over")
def deliver(request: CallRequest, number: str, data: DeliveryIn) -> MatterOut:
    """Give the result to whoever came with the query code (送达). It ends the case."""

    def act(case: Case, now: datetime) -> None:
        to, by = who_came(case), officer(request)
        actions.deliver_by_code(case=case, code=data.query_code, to=to, by=by, now=now)

    return _act(request, number, act)


def case_for(request: CallRequest, number: str) -> Case:
    matter = matter_seen(number, officer=officer(request), on=local_day(timezone.now()))
    case = case_of(matter) if matter else None
    if matter is None or case is None:
        raise Http404
    case.matter = matter
    return case


def _act(request: CallRequest, number: str, act: Callable[[Case, datetime], Any]) -> MatterOut:
    now = timezone.now()
    act(case_for(request, number), now)
    return matter_out(case_for(request, number).matter, now)


def _answers(given: list[Answered]) -> list[AnswerOut]:
    return [AnswerOut.from_orm(each) for each in given]
