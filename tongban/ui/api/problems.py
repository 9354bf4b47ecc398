"""A refusal as ``application/problem+json``: the obstacles as data, each put into the reader's words."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Field, Schema

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.ui.wording import say

MEDIA_TYPE = "application/problem+json"


class Turned(Refused):
    """A call turned away before any action was asked, with the status that says at what."""

    def __init__(self, status: int, *obstacles: Obstacle):
        self.status = status
        super().__init__(obstacles)


class Reason(Schema):
    """One obstacle (障碍): a stable code for programs, words for people."""

    code: str = Field(description="Stable: `missing_paper`, `step_already_claimed` …")
    about: str = Field(description="What it is about: the name of a paper, a field, a step; may be empty")
    details: dict[str, Any] = Field(description="Values that stand in the words")
    text: str = Field(description="In the language of `Accept-Language`: `zh-hans` or `en`")


class Problem(Schema):
    """Why the call was refused (RFC 9457). `obstacles` names every reason, not only the first."""

    type: str = Field(description="Always `about:blank`: the codes of the obstacles tell more than an address would")
    title: str
    status: int
    detail: str
    obstacles: list[Reason]


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """Return the refusals of an operation beside those that every operation has, for ``response=``."""
    return dict.fromkeys(statuses, Problem)


def as_data(status: int, obstacles: Sequence[Obstacle]) -> dict[str, Any]:
    """Return the body of a problem."""
    title, why = HTTPStatus(status).phrase, reasons(obstacles)
    detail = " ".join(reason["text"] for reason in why) or title
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, "obstacles": why}


def reasons(obstacles: Sequence[Obstacle]) -> list[dict[str, Any]]:
    """Return obstacles as data, each in the reader's words."""
    return [{**obstacle.as_json(), "text": say(obstacle)} for obstacle in obstacles]


def problem(status: int, obstacles: Sequence[Obstacle], headers: dict[str, str] | None = None) -> HttpResponse:
    """Return the answer to a call that was refused."""
    content = json.dumps(as_data(status, obstacles), ensure_ascii=False, default=str)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)
