"""The page of a link: for which papers the result stands, which fields it fills in; conditions in people's words."""

import pytest
from django.urls import reverse

from tongban.bundles.models import Link
from tongban.bundles.tests.conftest import Street, next_version
from tongban.bundles.tests.test_designing import at, drafted, manager, text  # noqa: F401 (fixture)
from tongban.people.models import Officer

pytestmark = pytest.mark.requirement("E11", "E05")
LINK = ("trader", "food")


def test_fields_that_the_result_fills_in_are_chosen_and_shown(street: Street, manager: Officer) -> None:  # noqa: F811
    desk, draft = drafted(street, manager)
    page = text(desk.get(at("design_link", *LINK)))
    assert 'name="fed-platform"' in page
    assert 'name="fed-floor_area"' not in page  # a number takes nothing of a result

    shown = text(desk.post(at("design_link", *LINK), {"fed-platform": "number"}, follow=True))

    link = Link.objects.get(version=draft, source__code="trader", target__code="food")
    assert (link.papers, link.fields, link.kind) == ([], {"platform": "number"}, "output")
    assert "平台 ← 结果的编号" in shown
    assert '<option value="number" selected>' in text(desk.get(at("design_link", *LINK)))

    desk.post(at("design_link", *LINK), {"fed-platform": ""})
    link.refresh_from_db()
    assert (link.fields, link.kind) == ({}, "order")


def test_what_does_not_fit_or_is_filled_in_already_is_refused_in_words(street: Street, manager: Officer) -> None:  # noqa: F811
    desk, _draft = drafted(street, manager)
    refused = desk.post(at("design_link", *LINK), {"fed-platform": "valid_from"})  # a day in a plain field
    assert refused.status_code == 422
    for source, what in (("trader", "number"), ("food", "name")):
        desk.post(at("add_link"), {"source": source, "target": "sign"})
        twice = desk.post(at("design_link", source, "sign"), {"fed-name": what})
    assert twice.status_code == 422
    assert "“个体工商户设立登记”的结果已经填写它" in text(twice)


def test_conditions_are_told_by_the_words_of_the_questions(street: Street, manager: Officer) -> None:  # noqa: F811
    desk, _ = drafted(street, manager)
    page = text(desk.get(at("design")))
    assert "已经有营业执照吗？否" in page
    assert "要挂招牌吗？是" in page


def test_preset_answers_are_told_by_the_words_of_the_questions(street: Street, manager: Officer) -> None:  # noqa: F811
    asked = [{"key": "lit", "type": "boolean", "label": "招牌发光吗？"}]
    next_version(street.town.signboard, questions=asked)
    desk, draft = drafted(street, manager)
    draft.members.filter(code="sign").update(answers={"lit": {"from": "signs", "values": {"true": False}}})
    page = text(desk.get(at("design")))
    assert "招牌发光吗？按“要挂招牌吗？”的回答：是 → 否" in page
    draft.members.filter(code="sign").update(answers={"lit": {"is": True}})
    assert "招牌发光吗？是" in text(desk.get(at("design")))


def test_the_page_of_a_link_marks_no_field_and_says_the_title(street: Street, manager: Officer) -> None:  # noqa: F811
    desk, _ = drafted(street, manager)
    page = text(desk.get(at("design_link", *LINK)))
    assert "（选填）" not in page
    assert ">开一家小店</a>" in page


def test_the_list_is_narrowed_down_by_place(street: Street, manager: Officer) -> None:  # noqa: F811
    desk, _ = drafted(street, manager)
    assert "开一家小店" in text(desk.get(reverse("bundles:designs"), {"place": "990100"}))
    assert "没有符合条件的一件事" in text(desk.get(reverse("bundles:designs"), {"place": "990102"}))
