"""李晓云 opens a restaurant: she finds the licence in her own words, applies on her phone, follows it and takes it.

Beside her: the clerk who takes it on, two offices that look at it side by side, and the officer who decides.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Look
from tests.journeys.people import login_named, login_of, sign_in_citizen
from tongban.people.demo.logins import Login
from tongban.people.rules.identifiers import make_citizen_id

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
HEAD = make_citizen_id(region="990102", born=date(1990, 3, 8), sequence=22)
TYPED = {"shop_name": "云味小馆", "shop_address": "云城区建设路18号一层", "manager_name": "李晓云", "staff": "6"}


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look) -> Look:
    """Look at a page as it stands: no barrier, nothing beside the window, a picture for whoever wants one."""

    def at(page: Page, name: str) -> None:
        axe(page)
        fits(page)
        screenshot(page, f"restaurant-{name}")

    return at


@pytest.mark.requirement("C01", "D21")
def test_opening_a_restaurant(phone: Page, desk: Desk, look: Look) -> None:
    sign_in_citizen(phone, login_of("citizen"))
    finds_the_licence_in_her_own_words(phone, look)
    answers_the_questions(phone, look)
    fills_in_the_form(phone, look)
    uploads_the_papers(phone, look)
    number = checks_and_hands_in(phone, look)

    takes_it_on(desk, number, look)
    sees_who_looks_at_it_and_why_it_is_due_on_that_day(phone, number, look)
    for name, opinion in (("刘洋", "油烟净化设施已安装。"), ("陈立", "现场与图纸一致。")):
        gives_an_opinion(desk, login_named(name), number, opinion, look)
    decides(desk, number, look)
    takes_the_result(phone, number, look)


def finds_the_licence_in_her_own_words(phone: Page, look: Look) -> None:
    phone.goto("/")
    look(phone, "01-home")
    phone.locator("#hero-search").fill("我要开饭店")
    phone.locator("#hero-search").press("Enter")
    phone.wait_for_url("**/items/?*")
    look(phone, "02-search")
    phone.locator("main").get_by_role("link", name="食品经营许可").first.click()
    look(phone, "03-guide")
    phone.locator("main").get_by_role("link", name="在线办理").first.click()
    phone.wait_for_url("**/questions/")


def answers_the_questions(phone: Page, look: Look) -> None:
    phone.get_by_role("button", name="继续").click()
    expect(phone.locator("[data-error-summary]")).to_be_focused()
    phone.locator("[name=business][value=catering]").check()
    phone.locator("[name=area]").fill("320")
    phone.locator("[name=network]").last.check()
    look(phone, "04-questions")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/form/")


def fills_in_the_form(phone: Page, look: Look) -> None:
    expect(phone.locator("[name=area]")).to_have_value(re.compile("320"))  # said once, not asked again
    expect(phone.locator("[name=head_name]")).to_have_value("李晓云")
    for name, value in TYPED.items():
        phone.locator(f"[name={name}]").fill(value)
    phone.locator("[name=dishes][value=hot]").check()
    phone.locator("[name=dishes][value=cold]").check()
    phone.locator("[name=cold_room]").fill("8")  # it appeared with the cold dishes
    phone.locator("[name=head_id]").fill(HEAD[:-1] + "X")
    expect(phone.locator("[data-autosave-note]")).to_contain_text("已保存")
    phone.get_by_role("button", name="继续").click()
    expect(phone.locator("[data-error-summary]")).to_contain_text("负责人身份证号")
    look(phone, "05-form")
    phone.locator("[name=head_id]").fill(HEAD)
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/papers/")


def uploads_the_papers(phone: Page, look: Look) -> None:
    def choose(name: str, content: bytes) -> None:
        phone.locator(f"input[name={name}]").set_input_files(
            {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}
        )

    choose("layout", b"")
    choose("equipment", PDF)
    choose("rules", PDF)  # might follow later, against a promise
    phone.get_by_role("button", name="上传并继续").click()
    expect(phone.locator("[data-error-summary]")).to_contain_text("空文件")
    expect(phone.get_by_role("link", name="equipment.pdf")).to_be_visible()  # the good one was kept
    look(phone, "06-papers")
    choose("layout", PDF)
    phone.get_by_role("button", name="上传并继续").click()
    phone.wait_for_url("**/check/")


def checks_and_hands_in(phone: Page, look: Look) -> str:
    phone.locator("[name=deliver_way][value=download]").check()
    phone.locator("[name=is_true]").check()
    look(phone, "07-check")
    phone.get_by_role("button", name="提交申请").dblclick()  # one application all the same
    phone.wait_for_url("**/handed-in/")
    number, query_code = phone.locator(".receipt-codes dd").all_inner_texts()
    assert re.fullmatch(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]", number)
    assert re.fullmatch(r"[0-9A-Z]{8}", query_code)
    receipt = phone.request.get(phone.get_by_role("link", name="下载收件凭证").get_attribute("href") or "")
    assert receipt.headers["content-type"] == "application/pdf"
    look(phone, "08-receipt")
    phone.goto("/my/")
    assert phone.locator(".own-case", has_text=number).count() == 1
    look(phone, "09-my-applications")
    return number


def takes_it_on(desk: Desk, number: str, look: Look) -> None:
    with desk(login_of("clerk")) as page:
        page.goto(f"/desk/?text={number}")
        look(page, "10-work-list")
        page.get_by_role("link", name=number).click()
        look(page, "11-received")
        page.get_by_role("button", name="受理", exact=True).click()
        expect(page.get_by_text("已受理。")).to_be_visible()


def sees_who_looks_at_it_and_why_it_is_due_on_that_day(phone: Page, number: str, look: Look) -> None:
    phone.goto(f"/my/{number}/")
    now = phone.locator("section[aria-labelledby=now]")
    expect(now).to_contain_text("市场监督管理局")
    expect(now).to_contain_text("城市管理局")  # both at the same time
    expect(now).to_contain_text("最晚办结")
    now.get_by_text("为什么是这一天").click()
    expect(now.get_by_role("table")).to_contain_text("起算日，当天不计")
    assert now.get_by_role("row").count() > 5
    look(phone, "12-why-that-day")


def gives_an_opinion(desk: Desk, login: Login, number: str, opinion: str, look: Look) -> None:
    with desk(login) as page:
        numbers = page.locator("main tbody th").all_inner_texts()
        assert number in numbers  # among what waits for this office, most urgent first
        due = page.locator("main tbody time").evaluate_all("times => times.map(time => time.dateTime)")
        assert due == sorted(due)
        page.get_by_role("link", name=number).click()
        expect(page.get_by_role("heading", name="审查要点")).to_be_visible()
        look(page, f"13-review-{login.username}")
        page.get_by_label("同意", exact=True).check()
        page.get_by_label("说明").fill(opinion)
        page.get_by_role("button", name="提交意见").click()
        expect(page.get_by_text("意见已提交。")).to_be_visible()


def decides(desk: Desk, number: str, look: Look) -> None:
    with desk(login_of("approver")) as page:
        page.get_by_role("link", name=number).click()
        expect(page.get_by_text("各方意见：2 个环节同意")).to_be_visible()
        expect(page.get_by_role("cell", name="油烟净化设施已安装。")).to_be_visible()
        look(page, "14-decision")
        page.get_by_label("准予").check()
        page.get_by_role("button", name="作出决定").click()
        expect(page.get_by_text("决定已作出。")).to_be_visible()
        look(page, "15-decided")


def takes_the_result(phone: Page, number: str, look: Look) -> None:
    phone.goto("/my/")
    own = phone.locator(".own-case", has_text=number)
    expect(own).to_contain_text("可以领取结果")
    own.get_by_role("link", name="食品经营许可").click()
    expect(phone.get_by_role("heading", name="已批准，可以领取结果")).to_be_visible()
    look(phone, "16-result")
    phone.get_by_role("button", name="领取结果").click()
    decision = phone.request.get(phone.get_by_role("link", name="决定书（PDF）").get_attribute("href") or "")
    assert decision.headers["content-type"] == "application/pdf"
    look(phone, "17-taken")
    phone.goto(f"/my/{number}/")
    expect(phone.locator("section[aria-labelledby=now]")).to_contain_text("已办结")
