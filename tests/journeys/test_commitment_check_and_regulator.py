"""云州悦来宾馆 has two licences on its word the same day; the regulator signs, checks, orders; another firm loses one.

Scenario 5, in the browser: 孙倩 applies for the hotel with her phone; licence, check, correction and the record of
credit stand in one line of sight.
"""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Look
from tests.journeys.people import login_named, login_of, sign_in_citizen
from tongban.kernel.moments import local_day
from tongban.people.rules.identifiers import make_citizen_id

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
HOTEL, OTHER, REVOKED = "云州悦来宾馆有限公司", "云州客来旅馆有限公司", "云州鸿运旅馆有限公司"
HEAD = make_citizen_id(region="990102", born=date(1984, 6, 2), sequence=31)
HYGIENE, FIRE = "公共场所卫生许可", "消防安全检查"
PLACE = {"place_name": "悦来宾馆", "place_address": "云城区建设路18号一至六层"}
ANSWERS = {
    HYGIENE: {"kind": "hotel", "aircon": "false"},
    FIRE: {"place_kind": "hotel", "area": "2600", "facility": "false"},
}
FILLED = {
    HYGIENE: PLACE
    | {"area": "2600", "beds": "96", "owner_name": "何悦", "owner_id": HEAD, "owner_phone": "19900000002"},
    FIRE: PLACE
    | {"floors": "1–6", "capacity": "180", "exits": "4", "extinguishers": "48"}
    | {"head_name": "何悦", "head_id": HEAD, "head_phone": "19900000002"},
}
FOUND, ORDER = "两名核查人员到场：消毒间没有启用。", "启用消毒间，留存照片。"
LIE = "两名核查人员到场：承诺的场所不存在。"


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"commitment-{name}")


@pytest.mark.requirement("E03", "N01")
def test_commitment_check_and_regulator(phone: Page, desk: Desk, look: Look) -> None:
    sign_in_citizen(phone, login_of("agent"))
    first = applies_on_its_word(phone, HYGIENE, look)
    second = applies_on_its_word(phone, FIRE, look)
    decided_the_same_day(desk, first, "赵军", look)
    decided_the_same_day(desk, second, "周正", look)
    for number in (first, second):
        has_it_in_hand(phone, number)
    look(phone, "08-granted")

    the_regulator_signs(desk, first, look)
    one_finding_is_ordered_to_be_put_right(desk, phone, first, look)
    everything_stands_in_one_line(desk, first, look)

    number = the_other_firm_had_lied(desk, look)
    announced_answered_and_revoked(desk, phone, number, look)
    everybody_may_read_it(phone, look)
    it_is_in_the_file_for_the_credit_site(desk)


