"""Papers are taken for another city: only what is alike on both sides, and each side keeps a limit of its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import login_of, sign_in_officer

Look = Callable[[Page, str], None]


@pytest.mark.requirement("F06", "F11")
def test_papers_are_taken_for_another_city_and_followed(
    page: Page, axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look
) -> None:
    def look(name: str) -> None:
        wide = page.viewport_size
        assert wide is not None
        for width in (wide["width"], 360):
            page.set_viewport_size({"width": width, "height": wide["height"]})
            axe(page)
            fits(page)
            screenshot(page, f"elsewhere-{name}")
        page.set_viewport_size(wide)

    sign_in_officer(page, login_of("clerk"))
    page.goto("/desk/window/")
    page.keyboard.press("r")
    expect(page.get_by_text("为谁办理")).to_be_visible()
    page.get_by_role("button", name="开始接待").click()
    expect(page.get_by_text("本人办理")).to_be_visible()

    # What is agreed and alike may be taken; what differs is shown with the reason and has no way in.
    page.get_by_role("link", name="跨城代收与引导").click()
    expect(page.get_by_role("heading", name="可以代收的")).to_be_visible()
    expect(page.get_by_text("统一以前不能代收").first).to_be_visible()
    look("1-choose")
    page.get_by_label("事项或城市").fill("公积金")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="住房公积金提取").first.click()
    expect(page.get_by_text("由邻州市受理和决定")).to_be_visible()
    page.get_by_label("外地购房合同和付款凭证").check()
    look("2-take")
    page.get_by_role("button", name="收下并打印代收凭证").click()

    # Our limit and theirs are apart; nothing is noted of theirs before the papers have left.
    expect(page.get_by_role("heading", name="两地期限分开看")).to_be_visible()
    expect(page.get_by_role("link", name="代收凭证")).to_be_visible()
    page.get_by_label("对方编号").fill("LZ2026-0088")
    page.get_by_role("button", name="登记对方进展").click()
    expect(page.get_by_text("材料还没有转交对方")).to_be_visible()
    look("3-not-forwarded")
    page.get_by_label("转交方式").fill("EMS 1099887766")
    page.get_by_role("button", name="登记转交").click()
    expect(page.get_by_text("已转交").first).to_be_visible()
    page.get_by_label("对方编号").fill("LZ2026-0088")
    page.get_by_role("button", name="登记对方进展").click()
    expect(page.get_by_text("对方已受理").first).to_be_visible()
    expect(page.get_by_text("LZ2026-0088").first).to_be_visible()
    look("4-accepted-there")
    page.get_by_label("对方进展", exact=True).select_option("granted")
    page.get_by_label("说明").fill("款已到账")
    page.get_by_role("button", name="登记对方进展").click()
    expect(page.get_by_text("对方已办结").first).to_be_visible()

    page.goto("/desk/elsewhere/?state=over")
    expect(page.get_by_text("住房公积金提取").first).to_be_visible()
    look("5-list")
