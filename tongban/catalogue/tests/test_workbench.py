"""The workbench: saved section by section, two editors at once, mends, preview, and without scripts."""

import html
import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import draft_from_current, edit_draft, hand_in_version
from tongban.catalogue.actions.drafts import edit_section, mend_draft
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.lint.checks import World, with_element
from tongban.catalogue.rules.sheet import sections, values_in
from tongban.catalogue.tests.conftest import sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.people.models import Officer

HX = {"HX-Request": "true"}


@pytest.fixture
def editor(client: Client, food: Item, now: datetime) -> Officer:
    return sign_in_manager(client, food.office, now)


@pytest.fixture
def draft(food: Item, editor: Officer, now: datetime) -> ItemVersion:
    return draft_from_current(item=food, by=editor, now=now)


def fields_of(page: str, section: str) -> dict[str, list[str] | str]:
    """Read the form of a section as a browser would send it."""
    found = re.search(rf'<section class="panel sheet-section" id="s-{section}".*?</section>', page, re.DOTALL)
    assert found
    form = found[0]
    data: dict[str, list[str] | str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = {name: html.unescape(text) for name, text in re.findall(r'(\w+)="([^"]*)"', tag)}
        if given.get("type") == "checkbox":
            if " checked" in tag:
                data.setdefault(given["name"], []).append(given["value"])  # type: ignore[union-attr]
        elif given.get("name", "").endswith(".row"):
            data.setdefault(given["name"], []).append(given["value"])  # type: ignore[union-attr]
        elif "name" in given and given["name"] != "csrfmiddlewaretoken":
            data[given["name"]] = given["value"]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        data[name] = html.unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = html.unescape(chosen[1]) if chosen else ""
    return data


def sheet(client: Client, draft: ItemVersion) -> str:
    return client.get(reverse("catalogue:draft", args=[draft.item.code])).text


def post(client: Client, draft: ItemVersion, section: str, data: object, **headers: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("catalogue:draft_section", args=[draft.item.code, section]), data, headers=headers)


@pytest.mark.requirement("A08", "A12")
def test_a_section_saves_while_one_types_and_the_lint_answers_beside_the_field(
    client: Client, draft: ItemVersion
) -> None:
    data = fields_of(sheet(client, draft), "limits") | {"promised_amount": "99"}
    answer = post(client, draft, "limits", data, **HX)
    assert "已保存" in answer.text
    assert 'id="e-f-statutory_amount" hx-swap-oob="true"><p class="sheet-finding sheet-error">' in answer.text
    assert "超过法定时限" in answer.text
    draft.refresh_from_db()
    assert (draft.promised_amount, draft.revision) == (99, 2)


def test_saving_what_stands_there_changes_nothing(client: Client, draft: ItemVersion) -> None:
    before = content_of(draft)
    page = sheet(client, draft)
    for section in sections():
        assert post(client, draft, section, fields_of(page, section), **HX).status_code == 200
        changed = draft.changes.filter(section=section).first()
        now_there = values_in(content_of(ItemVersion.objects.get(pk=draft.pk)), sections()[section])
        assert changed is None, [(k, v, now_there[k]) for k, v in changed.before.items() if v != now_there[k]]
    draft.refresh_from_db()
    assert content_of(draft) == before
    assert (draft.revision, draft.changes.count()) == (1, 0)


def test_what_cannot_be_read_is_said_and_the_rest_is_saved(client: Client, draft: ItemVersion) -> None:
    data = fields_of(sheet(client, draft), "limits") | {"promised_amount": "五", "promised_text": "含一次核查"}
    answer = post(client, draft, "limits", data, **HX)
    assert "请填整数" in answer.text
    draft.refresh_from_db()
    assert (draft.promised_amount, draft.promised_text) == (5, "含一次核查")
    again = post(client, draft, "limits", data).text
    assert 'value="五"' in again


@pytest.mark.requirement("A12")
def test_two_editors_see_each_others_change_and_nothing_typed_is_lost(
    client: Client, draft: ItemVersion, food: Item, now: datetime
) -> None:
    other = Client()
    colleague = sign_in_manager(other, food.office, now, "2")
    mine = fields_of(sheet(client, draft), "ways")
    theirs = fields_of(sheet(other, draft), "ways")
    post(other, draft, "ways", theirs | {"consult": "0990-8000001", "hours": "工作日 9:00–12:00"}, **HX)
    answer = post(client, draft, "ways", mine | {"consult": "0990-8000002", "traffic": "2 路车"}, **HX)

    assert answer["HX-Retarget"] == "#s-ways"
    assert f"{colleague.name}于" in answer.text
    assert "0990-8000001" in answer.text
    assert 'value="0990-8000002"' in answer.text
    assert "工作日 9:00–12:00" in answer.text
    draft.refresh_from_db()
    assert draft.elements["contacts"]["consult"] == "0990-8000001"
    assert draft.elements["contacts"]["hours"] == "工作日 9:00–12:00"
    assert draft.elements["traffic_guide"] == "2 路车"

    again = fields_of(answer.text, "ways")
    still = post(client, draft, "ways", again, **HX)
    assert "您写的还在下面" in still.text, "an autosave does not decide it"
    decided = post(client, draft, "ways", again | {"act": "insist:consult"}, **HX)
    assert "您写的还在下面" not in decided.text
    draft.refresh_from_db()
    assert draft.elements["contacts"]["consult"] == "0990-8000002"


def test_giving_way_takes_what_the_other_one_wrote(
    client: Client, draft: ItemVersion, food: Item, now: datetime
) -> None:
    mine = fields_of(sheet(client, draft), "papers")
    other = sign_in_manager(Client(), food.office, now, "2")
    papers = sections()["papers"]
    typed = values_in(content_of(draft), papers)
    typed["materials"][0]["name"] = "布局图（对方）"
    edit_section(version=draft, section=papers, typed=typed, seen=1, by=other, now=now)
    answer = post(client, draft, "papers", mine | {"materials.0.name": "布局图（我的）"}, **HX)
    assert "布局图（对方）" in answer.text
    assert 'value="布局图（我的）"' in answer.text
    yielded = post(client, draft, "papers", fields_of(answer.text, "papers") | {"act": "yield:materials/layout"}, **HX)
    assert "您写的还在下面" not in yielded.text
    assert 'value="布局图（对方）"' in yielded.text


def test_an_open_page_is_told_what_others_changed(
    client: Client, draft: ItemVersion, food: Item, now: datetime
) -> None:
    address = reverse("catalogue:draft_others", args=[food.code])
    assert client.get(address, {"seen": 1}).text.strip() == ""
    other = sign_in_manager(Client(), food.office, now, "2")
    fees = sections()["fees"]
    charge = {"name": "工本费", "standard": "10元", "basis": "某文件"}
    typed = {**values_in(content_of(draft), fees), "charges": [charge]}
    edit_section(version=draft, section=fees, typed=typed, seen=1, by=other, now=now)
    told = client.get(address, {"seen": 1}).text
    assert "改了“收费”" in told


def test_rows_are_added_moved_and_removed_without_scripts(client: Client, draft: ItemVersion) -> None:
    page = sheet(client, draft)
    added = post(client, draft, "papers", fields_of(page, "papers") | {"act": "add:materials"})
    assert draft.materials.count() == 9
    assert draft.materials.last().code == "m1"
    data = fields_of(added.text, "papers") | {"materials.8.name": "租赁合同", "act": "up:materials:8"}
    moved = post(client, draft, "papers", data)
    assert "field-error" not in moved.text, re.findall(r"field-error.*?</p>", moved.text)
    assert list(draft.materials.values_list("name", flat=True))[7] == "租赁合同"
    post(client, draft, "papers", fields_of(moved.text, "papers") | {"act": "remove:materials:7"})
    assert draft.materials.count() == 8
    for section in ("steps", "conditions", "words", "fees", "basics", "limits", "reforms"):
        for field in sections()[section].fields:
            if field.widget == "rows":
                data = fields_of(sheet(client, draft), section) | {"act": f"add:{field.name}"}
                assert post(client, draft, section, data).status_code == 200, field.name
                assert sheet(client, draft)


def test_two_rows_with_one_code_are_refused_in_words(client: Client, draft: ItemVersion) -> None:
    data = fields_of(sheet(client, draft), "papers") | {"materials.1.code": "layout"}
    assert "有重复的选择" in post(client, draft, "papers", data, **HX).text


@pytest.mark.requirement("A08")
def test_mends_that_need_no_judgement_take_one_key(
    client: Client, draft: ItemVersion, editor: Officer, now: datetime
) -> None:
    content = with_element(with_element(content_of(draft), "limit_scene_num", 0), "limit_scene_explain", "核验")
    edit_draft(version=draft, content=content, by=editor, now=now)
    page = sheet(client, draft)
    assert 'data-key="m"' in page
    client.post(reverse("catalogue:mend", args=[draft.item.code]))
    draft.refresh_from_db()
    assert "limit_scene_explain" not in draft.elements or not draft.elements["limit_scene_explain"]
    assert 'data-key="m"' not in sheet(client, draft)


@pytest.mark.requirement("E18")
def test_papers_of_other_offices_become_exempt_when_somebody_wants_it(
    draft: ItemVersion, editor: Officer, now: datetime
) -> None:
    draft.materials.filter(code="licence").update(exempted_by="", exempted_from="")
    mend_draft(version=draft, check="", known=World(), by=editor, now=now)
    assert draft.materials.get(code="licence").exempted_by == ""
    mend_draft(version=draft, check="asks_little_of_what_offices_issue", known=World(), by=editor, now=now)
    paper = draft.materials.get(code="licence")
    assert (paper.exempted_by, paper.exempted_from) == ("assistance", "市场监督管理局")


@pytest.mark.requirement("A08")
def test_what_is_missing_leads_to_its_field_and_is_never_called_official(client: Client, draft: ItemVersion) -> None:
    trips = sections()["ways"]
    typed = {**values_in(content_of(draft), trips), "trips": None}
    edit_section(version=draft, section=trips, typed=typed, seen=1, by=SYSTEM, now=draft.created_at)
    page = sheet(client, draft)
    assert '<a href="#f-trips">54 到办事现场次数</a>' in page
    assert "不是任何省的官方清单" in page


def test_the_sheet_takes_few_queries(
    client: Client, draft: ItemVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(32):
        sheet(client, draft)
    data = fields_of(sheet(client, draft), "limits") | {"promised_amount": "4"}
    with django_assert_max_num_queries(60):
        post(client, draft, "limits", data, **HX)


@pytest.mark.requirement("A12")
def test_a_preview_is_the_guide_marked_as_a_draft_and_for_staff_only(client: Client, draft: ItemVersion) -> None:
    address = reverse("catalogue:preview", args=[draft.item.code])
    page = client.get(address, {"business": "catering"}).text
    assert "第 2 版草稿的预览" in page
    assert "经营场所和设备布局、操作流程图" in page
    assert f'action="{address}#situation"' in page
    assert "在线办理" not in page
    assert Client().get(address).status_code == 302


def test_what_was_handed_in_is_not_edited_any_more(
    client: Client, draft: ItemVersion, editor: Officer, now: datetime
) -> None:
    data = fields_of(sheet(client, draft), "limits")
    hand_in_version(version=draft, by=editor, now=now)
    address = reverse("catalogue:desk_item", args=[draft.item.code])
    assert client.get(reverse("catalogue:draft", args=[draft.item.code])).url == address
    assert post(client, draft, "limits", data, **HX)["HX-Redirect"] == address


def test_the_sheet_speaks_english(client: Client, draft: ItemVersion) -> None:
    client.cookies["django_language"] = "en"
    page = sheet(client, draft)
    assert "Promised limit" in page
    assert "Legal bases" in page


def test_the_system_leaves_no_name(food: Item, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    section = sections()["limits"]
    typed = {**values_in(content_of(draft), section), "promised_amount": 4}
    saved = edit_section(version=draft, section=section, typed=typed, seen=1, by=SYSTEM, now=now)
    assert saved.version.edited_by is None
    assert draft.changes.get().officer is None


@pytest.mark.requirement("A12", "A15", "A24")
def test_what_bends_the_course_of_a_case_is_set_on_the_sheet_and_told_in_the_comparison(
    client: Client, draft: ItemVersion
) -> None:
    page = sheet(client, draft)
    assert "行政许可法第四十二条第一款" in page
    post(client, draft, "limits", fields_of(page, "limits") | {"extension_rule": "joint"}, **HX)
    post(client, draft, "result", fields_of(page, "result") | {"quota": "40", "limit_explain": "全区 40 个"}, **HX)
    added = post(client, draft, "conditions", fields_of(page, "conditions") | {"act": "add:prerequisites"}, **HX)
    first = fields_of(added.text, "conditions") | {"prerequisites.0.name": "契税完税凭证"}
    answer = post(client, draft, "conditions", first, **HX)
    assert "没有名称或者依据，不得作为条件" in answer.text
    first |= {"prerequisites.0.basis": "契税法 第十一条", "seen": fields_of(sheet(client, draft), "conditions")["seen"]}
    assert "不得作为条件" not in post(client, draft, "conditions", first, **HX).text
    promise = {"commitment_text": "承诺符合条件。", "ordinary_amount": "5", "ordinary_unit": "working"}
    post(client, draft, "reforms", fields_of(page, "reforms") | promise | {"ordinary_step": "现场核查"}, **HX)

    draft.refresh_from_db()
    assert (draft.elements["extension_rule"], draft.elements["quota"]) == ("joint", 40)
    assert [(each["name"], each["basis"]) for each in draft.elements["prerequisites"]] == [
        ("契税完税凭证", "契税法 第十一条")
    ]
    assert draft.elements["commitment"]["ordinary"] == {"amount": 5, "unit": "working", "step": "现场核查"}
    compared = client.get(reverse("catalogue:versions", args=[draft.item.code])).text
    for label in ("延长期限的规定", "统一办理、联合办理、集中办理", "总数最多", "契税完税凭证", "现场核查"):
        assert label in compared, label
