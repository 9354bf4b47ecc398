"""Papers to follow (容缺受理): nothing is decided while one is missing; it comes by post, and then it is decided.

The case of 云州汇才 was accepted two working days ago with its rules to follow, and both reviews are done.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Look
from tests.journeys.people import login_named, sign_in_officer

PAPER, FIRM = "管理制度文本", "云州汇才人力资源有限公司"


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"tolerant-{name}")


@pytest.mark.requirement("E01", "E02")
def test_nothing_is_decided_before_the_promised_paper_has_come(page: Page, look: Look) -> None:
    sign_in_officer(page, login_named("赵军"))
    matter = the_waiting_case(page)
    page.goto(matter)
    panel = page.get_by_role("region", name="容缺受理：待补材料")
    expect(panel).to_contain_text(PAPER)
    expect(panel).to_contain_text("最晚")
    look(page, "1-waits")
    decide(page)
    expect(page.get_by_text(f"还缺材料“{PAPER}”")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d{4}年\d+月\d+日（周.） 容缺受理时承诺补交"))).to_be_visible()
    look(page, "2-refused")
    the_notice_is_printed(page, matter)

    sign_in_again(page, "王敏")
    page.goto(matter)
    panel = page.get_by_role("region", name="容缺受理：待补材料")
    panel.get_by_label("怎么来的").select_option("post")
    panel.get_by_role("button", name="登记到达").click()
    expect(page.get_by_text(f"已登记，材料已补齐：{PAPER}。")).to_be_visible()
    expect(page.get_by_role("region", name="容缺受理：待补材料")).to_contain_text("邮寄")
    look(page, "3-arrived")

    sign_in_again(page, "赵军")
    page.goto(matter)
    decide(page)
    expect(page.get_by_text("决定已作出。")).to_be_visible()
    look(page, "4-decided")


def the_waiting_case(page: Page) -> str:
    """Find it among the work at hand by who applied."""
    page.goto("/desk/")
    row = page.get_by_role("row").filter(has_text=FIRM)
    return row.get_by_role("link").first.get_attribute("href") or ""


def decide(page: Page) -> None:
    form = page.locator("form.deciding")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="作出决定").click()


def the_notice_is_printed(page: Page, matter: str) -> None:
    page.goto(matter)
    notice = page.get_by_role("link", name=re.compile("容缺受理通知书")).first
    answer = page.request.get(notice.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"


def sign_in_again(page: Page, name: str) -> None:
    page.context.clear_cookies()
    sign_in_officer(page, login_named(name))
