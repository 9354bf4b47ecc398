"""Applying online, page by page, with plain form posts: no scripts are needed anywhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.cases.models import Case, Draft
from tongban.cases.tests.conftest import PDF, Town, make_citizen, signed_in
from tongban.catalogue.models import ItemVersion
from tongban.matters.models import Matter
from tongban.people.actions import authorise_agent, find_or_create_party
from tongban.people.rules.identifiers import make_uscc

HANDED_IN = {"deliver_way": "download", "is_true": "on"}


def page(name: str, draft: Draft) -> str:
    return reverse(f"cases:{name}", args=[draft.pk])


def pdf(name: str = "图.pdf", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + more, "application/pdf")


def fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def new_version(town: Town) -> ItemVersion:
    """Publish a second version of the restaurant's item, which asks for another paper."""
    old = town.restaurant.current
    assert old
    papers = list(old.materials.all())
    version = ItemVersion.objects.get(pk=old.pk)
    version.pk, version.number, version.state, version._state.adding = None, 2, ItemVersion.State.DRAFT, True
    version.save(force_insert=True)
    for paper in papers:
        paper.pk, paper.version, paper._state.adding = None, version, True
        paper.save(force_insert=True)
    version.state = ItemVersion.State.PUBLISHED
    version.save()
    town.restaurant.current = version
    town.restaurant.save()
    return version


@pytest.fixture
def citizen(town: Town) -> Client:
    return signed_in(town.account)


@pytest.mark.requirement("E22")
def test_an_application_goes_from_the_first_question_to_the_receipt(town: Town, citizen: Client) -> None:
    answer = citizen.get(reverse("cases:begin", args=[town.restaurant.code]))
    draft = Draft.objects.get()
    assert answer["Location"] == page("questions", draft)

    assert citizen.post(page("questions", draft), {"dishes": "hot"})["Location"] == page("form", draft)
    assert "19900000001" in citizen.get(page("form", draft)).content.decode()  # known already, not asked again
    typed = {"name": "云味小馆", "area": "３２０", "phone": "19900000001"}
    assert citizen.post(page("form", draft), typed)["Location"] == page("papers", draft)
    assert citizen.post(page("papers", draft), {"layout": pdf(), "plan": pdf(), "on": "1"})["Location"] == page(
        "check", draft
    )
    shown = citizen.get(page("check", draft)).content.decode()
    assert all(text in shown for text in ("云味小馆", "320 平方米", "热食", "图.pdf"))
    answer = citizen.post(page("check", draft), HANDED_IN, follow=True)

    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("cases:handed_in", args=[case.matter.number])
    text = answer.content.decode()
    assert case.matter.number in text
    assert case.matter.told_code() in text
    assert (case.deliver_way, case.matter.channel) == ("download", "web")
    assert {paper.spec.code for paper in case.papers.all()} == {"layout", "plan"}


def test_answers_given_on_the_guide_come_along(town: Town, citizen: Client) -> None:
    citizen.get(reverse("cases:begin", args=[town.restaurant.code]) + "?dishes=hot&strange=1")
    assert Draft.objects.get().answers == {"dishes": "hot"}


