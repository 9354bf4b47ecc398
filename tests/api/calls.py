"""Calling the API in this process, and keeping what was reached."""

import json
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from tongban.portal.api import api
from tongban.portal.rules.documenting import operations

ROOT = "/api/v1"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
Reached = set[tuple[str, int]]
reached: Reached = set()  # (operation, status), over all calls of a test run


def document() -> dict[str, Any]:
    return api.get_openapi_schema()  # type: ignore[no-any-return]


def documented() -> Reached:
    return {(told["operationId"], int(status)) for _, _, told in operations(document()) for status in told["responses"]}


def operation_at(method: str, path: str) -> str:
    """Return the operation that a call goes to."""
    found = [
        told["operationId"]
        for template, verb, told in operations(document())
        if verb == method.lower() and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
    ]
    return min(found, key=len) if found else ""


class Caller:
    """A system with its key. Every answer is kept as reached."""

    def __init__(self, secret: str):
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        content = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return self.send(method, path, headers=headers, **content)

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **content: Any) -> Any:
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.secret:
            named.setdefault("Authorization", f"Bearer {self.secret}")
        answer = getattr(self.client, method.lower())(f"{ROOT}{path}", headers=named, **content)
        self.keep(method, path, answer)
        return answer

    def keep(self, method: str, path: str, answer: HttpResponseBase) -> None:
        reached.add((operation_at(method, ROOT + path.partition("?")[0]), answer.status_code))

    def get(self, path: str, **headers: str) -> Any:
        return self.call("get", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.call("post", path, data, **headers)

    def patch(self, path: str, data: Any, **headers: str) -> Any:
        return self.call("patch", path, data, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("delete", path, **headers)

    def upload(self, path: str, paper: str, content: bytes = PDF, name: str = "a.pdf", **headers: str) -> Any:
        file = SimpleUploadedFile(name, content, content_type="application/octet-stream")
        return self.send("post", path, headers=headers, data={"paper": paper, "file": file})


def codes(answer: Any) -> list[str]:
    """Return the codes of the obstacles in a refusal."""
    return [obstacle["code"] for obstacle in answer.json()["obstacles"]]
