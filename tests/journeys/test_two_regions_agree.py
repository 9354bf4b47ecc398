"""Two regions agree to lead an item for one another: it waits until papers and steps are the same on both sides."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import login_of, sign_in_officer

Look = Callable[[Page, str], None]
TRIES = 4  # a form holds a few new papers at a time


@pytest.mark.requirement("F04", "F05", "F07", "F12")
def test_an_item_enters_an_agreement_once_both_sides_are_alike(
    page: Page, phone: Page, axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look
) -> None:
    sign_in_officer(page, login_of("item_manager"))
    page.goto("/desk/agreements/")
    _sign(page)
    axe(page)
    screenshot(page, "agreement-signed")

    # The partner's side is entered as the partner told it first: another paper, a step too many.
    choice = page.get_by_label("事项", exact=True)
    name = choice.locator("option").nth(1).inner_text().partition("（")[0]
    choice.select_option(index=1)
    page.get_by_role("button", name="填写对方的要素").click()
    page.get_by_label("代收代办").check()
    page.get_by_label("对方的办理环节").fill("集体会审")
    first = page.get_by_role("group", name="第 1 份材料")
    _fill(first, "收入证明", "原件 · 纸质 · 必要")
    axe(page)
    screenshot(page, "agreement-partner")
    page.get_by_role("button", name="保存并比对").click()

    # It does not enter; both sides stand side by side, with what has to be made alike.
    expect(page.get_by_text("还不能进入通办清单")).to_be_visible()
    expect(page.get_by_text("材料“收入证明”只有对方要")).to_be_visible()
    expect(page.get_by_text("环节“集体会审”只有对方有")).to_be_visible()
    axe(page)
    screenshot(page, "agreement-differs")
    phone.goto("/agreements/")
    expect(phone.get_by_text("远州市").first).to_be_visible()
    expect(phone.get_by_text("0 个事项").first).to_be_visible()

    # The partner comes along: its papers and steps are now ours, line by line.
    for _ in range(TRIES):
        if page.get_by_text("要统一的地方").count() == 0:
            break
        _come_along(page)
    expect(page.get_by_text("已进入清单").first).to_be_visible()
    screenshot(page, "agreement-agreed")

    # Everybody reads it, on a phone too; the guide says where else the item is handled.
    phone.goto("/agreements/")
    phone.get_by_role("link", name="远州市").click()
    expect(phone.get_by_role("link", name=name)).to_be_visible()
    axe(phone)
    fits(phone)
    screenshot(phone, "agreement-public")
    phone.get_by_role("link", name=name).click()
    expect(phone.get_by_role("heading", name="还可以在这些地方办")).to_be_visible()
    fits(phone)


def _sign(page: Page) -> None:
    page.get_by_role("link", name="登记协议").click()
    page.get_by_label("协议名称").fill("云州市远州市“跨省通办”合作协议")
    office = page.get_by_label("我方签约单位")
    office.select_option(label="云州市行政审批服务局")
    page.get_by_label("跨省通办").check()
    page.get_by_label("对方行政区划代码").fill("880200")
    page.get_by_label("对方地区名称").fill("远州市")
    page.get_by_label("对方所在省").fill("临江省")
    page.get_by_role("button", name="登记协议").click()
    expect(page.get_by_text("可以提出通办事项")).to_be_visible()


def _come_along(page: Page) -> None:
    """Read our column of the comparison, and enter it as what the partner asks now."""
    rows = [
        [cell.inner_text().strip() for cell in row.locator("td").all()]
        for row in page.locator(".side-by-side tbody tr").all()
    ]
    ours = [(_kind(row[0]), _name(row[0]), row[1]) for row in rows if row[1] != "—"]
    page.get_by_role("link", name="更新对方的要素").click()
    page.get_by_label("对方的办理环节").fill("\n".join(name for kind, name, _said in ours if kind == "环节"))
    papers = [(name, said) for kind, name, said in ours if kind == "材料"]
    groups = page.get_by_role("group", name=re.compile("第 .* 份材料")).all()
    for place, group in enumerate(groups):
        if place < len(papers):
            _fill(group, *papers[place])
        else:
            group.get_by_label("材料名称").fill("")
    page.get_by_role("button", name="保存并比对").click()


def _fill(group: Locator, name: str, said: str) -> None:
    kind, form, need = said.split(" · ")
    group.get_by_label("材料名称").fill(name)
    group.get_by_label("材料类型").select_option(label=kind)
    group.get_by_label("材料形式").select_option(label=form)
    group.get_by_label("必要性").select_option(label=need)


def _kind(cell: str) -> str:
    return cell.split()[0]


def _name(cell: str) -> str:
    return cell.partition(" ")[2].strip()
