"""李晓云 opens a restaurant as one thing (一件事): one guide, one form, one set of papers, one number, one map.

Beside her: the office that leads, the clerk who takes everything on, two offices that come on one visit and one that
only reads the papers, the fire brigade that grants on her word and checks later, and who decides.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import bundles
from tests.journeys.conftest import Desk, Look
from tests.journeys.days import in_days
from tests.journeys.people import login_at, login_of, sign_in_citizen
from tongban.people.demo.logins import Login

PLACE = "云城区"
ANSWERS = {
    "registered": "false",
    "area": "320",
    "facility": "false",
    "network": "true",
    "sign": "small",
    "water": "5",
}
TYPED = {
    "shop_name": "云味小馆",
    "place_address": "云城区建设路18号一层",
    "platform": "云州外卖",
    "business_scope": "餐饮服务",
    "manager_name": "李晓云",
    "staff": "6",
    "floors": "一层",
    "capacity": "90",
    "exits": "2",
    "extinguishers": "8",
    "width": "4",
    "height": "1.2",
    "clearance": "3",
    "install_on": in_days(43),
    "outlets": "1",
    "tank": "2",
}
TICKED = ("[name=dishes][value=hot]", "[name=dishes][value=cold]", "[name=agreed]", "[name=pollutants][value=oil]")
TOGETHER = {"市场监督管理局": 1, "城市管理局": 2}  # members that each looks at on the joint visit
ALONE = ("水务局", ["污水排入"])
FOUND = "现场与图纸一致，油烟和排水设施已装好。"


@pytest.mark.requirement("C18", "E01", "E04", "E05", "E06", "E07", "E09", "E16", "E17", "B22")
def test_opening_a_restaurant_as_one_thing(page: Page, phone: Page, desk: Desk, look_twice: Look) -> None:
    sign_in_citizen(phone, login_of("citizen"))
    finds_it_and_sees_what_it_takes(phone, look_twice)
    fills_in_one_form(phone, look_twice)
    bundles.bring_papers(phone, look_twice, "one-thing-05-papers")
    number = bundles.hand_in(phone, look_twice, "one-thing-06", promises=["fire"])

    lead = login_at(page, f"{PLACE}行政审批局", "市场准入科审批岗")
    with desk(login_of("clerk")) as clerk:
        # The first, on which the others rest: it is decided on the spot, and they begin by themselves.
        bundles.accepts(clerk, number, "个体工商户", at_once=True)
        bundles.accepts(clerk, number, "门头招牌", at_once=True)
        bundles.accepts_on_promise(clerk, number, "消防")
        for item in ("食品经营许可", "污水排入"):
            bundles.accepts(clerk, number, item)
    # Granted the same morning on the promise, and checked afterwards; the others are still looked at.
    bundles.decides(desk, login_at(page, f"{PLACE}消防救援大队", "审批岗"), number, ["消防"])
    sees_office_act_and_latest_day(phone, number, look_twice)
    sees_the_joint_map(desk, lead, number, look_twice)

    lookers = {office: login_at(page, f"{PLACE}{office}", "审查岗") for office in (*TOGETHER, ALONE[0])}
    they_agree_to_come_together(desk, lookers, number, look_twice)
    sees_that_both_come_at_once(phone, number, look_twice)
    for office, count in TOGETHER.items():
        each_office_records_for_itself(desk, lookers[office], number, count)
    bundles.gives_an_opinion(desk, lookers[ALONE[0]], number, ALONE[1])
    bundles.decides(desk, lead, number, ["食品经营许可", "污水排入"])
    finds_all_results_under_one_number(phone, number, look_twice)
    takes_them_at_one_desk(desk, phone, number, look_twice)


def finds_it_and_sees_what_it_takes(phone: Page, look: Look) -> None:
    phone.goto("/")
    phone.locator("#hero-search").fill("我要开饭店")
    phone.locator("#hero-search").press("Enter")
    look(phone, "one-thing-01-found")
    phone.locator(".hits-things .hit", has_text="开办餐饮店").get_by_role("link", name=PLACE).click()
    expect(phone.get_by_role("heading", name="可能涉及 6 个事项")).to_be_visible()
    bundles.answer(phone, ANSWERS)
    phone.get_by_role("button", name="列出我要办的").click()
    expect(phone.get_by_role("heading", name="您要办 5 个事项")).to_be_visible()
    expect(phone.get_by_text("按您的情形不用办：大型户外广告设置审批")).to_be_visible()
    papers = phone.locator("section[aria-labelledby=papers-title]")
    for words in ("要您提交，只交一次", "办成“个体工商户设立登记”后自动使用它的结果", "由我们从居民身份信息核验"):
        expect(papers.get_by_text(words).first).to_be_visible()
    look(phone, "one-thing-02-guide")
    phone.get_by_role("link", name="按这些回答开始申请").click()


def fills_in_one_form(phone: Page, look: Look) -> None:
    phone.wait_for_url("**/questions/")
    expect(phone.locator("[name=area]")).to_have_value("320")  # said on the guide, not asked again
    bundles.answer(phone, {"trader.place": "own"})
    look(phone, "one-thing-03-questions")
    bundles.go_on(phone, "form")
    expect(phone.locator("[name=head_name]")).to_have_value("李晓云")
    expect(phone.locator("[name=floor_area]")).to_have_value("320")
    bundles.fill_in(phone, TYPED, TICKED)
    phone.locator("[name=cold_room]").fill("8")  # it appeared with the cold dishes
    expect(phone.locator("[data-autosave-note]")).to_contain_text("已保存")
    look(phone, "one-thing-04-form")
    bundles.go_on(phone, "papers")


def sees_office_act_and_latest_day(phone: Page, number: str, look: Look) -> None:
    phone.goto(f"/my/bundles/{number}/")
    expect(phone.get_by_role("heading", name="5 个事项，3 个已办完")).to_be_visible()
    food = bundles.member(phone, "食品经营许可")
    for words in ("云城区市场监督管理局", "云城区城市管理局", "现场核查", "最晚"):
        expect(food).to_contain_text(words)
    look(phone, "one-thing-08-own-map")


def sees_the_joint_map(desk: Desk, lead: Login, number: str, look: Look) -> None:
    with desk(lead) as page:
        page.goto(f"/desk/?text={number}")
        page.get_by_role("link", name=number, exact=True).click()
        expect(page.get_by_role("heading", name="联办图")).to_be_visible()
        expect(page.get_by_text("现在卡在")).to_be_visible()
        expect(page.get_by_text("预计全部办完")).to_be_visible()
        look(page, "one-thing-09-joint-map")


def they_agree_to_come_together(desk: Desk, lookers: dict[str, Login], number: str, look: Look) -> None:
    """One office proposes, the other answers; each names two officers of its own."""
    first, other = TOGETHER
    with desk(lookers[first]) as page:
        bundles.opened(page, number, "食品经营许可")
        page.get_by_role("link", name="提议联合踏勘").click()
        page.locator("[name=planned_for]").fill(f"{in_days(2)}T10:00")
        page.locator("[name=place]").fill(TYPED["place_address"])
        for alone in page.get_by_role("checkbox", name=re.compile("^水务")).all():
            alone.uncheck()
        page.locator("[name=officers]:not(:checked)").first.check()
        look(page, "one-thing-12-propose-visit")
        page.get_by_role("button", name="提议", exact=True).click()
        expect(page.get_by_text("已提议。")).to_be_visible()
    with desk(lookers[other]) as page:
        page.goto("/desk/visits/")
        asked = page.locator("section[aria-labelledby=visits-asked]")
        address = asked.locator(f"a[href*='{number}']").get_attribute("href")
        assert address
        page.goto(address)
        page.locator("[name=officers]:not(:checked)").first.check()
        look(page, "one-thing-13-answer-visit")
        page.get_by_role("button", name="一起去", exact=True).click()
        expect(page.get_by_text("已答复：一起去。")).to_be_visible()


def sees_that_both_come_at_once(phone: Page, number: str, look: Look) -> None:
    phone.goto(f"/my/bundles/{number}/")
    expect(phone.get_by_text("一次上门，2 家部门")).to_be_visible()
    look(phone, "one-thing-14-own-visit")


def each_office_records_for_itself(desk: Desk, login: Login, number: str, count: int) -> None:
    with desk(login) as page:
        page.goto("/desk/visits/")
        records = page.locator("a.visit-open", has_text=number)
        expect(records).to_have_count(count)
        for address in [str(record.get_attribute("href")) for record in records.all()]:
            page.goto(address)
            expect(page.locator("#visit-record")).to_have_attribute("data-ready", "yes")
            page.locator("[name=findings]").fill(FOUND)
            page.get_by_label("符合要求", exact=True).check()
            page.locator("[name=gives_opinion]").check()
            page.get_by_role("button", name="提交现场记录").click()
            expect(page.locator("#visits-state")).to_contain_text("已发送")


def finds_all_results_under_one_number(phone: Page, number: str, look: Look) -> None:
    phone.goto(f"/my/bundles/{number}/")
    expect(phone.get_by_text("全部办成，可以一起领取结果。")).to_be_visible()
    expect(phone.locator("section[aria-labelledby=results] li")).to_have_count(5)
    look(phone, "one-thing-10-results")


def takes_them_at_one_desk(desk: Desk, phone: Page, number: str, look: Look) -> None:
    """At any comprehensive window, by identity card: one signature for five results of two offices."""
    with desk(login_of("clerk")) as clerk:
        clerk.goto("/desk/window/pick-up/")
        clerk.locator("[name=card]").select_option(label="李**")
        clerk.get_by_role("button", name="读身份证").click()
        waiting = clerk.locator(".collect-list li")
        expect(waiting.filter(has_text=number)).to_have_count(5)
        for other in waiting.filter(has_not_text=number).all():
            other.get_by_role("checkbox").uncheck()
        clerk.locator("#collect").get_by_label("电子签名板").check()
        look(clerk, "one-thing-11-desk")
        clerk.get_by_role("button", name="交付选中的结果").click()
        expect(clerk.get_by_text("已交付 5 份结果。")).to_be_visible()
    phone.goto("/my/")
    expect(phone.locator(".own-case", has_text=number).first).to_contain_text("已办结")
