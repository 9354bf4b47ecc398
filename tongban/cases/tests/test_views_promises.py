"""Promises on the pages: offered at hand-in, taken at the desk, filled by whoever brings the paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import attach_paper, notify_correction, submit_draft
from tongban.cases.actions.tolerance import accept_with_gaps
from tongban.cases.models import BrokenPromise, Case, Draft, Paper, Violation
from tongban.cases.rules import Gap
from tongban.cases.tests.conftest import PDF, Town, signed_in
from tongban.cases.tests.promising import RULES, gap_of, let_commit, let_rules_follow, promised
from tongban.cases.tests.test_views_desk import act, matter_page, seen
from tongban.kernel.moments import local_day

HANDED_IN = {"deliver_way": "window", "is_true": "on"}


def check(draft: Draft) -> str:
    return reverse("cases:check", args=[draft.pk])


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("制度.pdf", PDF, "application/pdf")


def tolerated(town: Town) -> Case:
    now = timezone.now()
    return accept_with_gaps(case=promised(town, now=now), by=town.clerk, now=now)


@pytest.mark.requirement("E01")
def test_an_applicant_is_offered_to_bring_what_may_follow_later_and_promises_it(town: Town) -> None:
    let_rules_follow(town)
    citizen, draft = signed_in(town.account), town.complete_draft(now=timezone.now())
    shown = citizen.get(check(draft)).content.decode()
    assert "先受理，后补材料" in shown
    assert RULES in shown
    unsigned = citizen.post(check(draft), {**HANDED_IN, "lacks": "1"})
    assert unsigned.status_code == 422
    assert "勾选承诺后补" in unsigned.content.decode()
    citizen.post(check(draft), {**HANDED_IN, "lacks": "1", "follows": "on"})
    case = Case.objects.get()
    assert (case.promises.get().kind, case.promises.get().way) == ("gaps", "account")


@pytest.mark.requirement("E01")
def test_a_commitment_is_chosen_or_the_ordinary_way(town: Town) -> None:
    let_commit(town)
    citizen, draft = signed_in(town.account), town.complete_draft(now=timezone.now())
    shown = citizen.get(check(draft)).content.decode()
    assert "30 日内上门核查" in shown
    assert citizen.post(check(draft), HANDED_IN).status_code == 422  # neither was chosen
    citizen.post(check(draft), {**HANDED_IN, "way": "ordinary"})
    assert not Case.objects.get().promises.exists()


@pytest.mark.requirement("E01")
def test_a_clerk_prints_the_promise_has_it_signed_and_accepts_with_the_gap(town: Town) -> None:
    let_rules_follow(town)
    case = promised(town, now=timezone.now())
    case.promises.all().delete()
    clerk = signed_in(town.clerk)
    assert "容缺受理" in seen(town.clerk, case)
    printed = clerk.post(act("print_promise", case), {"kind": "gaps"})
    assert printed.status_code == 302
    unsigned = clerk.post(act("tolerate", case), {"days": "3", "way": "paper"})
    assert unsigned.status_code == 422
    clerk.post(act("tolerate", case), {"days": "2", "way": "paper", "is_signed": "on"})
    case = Case.objects.get(pk=case.pk)
    assert (case.terms, case.promises.get().way, case.promises.get().days) == ("tolerant", "paper", 2)
    shown = seen(town.clerk, case)
    assert "待补材料" in shown
    assert RULES in shown


@pytest.mark.requirement("E01")
def test_a_paper_that_came_by_post_is_recorded_on_the_matter_page(town: Town) -> None:
    let_rules_follow(town)
    case = tolerated(town)
    gap, clerk = gap_of(case), signed_in(town.clerk)
    day = {f"gap-{gap.pk}-way": "post", f"gap-{gap.pk}-arrived_on": local_day(timezone.now()).isoformat()}
    dayless = clerk.post(act("fill_gap", case, gap.pk), {f"gap-{gap.pk}-way": "post"}, follow=True)
    assert "到达日期" in dayless.content.decode()
    answer = clerk.post(act("fill_gap", case, gap.pk), {**day, "file": pdf()}, follow=True)
    assert "已登记" in answer.content.decode()
    assert gap_of(case).way == "post"
    assert Paper.objects.filter(case=case, spec=gap.spec, provenance="scanned").count() == 1


@pytest.mark.requirement("E01")
def test_the_applicant_sees_what_lacks_and_hands_it_in(town: Town) -> None:
    let_rules_follow(town)
    case, citizen = tolerated(town), signed_in(town.account)
    mine = citizen.get(reverse("cases:mine", args=[case.matter.number])).content.decode()
    assert "先受理，后补材料" in mine
    gaps = reverse("cases:own_gaps", args=[case.matter.number])
    assert citizen.get(gaps).status_code == 200
    assert citizen.post(gaps, {}).status_code == 409
    assert citizen.post(gaps, {"rules": pdf()})["Location"] == reverse("cases:mine", args=[case.matter.number])
    assert gap_of(case).way == "online"
    assert citizen.get(gaps).status_code == 302  # nothing is left


def test_nobody_else_finds_the_page(town: Town, client: Client) -> None:
    let_rules_follow(town)
    case = tolerated(town)
    gaps = reverse("cases:own_gaps", args=[case.matter.number])
    assert client.get(gaps).status_code == 302
    assert signed_in(town.clerk).get(gaps).status_code == 302
    assert signed_in(town.market_reviewer).post(act("tolerate", case)).status_code == 403


@pytest.mark.requirement("E01")
def test_more_time_is_given_by_who_decides_and_a_commitment_taken_back_by_who_gave_it(town: Town) -> None:
    let_rules_follow(town)
    case, before = tolerated(town), None
    before = gap_of(case).due_on
    approver = signed_in(town.approver)
    assert signed_in(town.clerk).post(act("more_time", case), {"days": "2", "reason": "台风"}).status_code == 403
    approver.post(act("more_time", case), {"days": "2", "reason": "台风停运"})
    assert gap_of(case).due_on > before

    let_commit(town)
    now = timezone.now()
    other = submit_draft(draft=town.complete_draft(now=now), channel="web", promises=["commitment"], now=now)
    signed_in(town.clerk).post(act("commit", other))
    assert Case.objects.get(pk=other.pk).terms == "commitment"
    signed_in(town.account).post(reverse("cases:take_commitment_back", args=[other.matter.number]))
    assert Case.objects.get(pk=other.pk).terms == "ordinary"


@pytest.mark.requirement("E22")
def test_a_second_notice_warns_and_a_supervisor_finds_the_violation(town: Town, client: Client) -> None:
    case = town.case(now=timezone.now())
    layout, now = Gap("layout", "布局流程图", "没有尺寸"), timezone.now()
    notify_correction(case=case, gaps=[layout], by=town.clerk, now=now)
    citizen, clerk = signed_in(town.account), signed_in(town.clerk)
    citizen.post(reverse("cases:correct_own", args=[case.matter.number]), {"layout": pdf()})
    assert "已经告知过一次" in clerk.get(act("notify", case)).content.decode()
    told = {"is_plan": "on", "what_plan": "缺盖章"}
    assert clerk.post(act("notify", case), told).status_code == 409
    assert clerk.post(act("notify", case), {**told, "knowingly": "on"}).status_code == 302
    assert Violation.objects.get().about == "设备清单：缺盖章"
    assert clerk.get(reverse("cases:violations")).status_code == 403


def test_who_decides_takes_a_broken_promise_as_made_up_for(town: Town) -> None:
    let_rules_follow(town)
    case, now = tolerated(town), timezone.now()
    broken = BrokenPromise.objects.create(
        promise=case.promises.get(), party=town.applicant, about="管理制度文本", at=now
    )
    repair = reverse("cases:repair_promise", args=[broken.pk])
    assert "管理制度文本" in signed_in(town.clerk).get(reverse("cases:broken_promises")).content.decode()
    assert signed_in(town.clerk).post(repair, {"reason": "已补交"}).status_code == 403
    signed_in(town.approver).post(repair, {"reason": "已补交"})
    broken.refresh_from_db()
    assert (broken.repair, broken.repaired_by) == ("已补交", town.approver)


def test_where_nothing_lacks_nothing_is_offered(town: Town) -> None:
    spec = let_rules_follow(town)
    draft = town.complete_draft(now=timezone.now())
    attach_paper(draft=draft, spec=spec, upload=(PDF, "r.pdf"), by=town.account, now=timezone.now())
    shown = signed_in(town.account).get(check(draft)).content.decode()
    assert "先受理，后补材料" not in shown
    case = submit_draft(draft=draft, channel="web", now=timezone.now())
    assert "按承诺受理" not in signed_in(town.clerk).get(matter_page(case)).content.decode()


def test_where_nothing_is_missing_there_is_nothing_to_promise(town: Town) -> None:
    page = signed_in(town.clerk).get(act("tolerate", town.case())).content.decode()
    assert "没有可以承诺的内容" in page
    assert "打印承诺书" not in page
