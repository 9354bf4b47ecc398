"""The front desk asks the back office while the citizen waits; both are on record with the visit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions.questions import answer_question, ask_office
from tongban.cases.actions.refusals import CannotAsk
from tongban.cases.models import Question
from tongban.cases.tests.at_window import DESK, received, sheet
from tongban.cases.tests.conftest import Town, signed_in
from tongban.windows.models import Visit


@pytest.mark.requirement("C01", "C13")
def test_a_question_is_answered_on_the_other_desk_while_somebody_waits(clerk: Client, visit: Visit, town: Town) -> None:
    item = town.restaurant
    page = clerk.get(sheet(item)).text
    ask = reverse("cases:ask_office", args=[item.code])
    assert ask in page
    answer = clerk.post(ask, {"text": "外摆桌椅要写进面积吗？", "next": sheet(item)})
    assert answer["Location"] == sheet(item)
    assert "等待答复" in clerk.get(reverse("cases:asked")).text

    back = signed_in(town.approver)
    waiting = back.get(reverse("cases:questions_to_answer"), headers={"HX-Request": "true"}).text
    assert "外摆桌椅" in waiting
    assert "有人在窗口等" in waiting
    question = Question.objects.get()
    back.post(reverse("cases:answer_question", args=[question.pk]), {"answer": "不用，只写室内。"})

    shown = clerk.get(reverse("cases:asked")).text
    assert "不用，只写室内。" in shown
    assert town.approver.name in shown
    question.refresh_from_db()
    assert (question.visit, question.asked_by, question.answered_by) == (visit, town.clerk, town.approver)
    assert question.waited_seconds is not None
    assert "外摆桌椅" in back.get(reverse("cases:questions_to_answer")).text


def test_a_question_about_a_case_of_the_visit_names_it(clerk: Client, visit: Visit, town: Town) -> None:
    case = received(clerk, town.restaurant)
    assert (
        reverse("cases:ask_office", args=[town.restaurant.code]) in clerk.get(f"{DESK}?case={case.matter.number}").text
    )
    clerk.post(reverse("cases:ask_office", args=[town.restaurant.code]), {"text": "缺平面图能先收吗？"})
    assert Question.objects.get().case == case


def test_not_without_words_not_twice_not_by_others_not_after_the_visit(visit: Visit, town: Town) -> None:
    now = timezone.now()
    how = {"visit": visit, "item": town.restaurant, "now": now}
    with pytest.raises(CannotAsk, match="question_without_words"):
        ask_office(**how, text=" ", by=town.clerk)
    with pytest.raises(CannotAsk, match="not_your_visit"):
        ask_office(**how, text="？", by=town.chief)
    question = ask_office(**how, text="要不要公证？", by=town.clerk)
    with pytest.raises(CannotAsk, match="not_your_office"):
        answer_question(question=question, answer="不用", by=town.clerk, now=now)
    with pytest.raises(CannotAsk, match="answer_without_words"):
        answer_question(question=question, answer="", by=town.approver, now=now)
    answered = answer_question(question=question, answer="不用", by=town.approver, now=now + timedelta(seconds=40))
    assert answered.waited_seconds == 40
    with pytest.raises(CannotAsk, match="question_answered_already"):
        answer_question(question=question, answer="要", by=town.approver, now=now)
    visit.ended_at, visit.outcome = now, "consultation"
    visit.save()
    with pytest.raises(CannotAsk, match="not_your_visit"):
        ask_office(**how, text="？", by=town.clerk)
