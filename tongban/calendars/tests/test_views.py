"""The pages: the calculator for everybody, the year and the loading of notices for staff."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongban.calendars import queries
from tongban.calendars.models import Notice

pytestmark = pytest.mark.django_db

CSV_2027 = "2027-01-01,放假,元旦\n2027-01-02,放假,元旦\n2027-01-03,放假,元旦\n"
NOTICE = {"year": "2027", "title": "2027年放假通知", "source": "国办发明电〔2026〕9号", "text": CSV_2027}


def signed_in(kind: str = "staff", *, may_load: bool = False, left_on: date | None = None) -> Client:
    account = get_user_model().objects.create(username=f"{kind}{may_load}", kind=kind)
    if kind == "staff":
        hire(account, may_load=may_load, left_on=left_on)
    client = Client()
    client.force_login(account)
    return client


def hire(account: Any, *, may_load: bool, left_on: date | None) -> None:
    """Make an officer of an account, with people's own tables: calendars know nothing of them."""
    since, rows = date(2020, 1, 1), partial(apps.get_model, "people")
    region = rows("Region").objects.create(code="990100", name="云州市", level="city", valid_from=since)
    office = rows("Office").objects.create(
        name="云州市", short_name="云州", uscc="1", kind="government", level="3", region=region
    )
    officer = rows("Officer").objects.create(
        account=account, office=office, name="某某", staff_number="1", joined_on=since, left_on=left_on
    )
    role = "calendar_administrator" if may_load else "clerk"
    rows("RoleGrant").objects.create(officer=officer, role=role, office=office, since=since)


def ask(client: Client, **question: Any) -> Any:
    return client.get("/calendar/", {"start": "2026-04-27", "amount": "5", "unit": "working"} | question)


def test_anybody_sees_why_a_limit_ends_on_that_day(client: Client) -> None:
    page = ask(client).content.decode()
    assert "5月7日（周四）17:30" in page
    assert "劳动节放假，不计入" in page
    assert "国办发明电〔2025〕7号" in page


def test_the_calculator_speaks_english_too(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = ask(client).content.decode()
    assert "Thu 7 May, 17:30" in page
    assert "Labour Day (holiday), not counted" in page
    assert "The day of the event is not counted" in page


def test_pauses_extension_and_late_receipt_count(client: Client) -> None:
    answer = ask(
        client,
        start="2026-05-30",
        after_hours="on",
        extension="2",
        pause_1_from="2026-06-02",
        pause_1_to="2026-06-04",
        pause_2_from="2026-06-03",
        pause_2_to="2026-06-05",
    )
    assert answer.context["derivation"].due.on == date(2026, 6, 15)


def test_hours_count_from_the_moment(client: Client) -> None:
    answer = ask(client, start="2026-06-05", unit="hour", amount="4", at="16:00")
    assert "6月8日（周一）11:30" in answer.content.decode()


def test_a_pause_that_still_runs_leaves_the_end_open(client: Client) -> None:
    answer = ask(client, pause_1_from="2026-04-28")
    assert answer.status_code == 200
    assert "从 2026年4月28日（周二） 起的暂停还没有结束" in answer.content.decode()


def test_a_day_beyond_the_known_years_is_shown_as_provisional(client: Client) -> None:
    assert "暂定" in ask(client, start="2026-12-30").content.decode()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"start": "2026-02-30"}, ""),
        ({"amount": "-1"}, ""),
        ({"amount": "99999999999"}, ""),
        ({"unit": "weeks"}, ""),
        ({"region": "云州"}, "请填写 6、9 或 12 位行政区划代码"),
        ({"pause_1_from": "2026-05-09", "pause_1_to": "2026-05-08"}, "结束日早于开始日"),
        ({"pause_2_to": "2026-05-08"}, "请填写从哪一天起暂停"),
        ({"start": "1911-10-10"}, "只能推算 2000 年到 2059 年的日期 1911年10月10日（周二）"),
    ],
)
def test_what_cannot_be_answered_is_said_and_what_was_typed_is_kept(
    client: Client, question: dict[str, str], said: str
) -> None:
    answer = ask(client, **question)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请先改正下面的内容" in page
    assert said in page
    assert next(iter(question.values())) in page


