"""The pages: who sees what, and what a form does."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.matters.models import Matter, Step, Work
from tongban.matters.tests.conftest import Town, accepted, officer, opened, under_way
from tongban.people.models import Office, Officer, RoleGrant


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer.account)
    return client


def page_of(matter: Matter, by: Officer, status: int = 200) -> str:
    answer = signed_in(by).get(reverse("matters:matter", args=[matter.number]))
    assert answer.status_code == status
    return answer.content.decode()


def under_way_now(town: Town, *waves: Any) -> tuple[Matter, list[Step]]:
    return under_way(town, *waves, now=timezone.now())


def test_the_work_list_shows_what_i_may_do_with_its_light(town: Town) -> None:
    matter, _ = under_way_now(town, [town.market])
    other, _ = under_way_now(town, [town.health])
    text = signed_in(town.reviewer).get("/desk/").content.decode()
    assert matter.number in text
    assert other.number not in text
    assert "正常" in text
    assert "王小云" not in text
    assert "王**" in text


def test_an_empty_work_list_says_so(town: Town) -> None:
    page = signed_in(town.reviewer).get("/desk/").content.decode()
    assert "没有待办" in page
    assert "从这里去" in page  # whoever has no work of their own, such as a director, goes on from here
    assert "筛选待办" not in page
    assert "筛选待办" in signed_in(town.reviewer).get("/desk/?light=red").content.decode()


def test_the_work_list_narrows_down(town: Town) -> None:
    matter, _ = under_way_now(town, [town.market])
    reviewer = signed_in(town.reviewer)
    for query, is_there in (("whose=unclaimed", 1), ("whose=mine", 0), ("light=red", 0), ("light=green", 1),
                            ("item=food", 1), ("state=received", 0), ("text=食品", 1), ("text=王小云", 1),
                            (f"office={town.health.pk}", 0), ("office=x", 1), ("text=990101", 1)):  # fmt: skip
        assert (matter.number in reviewer.get(f"/desk/?{query}").content.decode()) is bool(is_there), query


def test_a_stranger_is_told_that_there_is_no_such_matter(town: Town) -> None:
    matter, (step,) = under_way_now(town, [town.market])
    page_of(matter, town.stranger, status=404)
    stranger = signed_in(town.stranger)
    assert stranger.post(reverse("matters:claim", args=[matter.number, step.pk])).status_code == 404
    assert matter.number not in stranger.get(f"/desk/search/?q={matter.number}").content.decode().split("<main")[1]


def test_an_office_taking_part_sees_the_matter_but_cannot_do_the_steps_of_others(town: Town) -> None:
    matter, (step, own) = under_way_now(town, [town.market, town.health])
    text = page_of(matter, town.health_reviewer)
    assert reverse("matters:complete", args=[matter.number, own.pk]) in text
    assert reverse("matters:complete", args=[matter.number, step.pk]) not in text
    answer = signed_in(town.health_reviewer).post(reverse("matters:claim", args=[matter.number, step.pk]))
    assert answer.status_code == 403


def test_a_citizen_has_no_desk(client: Client, town: Town) -> None:
    matter = opened(town)
    assert client.get("/desk/").status_code == 302
    assert client.get(reverse("matters:matter", args=[matter.number])).status_code == 302


def test_the_matter_page_says_why_this_day(town: Town) -> None:
    matter, _ = under_way_now(town, [town.market])
    text = page_of(matter, town.reviewer)
    assert "为什么是这一天" in text
    assert "承诺期限" in text


def test_a_step_is_claimed_and_completed_on_the_page(town: Town) -> None:
    matter, (step,) = under_way_now(town, [town.market])
    reviewer = signed_in(town.reviewer)
    assert reviewer.post(reverse("matters:claim", args=[matter.number, step.pk])).status_code == 302
    given = {"outcome": "pass", "opinion": "材料齐全，同意"}
    assert reviewer.post(reverse("matters:complete", args=[matter.number, step.pk]), given).status_code == 302
    assert Step.objects.get(pk=step.pk).outcome == "pass"
    assert "材料齐全，同意" in page_of(matter, town.reviewer)


def test_a_form_that_was_refused_keeps_what_was_typed(town: Town) -> None:
    matter, (step,) = under_way_now(town, [town.market])
    answer = signed_in(town.reviewer).post(
        reverse("matters:complete", args=[matter.number, step.pk]), {"opinion": "还没选结果"}
    )
    assert answer.status_code == 422
    assert "还没选结果" in answer.content.decode()


def test_a_colleague_gets_the_step_and_it_can_come_back(town: Town) -> None:
    matter, steps = under_way_now(town, [town.market], [town.market])
    reviewer = signed_in(town.reviewer)
    first, second = steps
    reviewer.post(reverse("matters:hand_over", args=[matter.number, first.pk]), {"to": town.colleague.pk})
    assert Work.objects.get(step=first).claimed_by == town.colleague
    colleague = signed_in(town.colleague)
    colleague.post(reverse("matters:complete", args=[matter.number, first.pk]), {"outcome": "pass"})
    answer = colleague.post(
        reverse("matters:return", args=[matter.number, second.pk]), {"to_wave": "1", "reason": "面积不符"}
    )
    assert answer.status_code == 302
    assert matter.steps.get(code=first.code, is_superseded=False).state == "open"
    assert "面积不符" in page_of(matter, town.colleague)


def test_the_head_extends_and_an_approver_stops_the_clock(town: Town) -> None:
    matter, _ = under_way_now(town, [town.market])
    approver, head = signed_in(town.approver), signed_in(town.head)
    reasons = {"reason": "需要现场核查", "basis": "行政许可法第四十二条"}
    address = reverse("matters:extend", args=[matter.number])
    assert approver.post(address, {"amount": 3, **reasons}).status_code == 403
    assert head.post(address, {"amount": 3, **reasons}).status_code == 302
    assert head.post(address, {"amount": 3, **reasons}).status_code == 409
    begin = reverse("matters:begin_procedure", args=[matter.number])
    assert approver.post(begin, {"kind": "专家评审", "expected_days": 5, **reasons}).status_code == 302
    assert "结束，恢复计时" in page_of(matter, town.approver)
    assert approver.post(reverse("matters:end_procedure", args=[matter.number])).status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == "accepted"


def test_joint_handling_is_extended_on_its_page_by_the_government_and_offered_to_nobody_else(town: Town) -> None:
    government = Office.objects.create(
        name="云城区人民政府", short_name="区政府", uscc="11990101MB00000099", kind="government", level="4",
        region=town.region,
    )  # fmt: skip
    mayor = officer(government, "chief")
    matter = accepted(town, promised=20, statutory=20, extension_rule="joint", now=timezone.now())
    RoleGrant.objects.create(officer=mayor, role="director", office=matter.office, since=date(2020, 1, 1))
    address = reverse("matters:extend", args=[matter.number])
    given = {"amount": 15, "reason": "两个部门联合踏勘", "basis": "行政许可法第四十二条第二款"}
    assert address not in page_of(matter, town.head)
    assert signed_in(town.head).post(address, given).status_code == 403
    assert address in page_of(matter, mayor)
    assert "最多 15 个工作日" in page_of(matter, mayor)
    assert signed_in(mayor).post(address, given | {"amount": 16}).status_code == 409
    assert signed_in(mayor).post(address, given).status_code == 302
    assert matter.clocks.get(kind="promised").extensions.get().approved_by == mayor


def test_a_clerk_cannot_stop_the_clock(town: Town) -> None:
    matter = accepted(town, now=timezone.now())
    given = {"kind": "听证", "expected_days": 5, "reason": "申请人要求", "basis": "行政许可法第四十七条"}
    answer = signed_in(town.clerk).post(reverse("matters:begin_procedure", args=[matter.number]), given)
    assert answer.status_code == 403


def test_a_supervisor_urges(town: Town) -> None:
    matter = accepted(town, now=timezone.now())
    signed_in(town.supervisor).post(reverse("matters:urge", args=[matter.number]), {"text": "请今天办结"})
    assert "请今天办结" in page_of(matter, town.clerk)


def test_the_print_view_holds_the_record(town: Town) -> None:
    matter, _ = under_way_now(town, [town.market])
    answer = signed_in(town.reviewer).get(reverse("matters:matter_print", args=[matter.number]))
    assert "办理记录" in answer.content.decode()


def test_search_finds_by_number_prefix_party_and_title(town: Town) -> None:
    matter = opened(town)
    clerk = signed_in(town.clerk)
    for text in (matter.number[:12], "王小云", "11010519491231002x", "19900000001", "食品"):
        assert matter.number in clerk.get("/desk/search/", {"q": text}).content.decode(), text
    assert "没有查到" in clerk.get("/desk/search/", {"q": "殡葬"}).content.decode()
    assert clerk.get("/desk/search/", {"q": matter.number.replace("-", "")}).status_code == 302


def queries_of(client: Client, address: str, count: Any) -> int:
    client.get(address)
    with count as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(town: Town, django_assert_max_num_queries: Any) -> None:
    matter, _ = under_way_now(town, [town.market, town.health])
    reviewer = signed_in(town.reviewer)
    address = reverse("matters:matter", args=[matter.number])
    pages = ("/desk/", "/desk/search/?q=990101", address)
    one = [queries_of(reviewer, page, django_assert_max_num_queries(60)) for page in pages]
    for _ in range(12):
        under_way_now(town, [town.market, town.health])
    many = [queries_of(reviewer, page, django_assert_max_num_queries(60)) for page in pages]
    assert many == one
    assert all(n <= most for n, most in zip(many, (9, 9, 18), strict=True)), many


# The public look-up


def test_progress_opens_with_number_and_code(client: Client, town: Town) -> None:
    matter, _ = under_way_now(town, [town.market, town.health])
    given = {"number": matter.number.replace("-", " "), "query_code": matter.told_code().lower()}
    text = client.post("/progress/", given, follow=True).content.decode()
    assert "云城区卫生健康局" in text
    assert "为什么是这一天" in text
    assert town.party.name.clear() not in text
    assert town.reviewer.name not in text


def test_a_wrong_code_and_a_number_that_is_not_there_look_the_same(client: Client, town: Town) -> None:
    matter = opened(town)
    wrong = client.post("/progress/", {"number": matter.number, "query_code": "AAAAAAAA"})
    absent = client.post("/progress/", {"number": "990101-260507-009999-0", "query_code": "AAAAAAAA"})
    assert wrong.status_code == absent.status_code == 409
    assert "没有找到" in wrong.content.decode()
    assert "没有找到" in absent.content.decode()


def test_a_progress_page_is_shut_without_the_code(client: Client, town: Town) -> None:
    matter = opened(town)
    assert client.get(reverse("matters:progress", args=[matter.number])).status_code == 302
    assert client.get(reverse("matters:progress", args=["990101-260507-009999-0"])).status_code == 302


def test_guessing_is_slowed_down(client: Client, town: Town) -> None:
    matter = opened(town)
    given = {"number": matter.number, "query_code": "AAAAAAAA"}
    statuses = [client.post("/progress/", given).status_code for _ in range(12)]
    assert statuses[:10] == [409] * 10
    assert statuses[10:] == [429] * 2
    right = client.post("/progress/", {"number": matter.number, "query_code": matter.told_code()})
    assert right.status_code == 429


def test_the_pages_are_in_english_too(client: Client, town: Town) -> None:
    text = client.get("/progress/", headers={"accept-language": "en"}).content.decode()
    assert "Query code" in text