def test_a_second_click_opens_one_case_and_leads_to_it(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    first = citizen.post(page("check", draft), HANDED_IN)
    second = citizen.post(page("check", draft), HANDED_IN)
    number = Matter.objects.get().number
    assert first["Location"] == reverse("cases:handed_in", args=[number])
    assert second["Location"] == reverse("cases:mine", args=[number])


def test_the_promise_that_all_is_true_must_be_given(town: Town, citizen: Client) -> None:
    answer = citizen.post(page("check", town.complete_draft(now=timezone.now())), {"deliver_way": "download"})
    assert answer.status_code == 422
    assert "请先核对并勾选承诺" in answer.content.decode()
    assert not Case.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("form", draft), {"name": "老街面馆", "area": "很大", "phone": "123"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in text
    assert 'value="很大"' in text
    assert fresh(draft).form.clear()["name"] == "老街面馆"


def test_a_draft_saves_itself_while_one_types(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("form", draft) + "?keep=1", {"name": "半句", "area": ""})
    assert (answer.status_code, answer.content) == (204, b"")
    assert fresh(draft).form.clear() == {"name": "半句"}


def test_a_field_appears_once_the_answer_that_it_depends_on_is_given(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    assert 'name="platform"' not in citizen.get(page("form", draft)).content.decode()
    fragment = citizen.post(page("form", draft) + "?again=1", {"name": "甲", "delivers": "on"}).content.decode()
    assert 'name="platform"' in fragment
    assert "<html" not in fragment


def test_who_has_to_leave_finds_the_draft_again(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("form", draft), {"name": "甲", "area": "12", "later": "1"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("cases:own")
    assert "已保存" in text
    assert page("questions", draft) in text


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("图.pdf", b"MZ\x90\x00" + bytes(300)), "exe"),
        (SimpleUploadedFile("图.pdf", b""), "空文件"),
        (SimpleUploadedFile("图.png", PDF), "与名称不符"),
        (SimpleUploadedFile("图.exe", PDF), "不能上传"),
    ],
)
def test_a_file_that_will_not_do_says_why_and_the_others_are_kept(
    town: Town, citizen: Client, upload: SimpleUploadedFile, words: str
) -> None:
    upload.seek(0)
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("papers", draft), {"layout": upload, "plan": pdf("清单.pdf"), "on": "1"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert 'href="#id_layout"' in text  # the summary leads to the control
    assert [paper.spec.code for paper in draft.papers.all()] == ["plan"]


def test_fifty_megabytes_are_refused_in_words_and_the_rest_is_kept(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("papers", draft), {"layout": pdf("大.pdf", bytes(50 * 1024 * 1024)), "plan": pdf()})
    assert answer.status_code == 422
    assert "超过 20 MB" in answer.content.decode()
    assert [paper.spec.code for paper in draft.papers.all()] == ["plan"]


def test_the_same_file_sent_twice_is_one_paper(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    for _ in range(2):
        citizen.post(page("papers", draft), {"layout": pdf()})
    assert draft.papers.count() == 1


def test_a_paper_is_taken_back(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    paper = draft.papers.get(spec__code="plan")
    citizen.post(page("take_back", draft), {"paper": paper.pk})
    citizen.post(page("take_back", draft), {"paper": "no number"})
    assert [left.spec.code for left in draft.papers.all()] == ["layout"]


def test_what_is_still_missing_stands_on_the_last_page(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    assert "还差一份材料：布局流程图" in citizen.get(page("check", draft)).content.decode()
    answer = citizen.post(page("check", draft), HANDED_IN)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_questions_cannot_be_passed_by(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    Draft.objects.filter(pk=draft.pk).update(answers={})
    answer = citizen.post(page("check", draft), HANDED_IN)
    assert answer.status_code == 422
    assert "做什么？" in answer.content.decode()


def test_an_unanswered_question_is_asked_again(town: Town, citizen: Client) -> None:
    draft = town.draft(now=timezone.now())
    answer = citizen.post(page("questions", draft), {"dishes": "stones"})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_an_item_retired_meanwhile_is_said_and_nothing_is_lost(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    town.restaurant.current = None
    town.restaurant.save()
    answer = citizen.post(page("check", draft), HANDED_IN)
    assert answer.status_code == 422
    assert "已停止办理" in answer.content.decode()
    assert fresh(draft).form.clear()["name"] == "云味小馆"
    assert draft.papers.count() == 2


def test_a_new_guide_is_taken_over_on_purpose_with_everything_that_still_fits(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    version = new_version(town)
    answer = citizen.post(page("check", draft), HANDED_IN)
    assert answer.status_code == 422
    assert page("renew", draft) in answer.content.decode()

    citizen.post(page("renew", draft))
    assert fresh(draft).version == version
    answer = citizen.post(page("check", draft), HANDED_IN)
    assert answer.status_code == 302
    assert Case.objects.get().version == version


def test_a_draft_is_thrown_away_with_its_papers(town: Town, citizen: Client) -> None:
    draft = town.complete_draft(now=timezone.now())
    citizen.post(page("discard", draft))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["questions", "form", "papers", "check", "discard", "renew", "take_back"])
def test_a_draft_of_another_account_is_not_found(town: Town, name: str) -> None:
    draft = town.draft(now=timezone.now())
    other = make_citizen("19900000009", "别人", sequence=31)
    assert other.account
    assert signed_in(other.account).post(page(name, draft)).status_code == 404
    assert Client().post(page(name, draft)).status_code == 302  # to sign in


def test_a_forged_post_is_refused(town: Town) -> None:
    draft = town.complete_draft(now=timezone.now())
    strict = signed_in(town.account, enforce_csrf_checks=True)
    assert strict.post(page("check", draft), HANDED_IN).status_code == 403
    assert not Case.objects.exists()


def test_an_item_that_is_not_there_is_not_found(town: Town, citizen: Client) -> None:
    assert citizen.get(reverse("cases:begin", args=["none"])).status_code == 404


def test_who_may_act_for_a_firm_says_for_whom(town: Town, citizen: Client) -> None:
    now = timezone.now()
    firm = find_or_create_party(
        kind="organisation", name="云味餐饮有限公司", identity_kind="uscc",
        identity=make_uscc(7_000_123, region="990102", department="9"), phone="", by=town.clerk, now=now,
    )  # fmt: skip
    today = now.date() - timedelta(days=1)
    authorise_agent(party=firm, agent=town.applicant, scope="办理许可", since=today, by=town.applicant, now=now)
    begin = reverse("cases:begin", args=[town.restaurant.code])

    assert "云味餐饮有限公司" in citizen.get(begin).content.decode()
    assert citizen.post(begin, {"party": "7"}).status_code == 422
    assert citizen.post(begin, {"party": firm.pk}).status_code == 302
    assert Draft.objects.get().party == firm


@pytest.mark.parametrize(("name", "most"), [("questions", 12), ("form", 12), ("papers", 15), ("check", 18)])
def test_the_pages_of_a_draft_take_few_queries(
    town: Town, citizen: Client, name: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = town.complete_draft(now=timezone.now())
    for number in range(6):
        citizen.post(page("papers", draft), {"layout": pdf(f"{number}.pdf", bytes([65 + number]))})
    with django_assert_max_num_queries(most):
        assert citizen.get(page(name, draft)).status_code == 200


def test_a_phone_is_told_apart_from_a_desk(town: Town) -> None:
    draft = town.complete_draft(now=timezone.now())
    phone: dict[str, Any] = {"headers": {"user-agent": "Mozilla/5.0 (Linux; Android 14) Mobile Mobi"}}
    signed_in(town.account, **phone).post(page("check", draft), HANDED_IN)
    assert Case.objects.get().matter.channel == "app"
