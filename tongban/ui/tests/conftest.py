"""What the tests of the pages stand on: texts compiled, templates rendered for a reader, a visitor's request."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

Render = Callable[..., str]


@pytest.fixture(scope="session", autouse=True)
def english_texts() -> None:
    """Compile the English texts if ``make`` has not done so since they changed."""
    source = Path(__file__).parents[1] / "locale/en/LC_MESSAGES/django.po"
    compiled = source.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        with source.open("rb") as texts, compiled.open("wb") as file:
            write_mo(file, read_po(texts))


@pytest.fixture
def visit() -> HttpRequest:
    return RequestFactory().get("/somewhere/", {"light": "red"})


@pytest.fixture
def render(visit: HttpRequest) -> Render:
    """``render("{% light 'red' %}", name=value…)``: a snippet as the visitor sees it."""

    def page(snippet: str, **values: Any) -> str:
        source = "{% load i18n tongban %}" + snippet
        return engines["django"].from_string(source).render(values, visit)

    return page
