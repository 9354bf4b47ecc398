"""While the database is away: what a person reads, and what becomes of what they typed."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client

from tongban.ui import views

PAGE = "/preferences/"
Fail = Callable[[Exception], None]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch, db: None) -> Fail:
    """Let the page meet an error."""

    def with_error(error: Exception) -> None:
        def meet(request: Any) -> None:
            raise error

        monkeypatch.setattr(views, "wants_large_type", meet)

    return with_error


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "系统暂时停一下，马上恢复"), ("en", "A short pause: we will be back soon")]
)
def test_a_page_says_that_the_database_is_away_and_when_to_come_back(
    client: Client, fail: Fail, language: str, words: str
) -> None:
    fail(OperationalError("connection refused"))
    answer = client.get(PAGE, headers={"accept-language": language})

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert words in answer.text
    assert "connection refused" not in answer.text


def test_what_was_typed_stands_in_the_answer_to_be_sent_again(client: Client, fail: Fail) -> None:
    fail(InterfaceError("connection already closed"))
    drawing = SimpleUploadedFile("图.pdf", b"%PDF-1.4")
    typed = {"name": ["<云味>小馆", "二号"], "csrfmiddlewaretoken": "as-posted", "plan": drawing}
    page = client.post(PAGE + "?on=1", typed).text

    assert f'action="{PAGE}?on=1" enctype="multipart/form-data"' in page
    assert 'name="name" value="&lt;云味&gt;小馆"' in page
    assert 'name="name" value="二号"' in page
    assert 'name="csrfmiddlewaretoken" value="as-posted"' in page  # never a fresh one
    assert 'type="file" id="file-1" name="plan" required' in page
    assert "图.pdf" in page
    assert "2 项内容" in page


def test_a_password_is_never_written_into_a_page(client: Client, fail: Fail) -> None:
    fail(OperationalError("gone"))
    page = client.post(PAGE, {"login": "wangmin", "password": "yunzhou-2026"}).text

    assert "yunzhou-2026" not in page
    assert "请过一会儿返回上一页，再提交一次。" in page


def test_a_script_is_told_by_the_status_and_the_page_stays(client: Client, fail: Fail) -> None:
    fail(OperationalError("gone"))
    answer = client.post(PAGE, {"name": "半句"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.text, answer["Retry-After"]) == (503, "", "10")


def test_a_disk_that_is_full_is_said_to_be(client: Client, fail: Fail) -> None:
    fail(OSError(errno.ENOSPC, "No space left on device"))
    answer = client.post(PAGE, {"name": "半句"})

    assert answer.status_code == 503
    assert "存不下新文件" in answer.text
    assert 'value="半句"' in answer.text


@pytest.mark.parametrize("error", [RuntimeError("bug"), OSError(errno.ENOENT, "no such file")])
def test_a_mistake_of_ours_is_not_called_an_outage(client: Client, fail: Fail, error: Exception) -> None:
    fail(error)
    assert client.get(PAGE).status_code == 500