def applies_on_its_word(phone: Page, item: str, look: Look) -> str:
    """Apply for the hotel, with the promise signed by the account; return the number."""
    phone.goto("/")
    phone.locator("#hero-search").fill(item)
    phone.locator("#hero-search").press("Enter")
    phone.wait_for_url("**/items/?*")
    phone.locator("main").get_by_role("link", name=item).first.click()
    look(phone, f"01-guide-{item}")
    phone.locator("main").get_by_role("link", name="在线办理").first.click()
    phone.get_by_label(HOTEL).check()
    look(phone, f"02-for-whom-{item}")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/questions/")
    for name, value in ANSWERS[item].items():
        chosen = phone.locator(f'[name={name}][value="{value}"]')
        chosen.check() if chosen.count() else phone.locator(f"[name={name}]").fill(value)
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/form/")
    for name, value in FILLED[item].items():
        phone.locator(f"[name={name}]").fill(value)
    if item == HYGIENE:
        phone.locator("[name=water][value=public]").check()
    phone.locator("[name=agreed]").check()
    look(phone, f"03-form-{item}")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/papers/")
    for control in phone.locator("main input[type=file]").all():
        name = str(control.get_attribute("name"))
        control.set_input_files([{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    phone.get_by_role("button", name="上传并继续").click()
    phone.wait_for_url("**/check/")
    phone.get_by_label("告知承诺：您承诺符合条件").check()
    phone.locator("[name=deliver_way][value=download]").check()
    phone.locator("[name=is_true]").check()
    look(phone, f"04-check-{item}")
    phone.get_by_role("button", name="提交申请").click()
    phone.wait_for_url("**/handed-in/")
    number = phone.locator(".receipt-codes dd").first.inner_text()
    assert re.fullmatch(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]", number)
    return number


def decided_the_same_day(desk: Desk, number: str, decider: str, look: Look) -> None:
    """Accepted on the promise at the window, decided by another officer who answers for it."""
    with desk(login_named("王敏")) as page:
        page.goto(f"/desk/matters/{number}/")
        expect(page.get_by_text("申请人已签署告知承诺书")).to_be_visible()
        page.get_by_role("link", name="按告知承诺受理").click()
        look(page, f"05-accept-{decider}")
        page.get_by_role("button", name="受理").click()
        expect(page.locator("main")).to_contain_text("已")
        expect(page.get_by_role("link", name="按告知承诺受理")).to_have_count(0)
    with desk(login_named(decider)) as page:
        page.goto(f"/desk/matters/{number}/")
        look(page, f"06-decide-{decider}")
        page.get_by_label("准予").check()
        page.get_by_role("button", name="作出决定").click()
        expect(page.get_by_text("决定已作出。")).to_be_visible()
        expect(page.get_by_role("region", name="结果")).to_be_visible()
        look(page, f"07-decided-{decider}")


def has_it_in_hand(phone: Page, number: str) -> None:
    phone.goto(f"/my/{number}/")
    expect(phone.get_by_role("heading", name="已批准，可以领取结果")).to_be_visible()
    expect(phone.get_by_role("region", name="您的承诺")).to_contain_text("我们已当场发证")


def the_regulator_signs(desk: Desk, number: str, look: Look) -> None:
    with desk(login_named("白雪梅")) as page:
        page.get_by_role("link", name="审管联动").first.click()
        row = page.get_by_role("row").filter(has_text=number)
        expect(row).to_contain_text("前")
        look(page, "09-inbox")
        row.get_by_role("button", name="签收").click()
        expect(page.get_by_text("已签收。")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("已签收")


def one_finding_is_ordered_to_be_put_right(desk: Desk, phone: Page, number: str, look: Look) -> None:
    with desk(login_named("白雪梅")) as page:
        page.goto("/desk/regulating/checks/")
        look(page, "10-checks")
        page.get_by_role("row").filter(has_text=number).get_by_role("link").first.click()
        expect(page.get_by_text("承诺了什么")).to_be_visible()
        page.get_by_label("不符合承诺，责令限期改正").check()
        page.get_by_label("核查情况").fill(FOUND)
        page.get_by_role("button", name="记录").click()
        expect(page.locator("[data-error-summary], .obstacles")).to_be_visible()  # an order has a day
        page.get_by_label("改正要求").fill(ORDER)
        page.get_by_label("改正期限").fill(f"{local_day(datetime.now(UTC)) + timedelta(days=15)}")
        look(page, "11-check")
        page.get_by_role("button", name="记录").click()
        expect(page.get_by_text("核查结果已记录")).to_be_visible()
        phone.goto(f"/my/{number}/")
        expect(phone.get_by_role("region", name="您的承诺")).to_contain_text(ORDER)
        look(phone, "12-ordered")
        page.get_by_label("已经改正").check()
        page.get_by_label("复查情况").fill("已经启用。")
        page.get_by_role("button", name="记录").click()
        expect(page.locator("main")).to_contain_text("已改正")


def everything_stands_in_one_line(desk: Desk, number: str, look: Look) -> None:
    """Whoever decided sees the licence, the receipt, the finding and the correction on one page."""
    with desk(login_named("赵军")) as page:
        page.goto(f"/desk/matters/{number}/")
        for said in ("公共场所卫生许可证", "已签收", FOUND, "已改正"):
            expect(page.locator("body")).to_contain_text(said)
        look(page, "13-one-line")


def the_other_firm_had_lied(desk: Desk, look: Look) -> str:
    with desk(login_named("白雪梅")) as page:
        page.goto("/desk/regulating/checks/")
        row = page.get_by_role("row").filter(has_text=OTHER)
        found = re.search(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]", row.inner_text())
        assert found
        row.get_by_role("link").first.click()
        page.get_by_label("虚假承诺").check()
        page.get_by_label("核查情况").fill(LIE)
        look(page, "14-false")
        page.get_by_role("button", name="记录").click()
        expect(page.get_by_text("核查结果已记录")).to_be_visible()
        return found[0]


def announced_answered_and_revoked(desk: Desk, phone: Page, number: str, look: Look) -> None:
    with desk(login_named("赵军")) as page:
        page.goto(f"/desk/matters/{number}/")
        page.get_by_role("link", name="拟撤销许可").click()
        page.get_by_label("事实和理由").fill("场所不存在，承诺不实。")
        look(page, "15-announce")
        page.locator("main form button[type=submit]").last.click()
        expect(page.get_by_text("陈述、申辩到")).to_be_visible()
    phone.goto(f"/my/{number}/")
    phone.get_by_label("陈述、申辩意见").fill("已经搬走了。")
    look(phone, "16-statement")
    phone.get_by_role("button", name="提出意见").click()
    expect(phone.get_by_text("已提出")).to_be_visible()
    with desk(login_named("钱慧")) as page:
        page.goto(f"/desk/matters/{number}/")
        expect(page.get_by_role("region", name="批后监管和后续处理")).to_contain_text("已经搬走了。")
        page.get_by_role("button", name="作出决定：撤销").click()
        expect(page.get_by_role("region", name="结果")).to_contain_text("已撤销")
        look(page, "17-revoked")


def everybody_may_read_it(phone: Page, look: Look) -> None:
    phone.goto("/published/")
    for firm in (OTHER, REVOKED):
        phone.locator("main [name=q]").fill(firm)
        phone.locator("main [name=q]").press("Enter")
        phone.wait_for_url("**/published/?*")
        rows = phone.get_by_role("row").filter(has_text=firm)
        expect(rows).to_have_count(2)
        expect(rows.first).to_contain_text("撤销")
    look(phone, "18-published")


def it_is_in_the_file_for_the_credit_site(desk: Desk) -> None:
    """The 双公示 file has a row for the grant and one for its end; state 1 is in force, 2 is revoked."""
    with desk(login_named("钱慧")) as page:
        page.goto("/desk/published/")
        with page.expect_download() as coming:
            page.get_by_role("button", name="JSON").click()
        rows = json.loads(coming.value.path().read_text())["rows"]
        assert {row["XK_ZT"] for row in rows if row["XK_XDR_MC"] == OTHER} == {"1", "2"}
        assert {row["XK_ZT"] for row in rows if row["XK_XDR_MC"] == HOTEL} == {"1"}
