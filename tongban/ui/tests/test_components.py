"""Components: what each one says, in words and not by colour alone."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.template import RequestContext, Template
from django.utils import timezone, translation

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.ratios import Ratio
from tongban.ui.tags.page import nearest
from tongban.ui.tags.status import light_of

Render = Callable[..., str]


class Question(forms.Form):
    name = forms.CharField(label="姓名", help_text="和证件上一样", error_messages={"required": "请填写姓名"})
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)
    code = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("due", "warn", "light"), [(-1, -2, "red"), (1, -1, "yellow"), (2, 1, "green"), (1, None, "green")]
)
def test_a_light_follows_from_the_due_moment_and_the_warning(due: int, warn: int | None, light: str) -> None:
    now = timezone.now()
    warn_at = None if warn is None else now + timedelta(hours=warn)
    assert light_of(SimpleNamespace(due_at=now + timedelta(hours=due), warn_at=warn_at)) == light


def test_a_light_is_an_icon_and_a_word(render: Render) -> None:
    page = render("{% light 'red' %}")
    assert "已超期" in page
    assert "#triangle-alert" in page
    assert render("{% light None %}").strip() == ""


def test_steps_of_one_wave_stand_side_by_side(render: Render) -> None:
    steps = [
        {"name": "受理", "wave": 1, "state": "done"},
        {"name": "核查", "wave": 2, "state": "open", "office": "市监局"},
        {"name": "消防", "wave": 2, "state": "waiting"},
    ]
    page = render("{% steps steps %}", steps=steps)
    assert page.count('class="wave ') == 2
    assert page.count('aria-current="step"') == 1
    assert "正在办理" in page


def test_a_ratio_shows_both_terms_and_a_ratio_of_nothing_is_a_dash(render: Render) -> None:
    assert "2 / 3" in render("{% ratio r %}", r=Ratio(2, 3))
    assert "66.7%" in render("{% ratio r %}", r=Ratio(2, 3))
    assert "—" in render("{% ratio r %}", r=Ratio(0, 0))


def test_obstacles_are_sentences(render: Render) -> None:
    page = render("{% obstacles found %}", found=[Obstacle("not_allowed", about="决定")])
    assert "<li>您没有权限这样做：决定</li>" in page
    assert render("{% obstacles found %}", found=[]).strip() == ""


def test_what_comes_from_outside_is_escaped(render: Render) -> None:
    page = render("{% facts rows %}{% trail t %}", rows=[("名称", "<b>")], t=[{"text": "<i>", "at": timezone.now()}])
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_field_ties_label_hint_and_error_to_its_control(render: Render) -> None:
    page = render("{% field form.name %}", form=Question({}))
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'for="id_name"' in page
    assert "（选填）" in render("{% field form.note %}", form=Question())
    assert "<legend>类型" in render("{% field form.kind %}", form=Question())
    assert "label" not in render("{% field form.code %}", form=Question())


def test_the_error_summary_leads_to_each_field(render: Render) -> None:
    page = render("{% error_summary form extra %}", form=Question({}), extra=[Obstacle("not_allowed")])
    assert '<a href="#id_name">请填写姓名</a>' in page
    assert 'href="#id_kind_0"' in page
    assert "您没有权限这样做" in page
    assert render("{% error_summary form %}", form=Question()).strip() == ""


def test_a_table_carries_the_heads_into_its_cells_for_a_phone(render: Render) -> None:
    page = render("{% table heads rows %}", heads=["编号", ("天数", "number")], rows=[[("A-1", "/a/"), 3]])
    assert 'data-label="编号"' in page
    assert '<a href="/a/">A-1</a>' in page
    assert "这里还没有内容" in render("{% table heads rows %}", heads=["编号"], rows=[])


def test_filters_keep_what_was_chosen(render: Render) -> None:
    chosen = [{"name": "light", "label": "期限", "options": [("red", "已超期"), ("green", "正常")]}]
    page = render("{% filters chosen search='q' %}", chosen=chosen)
    assert '<option value="red" selected>' in page
    assert "清除" in page


def test_page_links_keep_the_filters(render: Render) -> None:
    page = render("{% page_links page %}", page=SimpleNamespace(next="abc", previous=None))
    assert 'href="?light=red&amp;after=abc"' in page


def test_a_masked_value_is_revealed_by_a_post_with_a_purpose(render: Render) -> None:
    page = render("{% masked '138****5678' reveal_url='/reveal/' %}")
    assert 'method="post"' in page
    assert 'name="purpose" required' in page
    assert "<form" not in render("{% masked '138****5678' %}")


def test_papers_say_how_they_stand(render: Render) -> None:
    page = render(
        "{% paper_list papers %}", papers=[{"name": "营业执照", "state": "held"}, {"name": "合同", "pages": 1}]
    )
    assert "已替您查到，不用交" in page
    assert "需要提交" in page
    with translation.override("en"):
        assert "1 page<" in render("{% paper_list papers %}", papers=[{"name": "x", "pages": 1}])


def test_a_chart_has_its_figures_as_text(render: Render) -> None:
    points = [("一月", 210), ("二月", 331)]
    for tag in ("chart_bar", "chart_line", "chart_donut"):
        page = render("{% " + tag + " points title='办结' %}", points=points)
        assert '<th scope="row">' in page
        assert "331" in page
        assert tag == "chart_donut" or "style=" not in page


def test_a_chart_of_nothing_is_no_failure(render: Render) -> None:
    for tag in ("chart_bar", "chart_line", "chart_donut"):
        assert "<figure" in render("{% " + tag + " points title='办结' %}", points=[])


def test_a_code_says_what_it_holds(render: Render) -> None:
    page = render("{% qr 'A&1' label='办件<编号>' %}")
    assert "<title>办件&lt;编号&gt;</title>" in page
    assert "style=" not in page


def test_where_we_are_ends_with_this_page(render: Render) -> None:
    page = render("{% breadcrumb '首页' '/' '事项' %}")
    assert '<a href="/">首页</a>' in page
    assert '<span aria-current="page">事项</span>' in page


def test_a_page_belongs_to_one_entry_of_the_navigation_only(visit: HttpRequest) -> None:
    visit.path = "/desk/window/shelf/7/"
    entry = "{% load tongban %}{% nav_link 'Window' '/desk/window/' %}{% nav_link 'Shelf' '/desk/window/shelf/' %}"
    context = RequestContext(
        visit, {"nearest": nearest(visit.path, ["/desk/", "/desk/window/", "/desk/window/shelf/"])}
    )
    shown = Template(entry).render(context)
    assert shown.count("aria-current") == 1
    assert shown.index("aria-current") > shown.index("/desk/window/shelf/")


def test_a_choice_left_open_says_so_in_words(render: Callable[..., str]) -> None:
    class Form(forms.Form):
        office = forms.ModelChoiceField(get_user_model().objects.none(), label="Office")

    shown = render("{% field form.office %}", form=Form())
    assert "请选择" in shown
    assert "---" not in shown
