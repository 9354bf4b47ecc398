"""Slots: panels in their order, silent ones left out, and the request handed on."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest

from tongban.ui import slots
from tongban.ui.slots import fillings, fills


@pytest.fixture(autouse=True)
def no_panels(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "_panels", type(slots._panels)(list))
    return


def _panel(text: str) -> Callable[[HttpRequest, Any], slots.Filled]:
    return lambda request, subject: ("ui/components/loading.html", {"label": f"{text} {subject} {request.path}"})


def test_panels_come_in_their_order_with_request_and_subject(render: Callable[..., str]) -> None:
    fills("a.place", order=60)(_panel("second"))
    fills("a.place", order=10)(_panel("first"))
    page = render('{% slot "a.place" thing %}', thing="matter")
    assert page.index("first matter /somewhere/") < page.index("second matter /somewhere/")


def test_a_panel_with_nothing_to_show_is_left_out(visit: HttpRequest) -> None:
    fills("a.place")(lambda request, subject: None)
    assert fillings("a.place", visit) == []


def test_a_place_that_nobody_fills_is_empty(render: Callable[..., str]) -> None:
    assert render('{% slot "nobody.here" as shown %}[{{ shown }}]') == "[]"
