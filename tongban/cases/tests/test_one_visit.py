"""One visit, several items: one set of papers, one form to sign, one receipt; the front never approves."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tongban.cases.actions import decide_case
from tongban.cases.actions.deciding import CannotDecide
from tongban.cases.actions.desk_papers import print_form_of_visit, print_receipt_of_visit
from tongban.cases.models import Case, Paper
from tongban.cases.queries.window import shown_in
from tongban.cases.tests.at_window import DESK, published_anew, received, sheet
from tongban.cases.tests.conftest import Town
from tongban.catalogue.models import PaperKind
from tongban.documents.models import PrintedDocument
from tongban.documents.queries import render
from tongban.kernel.moments import local_day
from tongban.people.queries import powers_at
from tongban.windows.models import Visit

SHARED = {"seen-layout": "on", "copy-layout": "on", "pages-layout": "3"}


def text_of(document: PrintedDocument) -> str:
    pages = PdfReader(io.BytesIO(render(document))).pages
    return re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in pages))


@pytest.fixture
def two(clerk: Client, visit: Visit, town: Town) -> list[Case]:
    first = received(clerk, town.restaurant, **{"seen-plan": "on"})
    second = received(clerk, town.signboard, **{"seen-drawing": "on"})
    return [first, second]


@pytest.mark.requirement("C03", "C13")
def test_a_paper_of_the_same_kind_is_asked_once_in_a_visit_whatever_it_is_called(
    clerk: Client, visit: Visit, town: Town
) -> None:
    kind = PaperKind.objects.create(code="shop-photo", name="店铺照片")
    published_anew(town.signboard, paper="门头照片", kind=kind)
    published_anew(town.restaurant, paper="店铺外景", kind=kind)

    received(clerk, town.restaurant, **{"seen-drawing": "on", "pages-drawing": "3"})
    page = clerk.get(sheet(town.signboard)).text
    assert re.search(r'<option value="\d+" selected>店铺外景（食品经营许可）', page)
    own = received(clerk, town.signboard)
    shared = Paper.objects.get(case=own)
    assert (shared.spec.code, shared.original_seen, shared.pages) == ("drawing", True, 3)
    assert [each.name for each in shown_in(visit)] == ["店铺外景"]


@pytest.mark.requirement("C03")
def test_one_receipt_has_a_line_for_each_application_and_one_set_of_papers(
    clerk: Client, visit: Visit, two: list[Case]
) -> None:
    answer = clerk.post(reverse("cases:visit_receipt"))
    assert clerk.post(reverse("cases:visit_receipt"))["Location"] == answer["Location"]  # unchanged: the same paper
    receipt = PrintedDocument.objects.get(kind="visit_receipt")
    text = text_of(receipt)
    for case in two:
        assert case.matter.number in text
        assert case.matter.told_code() in text
    assert [line["name"] for line in receipt.content["papers"]] == ["布局流程图", "设备清单", "效果图"]
    assert clerk.get(answer["Location"])["Content-Type"] == "application/pdf"


@pytest.mark.requirement("C03")
def test_one_form_is_signed_for_all_and_says_once_what_they_share(clerk: Client, visit: Visit, two: list[Case]) -> None:
    clerk.post(reverse("cases:visit_form"))
    form = PrintedDocument.objects.get(kind="joint_form").content
    assert form["sections"][0]["lines"] == [
        {"label": "字号", "value": "云味小馆"},
        {"label": "面积", "value": "120 平方米"},
    ]
    assert len(form["items"]) == 2


def test_nothing_is_printed_for_a_visit_without_an_application(clerk: Client, visit: Visit) -> None:
    for name in ("visit_receipt", "visit_form"):
        assert clerk.post(reverse(f"cases:{name}"))["Location"] == DESK
    assert not PrintedDocument.objects.filter(kind__in=["visit_receipt", "joint_form"]).exists()


def test_a_case_knows_at_which_service_point_it_came_in(two: list[Case], visit: Visit) -> None:
    assert {case.service_point_id for case in Case.objects.all()} == {visit.window.service_point_id}


def test_the_bag_has_a_label_with_the_number_that_only_officers_read(clerk: Client, two: list[Case]) -> None:
    answer = clerk.post(reverse("cases:bag_label", args=[two[0].matter.number]))
    label = PrintedDocument.objects.get(kind="bag_label")
    assert label.subject == two[0].inside
    assert two[0].matter.number in text_of(label)
    assert clerk.get(answer["Location"]).status_code == 200
    assert Client().get(answer["Location"]).status_code != 200


@pytest.mark.requirement("C01")
def test_the_front_desk_is_offered_no_decision_and_may_make_none(clerk: Client, town: Town, two: list[Case]) -> None:
    case = two[0]
    clerk.post(reverse("cases:accept", args=[case.matter.number]))
    page = clerk.get(f"{DESK}?case={case.matter.number}").text
    matter = clerk.get(reverse("matters:matter", args=[case.matter.number])).text
    for name in ("decide", "opinion"):
        address = reverse(f"cases:{name}", args=[case.matter.number, *([1] if name == "opinion" else [])])
        assert address.rpartition("steps")[0] + "decide/" not in page + matter
    assert clerk.post(reverse("cases:decide", args=[case.matter.number]), {"outcome": "granted"}).status_code == 403
    case = Case.objects.select_related("matter__office", "version__item").get(pk=case.pk)
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome="granted", reasons="", by=town.clerk, now=timezone.now())
    assert {"no_power", "outside_mandate"} & {each.code for each in refused.value.obstacles}


@pytest.mark.requirement("C01")
def test_the_back_office_is_offered_no_acceptance_and_may_make_none(town: Town, two: list[Case]) -> None:
    case, client = two[0], Client()
    for officer in (town.approver, town.market_reviewer, town.streets_reviewer):
        assert officer.account
        client.force_login(officer.account)
        page = client.get(reverse("matters:matter", args=[case.matter.number]))
        assert reverse("cases:accept", args=[case.matter.number]) not in page.text
        assert client.post(reverse("cases:accept", args=[case.matter.number])).status_code in (403, 404)
        powers = powers_at(officer, office=officer.office, on=local_day(timezone.now()))
        assert not powers & {"receive", "accept", "deliver"}
    case.matter.refresh_from_db()
    assert case.matter.state == "received"


def test_printing_without_a_page_is_the_same_act(visit: Visit, two: list[Case], town: Town) -> None:
    now = timezone.now()
    first = print_receipt_of_visit(visit=visit, by=town.clerk, now=now)
    assert print_form_of_visit(visit=visit, by=town.clerk, now=now).number != first.number
