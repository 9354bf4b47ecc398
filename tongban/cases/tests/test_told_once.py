"""Somebody who asks at a window is told once, on paper, everything to bring; no case comes of it."""

import pytest
from django.test import Client
from django.urls import reverse

from tongban.cases.models import Case, ToldOnce
from tongban.cases.tests.conftest import Town
from tongban.documents.models import PrintedDocument
from tongban.windows.models import Visit


@pytest.mark.requirement("E22")
def test_what_to_bring_and_what_was_missing_today_is_printed_and_kept_with_the_visit(
    town: Town, clerk: Client, visit: Visit
) -> None:
    sheet = reverse("cases:window_item", args=[town.restaurant.code])
    answer = clerk.post(sheet, {"do": "told", "q-dishes": "hot", "seen-layout": "on"})
    assert answer["Location"] == reverse("cases:window")
    told = ToldOnce.objects.get()
    assert (told.visit, told.missing, told.by) == (visit, ["plan"], town.clerk)
    content = PrintedDocument.objects.get(kind="told_once").content
    assert [(line["paper"], line["state"]) for line in content["lines"]] == [
        ("布局流程图", "今天已带"),
        ("设备清单", "今天没有带"),
    ]
    assert not Case.objects.exists()
    desk = clerk.get(reverse("cases:window")).content.decode()
    assert "一次性告知单" in desk
    clerk.post(reverse("cases:end_visit"), {"outcome": "told_once"})
    assert Visit.objects.get(pk=visit.pk).outcome == "told_once"


def test_the_questions_have_to_be_answered_first(town: Town, clerk: Client, visit: Visit) -> None:
    sheet = reverse("cases:window_item", args=[town.restaurant.code])
    assert clerk.post(sheet, {"do": "told"}).status_code == 422
    assert not ToldOnce.objects.exists()
