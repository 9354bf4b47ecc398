"""One's own applications: where they stand, correcting, withdrawing, taking the result."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.actions import accept_case, decide_case, give_opinion, notify_correction, refuse_acceptance
from tongban.cases.models import Case
from tongban.cases.rules import Gap
from tongban.cases.tests.conftest import FORM, PDF, Town, make_citizen, signed_in
from tongban.documents.models import StoredFile
from tongban.matters.models import Matter

LAYOUT, PLAN = Gap("layout", "布局流程图", "没有标尺寸"), Gap("plan", "设备清单", "缺少排烟设备")
TYPED = Gap("form", "申请表", "店名与营业执照不一致")


def page(name: str, case: Case) -> str:
    return reverse(f"cases:{name}", args=[case.matter.number])


def pdf(more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("图.pdf", PDF + more, "application/pdf")


def told(town: Town, *gaps: Gap) -> Case:
    case = town.case(now=timezone.now())
    notify_correction(case=case, gaps=gaps, by=town.clerk, now=timezone.now())
    return case


def decided(town: Town, outcome: str = "granted") -> Case:
    now = timezone.now()
    case = accept_case(case=town.case(now=now), by=town.clerk, now=now)
    for code, officer in (("visit", town.market_reviewer), ("drain", town.streets_reviewer)):
        give_opinion(step=case.matter.steps.get(code=code), outcome="agree", opinion="", by=officer, now=now)
    reasons = "油烟直排居民楼" if outcome == "refused" else ""
    return decide_case(case=case, outcome=outcome, reasons=reasons, by=town.approver, now=now).case


def state(case: Case) -> tuple[str, str]:
    matter = Matter.objects.get(pk=case.matter_id)
    return matter.state, matter.outcome


@pytest.fixture
def citizen(town: Town) -> Client:
    return signed_in(town.account)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_has_nothing_yet_is_shown_where_to_begin(citizen: Client) -> None:
    text = text_of(citizen, reverse("cases:own"))
    assert "还没有申请" in text
    assert 'href="/items/"' in text


def test_the_list_of_ones_own_takes_as_many_queries_for_many_as_for_one(town: Town, citizen: Client) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            town.case(now=timezone.now())
        town.draft(now=timezone.now())
        citizen.get(reverse("cases:own"))
        with CaptureQueriesContext(connection) as queries:
            assert "食品经营许可" in text_of(citizen, reverse("cases:own"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_the_page_of_an_application_takes_few_queries(
    town: Town, citizen: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = decided(town)
    with django_assert_max_num_queries(25):
        citizen.get(page("mine", case))


def test_the_receipt_stays_at_its_address(town: Town, citizen: Client) -> None:
    case = town.case(now=timezone.now())
    text = text_of(citizen, page("handed_in", case))
    assert case.matter.number in text
    assert case.matter.told_code() in text
    assert "收件凭证" in text


def test_each_state_is_told_in_ones_own_words(town: Town, citizen: Client) -> None:
    now = timezone.now()
    case = town.case(now=now)
    assert "正在核对材料" in text_of(citizen, page("mine", case))
    accept_case(case=case, by=town.clerk, now=now)
    text = text_of(citizen, page("mine", case))
    assert "云州市市场监督管理局现场核查" in text
    assert "为什么是这一天" in text
    assert town.market_reviewer.name not in text  # office and act, never an officer's name


@pytest.mark.parametrize("name", ["mine", "handed_in", "correct_own"])
def test_somebody_elses_application_is_not_found(town: Town, name: str) -> None:
    case = town.case(now=timezone.now())
    other = make_citizen("19900000009", "别人", sequence=31)
    assert other.account
    assert signed_in(other.account).get(page(name, case)).status_code == 404
    assert Client().get(page(name, case)).status_code == 302


@pytest.mark.parametrize("name", ["withdraw", "take"])
def test_nobody_else_acts_for_the_applicant(town: Town, name: str) -> None:
    case = decided(town)
    other = make_citizen("19900000009", "别人", sequence=31)
    assert other.account
    assert signed_in(other.account).post(page(name, case)).status_code == 404
    assert state(case) == ("decided", "granted")


@pytest.mark.requirement("E22")
def test_what_is_missing_is_told_with_its_day_and_handed_in(town: Town, citizen: Client) -> None:
    case = told(town, LAYOUT)
    text = text_of(citizen, page("mine", case))
    assert "没有标尺寸" in text
    assert page("correct_own", case) in text

    answer = citizen.post(page("correct_own", case), {"layout": pdf()}, follow=True)
    assert "已补交" in answer.content.decode()
    assert state(case) == ("received", "")
    assert case.papers.filter(spec__code="layout").count() == 2
    assert citizen.get(page("correct_own", case)).status_code == 302  # answered once


def test_a_form_with_a_slip_is_filled_in_anew(town: Town, citizen: Client) -> None:
    case = told(town, TYPED)
    answer = citizen.post(page("correct_own", case), {"name": "", "area": "120"})
    assert answer.status_code == 422
    citizen.post(page("correct_own", case), {"name": "云味小馆一店", "area": "120"})
    assert Case.objects.get(pk=case.pk).form.clear() == FORM | {"name": "云味小馆一店"}


def test_a_good_file_is_kept_while_another_one_is_still_wrong(town: Town, citizen: Client) -> None:
    case = told(town, LAYOUT, PLAN, TYPED)
    bad = SimpleUploadedFile("单.pdf", b"")
    answer = citizen.post(page("correct_own", case), {"layout": pdf(), "plan": bad, **FORM})
    assert answer.status_code == 422
    assert "空文件" in answer.content.decode()

    answer = citizen.post(page("correct_own", case), {"plan": pdf(b"2"), "name": "新名", "area": "9"})
    assert answer.status_code == 302
    assert sorted(Case.objects.get(pk=case.pk).correction.answered) == ["form", "layout", "plan"]
    assert case.papers.filter(spec__code="layout").count() == 2


def test_part_of_what_was_asked_for_is_taken_only_on_purpose(town: Town, citizen: Client) -> None:
    case = told(town, LAYOUT, PLAN)
    answer = citizen.post(page("correct_own", case), {"layout": pdf()})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "还有没补交的：设备清单" in text
    assert 'name="partly"' in text

    assert citizen.post(page("correct_own", case), {"partly": "1"}).status_code == 302
    assert Case.objects.get(pk=case.pk).correction.answered == ["layout"]


def test_an_empty_answer_is_no_answer(town: Town, citizen: Client) -> None:
    case = told(town, LAYOUT)
    answer = citizen.post(page("correct_own", case), {"partly": "1"})
    assert answer.status_code == 422
    assert "请至少补交一份材料" in answer.content.decode()
    assert state(case)[0] == "correcting"


def test_files_sent_for_what_nobody_asked_are_left_alone(town: Town, citizen: Client) -> None:
    case = told(town, LAYOUT)
    before = StoredFile.objects.count()
    citizen.post(page("correct_own", case), {"plan": pdf()})
    assert StoredFile.objects.count() == before


def test_an_application_is_withdrawn_before_the_decision(town: Town, citizen: Client) -> None:
    case = town.case(now=timezone.now())
    assert "确认撤回" in text_of(citizen, page("mine", case))
    answer = citizen.post(page("withdraw", case), {"reason": "改址"}, follow=True)
    assert "申请已撤回" in answer.content.decode()
    assert state(case) == ("closed", "withdrawn")


def test_after_the_decision_it_is_too_late_and_the_page_says_so(town: Town, citizen: Client) -> None:
    case = decided(town)
    answer = citizen.post(page("withdraw", case), {"reason": "改址"})
    assert answer.status_code == 409
    assert "已经作出决定" in answer.content.decode()


def test_the_result_is_taken_once_and_downloaded_as_often_as_one_likes(town: Town, citizen: Client) -> None:
    case = decided(town)
    assert "已批准" in text_of(citizen, page("mine", case))
    answer = citizen.post(page("take", case), follow=True)
    assert "已领取" in answer.content.decode()
    assert state(case) == ("closed", "granted")

    again = citizen.post(page("take", case))
    assert again.status_code == 409
    assert "已经领取过" in again.content.decode()
    for _ in range(2):
        paper = citizen.get(reverse("documents:document", args=[case.decision.document.number]))
        assert paper["Content-Type"] == "application/pdf"


def test_a_refusal_shows_reasons_and_remedies(town: Town, citizen: Client) -> None:
    text = text_of(citizen, page("mine", decided(town, "refused")))
    assert "这次没有批准" in text
    assert "油烟直排居民楼" in text
    assert "60 日内" in text
    assert "6 个月内" in text


def _turned_away(town: Town) -> Case:
    return refuse_acceptance(
        case=town.case(now=timezone.now()),
        ground="outside_power",
        reasons="不属于本局职权",
        right_office=town.streets,
        by=town.clerk,
        now=timezone.now(),
    )


@pytest.mark.parametrize(("make", "words"), [(_turned_away, "没有受理"), (decided, "已批准")])
def test_the_end_is_said_first(town: Town, citizen: Client, make: Callable[[Town], Case], words: str) -> None:
    text = text_of(citizen, page("mine", make(town)))
    assert words in text
    assert text.index(words) < text.index("当前进展")


def test_pages_of_ones_own_are_not_kept_by_the_browser(town: Town, citizen: Client) -> None:
    for address in (reverse("cases:own"), page("mine", town.case(now=timezone.now() - timedelta(hours=1)))):
        assert "no-store" in citizen.get(address)["Cache-Control"]


def test_the_navigation_groups_what_is_ones_own_and_marks_where_one_is(town: Town) -> None:
    page = signed_in(town.account).get("/my/").content.decode()
    wide = page.partition('class="site-nav-wide"')[2].partition("</nav>")[0]
    group = wide.partition("我的 ")[2].partition("</details>")[0]
    assert 'href="/my/" aria-current="page"' in group
    assert 'href="/my/results/"' in group
    menu = page.partition('class="site-menu"')[2].partition("</nav>")[0]
    assert menu.count("<li>") == wide.count('class="nav-entry" href'), "the menu of narrow windows leaves nothing out"
    desk = signed_in(town.chief).get("/desk/").content.decode()
    assert [desk.count(f'aria-label="{name}"') for name in ("办理", "结果和承诺", "监督和授权")] == [2, 2, 2]