def test_the_year_on_the_wall_says_what_each_day_is_in_a_word() -> None:
    page = signed_in().get("/desk/calendar/", {"year": "2026"}).content.decode()
    assert page.count('class="wall-month"') == 12
    assert page.count('<td class="wall-holiday"') == 33
    assert page.count('<td class="wall-make_up"') == 6
    assert "全年 248 个工作日" in page
    assert "国办发明电〔2025〕7号" in page


def test_a_year_not_yet_known_says_so() -> None:
    assert "放假通知还没有导入" in signed_in().get("/desk/calendar/", {"year": "2027"}).content.decode()


def test_a_year_that_cannot_be_is_refused_kindly() -> None:
    answer = signed_in().get("/desk/calendar/", {"year": "9999", "region": "x"})
    assert answer.status_code == 200
    assert "请先改正下面的内容" in answer.content.decode()


def test_the_desk_is_for_staff(client: Client) -> None:
    assert client.get("/desk/calendar/").status_code == 302
    assert signed_in("citizen").get("/desk/calendar/").status_code == 403
    assert signed_in(left_on=date(2020, 12, 31)).get("/desk/calendar/").status_code == 403


def test_only_who_manages_the_calendar_may_load_a_notice() -> None:
    ordinary = signed_in()
    assert "/desk/calendar/notice/" not in ordinary.get("/desk/calendar/").content.decode()
    refused = ordinary.get("/desk/calendar/notice/")
    assert (refused.status_code, "由系统管理员导入" in refused.content.decode()) == (403, True)
    assert ordinary.post("/desk/calendar/notice/", NOTICE | {"confirm": "1"}).status_code == 403
    assert not Notice.objects.exists()


def test_a_notice_is_shown_first_and_loaded_when_confirmed() -> None:
    administrator = signed_in(may_load=True)
    assert "看看会改变什么" in administrator.get("/desk/calendar/notice/").content.decode()

    preview = administrator.post("/desk/calendar/notice/", NOTICE).content.decode()
    assert "由 261 天变为 260 天" in preview
    assert not Notice.objects.exists()

    answer = administrator.post("/desk/calendar/notice/", NOTICE | {"confirm": "1"}, follow=True)
    assert "已导入 2027 年的通知（第 1 版）" in answer.content.decode()
    assert not queries.calendar_for("990102").is_working(date(2027, 1, 1))


def test_a_file_carries_its_own_heading() -> None:
    text = 'year = 2027\ntitle = "T"\nnumber = "N"\n[[holiday]]\nname = "元旦"\nfrom = 2027-01-01\n'
    upload = SimpleUploadedFile("2027.toml", b"\xef\xbb\xbf" + text.encode())
    preview = signed_in(may_load=True).post("/desk/calendar/notice/", {"file": upload})
    assert preview.context["notice"]["title"] == "T"
    assert 'value="N"' in preview.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"text": "2027-13-01,放假,元旦"}, 422, "第 1 行看不懂"),
        ({"text": ""}, 409, "没有读到任何日期"),
        ({"year": ""}, 422, "请填写年份"),
        ({"title": ""}, 409, "请填写通知标题"),
        ({"file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")}, 422, "不是 UTF-8 编码的文本"),
        ({"file": SimpleUploadedFile("x.csv", b"#" * 200_000)}, 422, "文件太大"),
        ({"year": "2026"}, 409, "2027年1月1日（周五） 不在 2026 年"),
    ],
)
def test_a_notice_that_cannot_be_is_explained(changes: dict[str, Any], status: int, said: str) -> None:
    answer = signed_in(may_load=True).post("/desk/calendar/notice/", NOTICE | changes)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_pages_ask_the_database_little(django_assert_max_num_queries: Any) -> None:
    client = signed_in()
    with django_assert_max_num_queries(16):
        client.get("/desk/calendar/", {"year": "2026"})
