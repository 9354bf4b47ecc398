"""The document of the API (OpenAPI 3.1) made whole: the refusals any call may meet, an example of each content.

A pure walk over the document; it knows statuses and schemas, not operations.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

Document = dict[str, Any]
PROBLEM, JSON = "application/problem+json", "application/json"
METHODS = ("get", "post", "put", "patch", "delete")
EVERY_CALL = (400, 401, 403, 429, 503)
WITH_BODY = (413, 415, 422)
MEANING = {
    400: "The request is malformed: no JSON, NUL in a text, a number that is not exact, a key that is missing or unfit",
    401: "No key, or one that is unknown, expired or revoked",
    403: "The key lacks the scope, or whom it acts for lacks the power",
    404: "There is nothing, or nothing that you may see",
    409: "The rules do not allow it now: `obstacles` names every reason",
    412: "It was changed since you read it",
    413: "The content is too large",
    415: "The content is of another type",
    422: "A value is not as described here, or the Idempotency-Key stands for another call",
    428: "Say in `If-Match` what you have read",
    429: "Too many calls; `Retry-After` says when to go on",
    503: "Not possible at the moment; the same call may be sent again",
}
RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}


def completed(document: Mapping[str, Any]) -> Document:
    """Return the document with the refusals and the examples that are left out where operations are written."""
    whole: Document = {**document, "paths": {}}
    for path, methods in document["paths"].items():
        whole["paths"][path] = {method: _operation(told, document) for method, told in methods.items()}
    return whole


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Document]]:
    """Yield path, method and operation."""
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


@dataclass(frozen=True)
class Call:
    """One operation as a person reads it."""

    method: str
    path: str
    told: Document
    scope: str
    sends: tuple[tuple[str, str], ...]  # media type, example
    answers: tuple[tuple[str, str, str], ...]  # status, meaning, example

    @property
    def code(self) -> str:
        return str(self.told["operationId"])


def chapters_of(document: Mapping[str, Any]) -> list[tuple[str, list[Call]]]:
    """Return the operations by their tag, in the order of the document."""
    chapters: dict[str, list[Call]] = {}
    for path, method, told in operations(document):
        chapters.setdefault(told["tags"][0], []).append(_call(path, method, told))
    return list(chapters.items())


def _call(path: str, method: str, told: Document) -> Call:
    content = told.get("requestBody", {}).get("content", {})
    [scope] = [scope for named in told["security"] for scopes in named.values() for scope in scopes]
    return Call(
        method=method.upper(),
        path=path,
        told=told,
        scope=scope,
        sends=tuple((media_type, _pretty(each.get("example"))) for media_type, each in content.items()),
        answers=tuple(
            (status, answer["description"], _pretty(_first_example(answer)))
            for status, answer in told["responses"].items()
        ),
    )


def _first_example(answer: Document) -> Any:
    return next((content.get("example") for content in answer.get("content", {}).values()), None)


def _pretty(example: Any) -> str:
    return "" if example is None else json.dumps(example, ensure_ascii=False, indent=2)


def _operation(told: Document, document: Mapping[str, Any]) -> Document:
    answers = {int(status): answer for status, answer in told["responses"].items()}
    for status in (*EVERY_CALL, *(WITH_BODY if "requestBody" in told else ())):
        answers.setdefault(status, {})
    responses = {str(status): _answer(status, answers[status], document) for status in sorted(answers)}
    operation = {**told, "responses": responses}
    if "requestBody" in told:
        body = told["requestBody"]
        operation["requestBody"] = {**body, "content": _with_examples(body["content"], document)}
    return operation


def _answer(status: int, told: Document, document: Mapping[str, Any]) -> Document:
    if status < HTTPStatus.BAD_REQUEST:
        return {**told, "content": _with_examples(told["content"], document)} if "content" in told else told
    schema = {"$ref": "#/components/schemas/Problem"}
    answer = {
        "description": MEANING[status],
        "content": {PROBLEM: {"schema": schema, "example": example_of_problem(status)}},
    }
    return answer | ({"headers": RETRY} if status in (429, 503) else {})


def _with_examples(content: Document, document: Mapping[str, Any]) -> Document:
    return {media_type: _with_example(told, document) for media_type, told in content.items()}


def _with_example(told: Document, document: Mapping[str, Any]) -> Document:
    schema = told["schema"]
    name = schema.get("$ref", "").rpartition("/")[2]
    found = document["components"]["schemas"].get(name, schema)
    return {**told, "example": found["example"]} if "example" in found else told


def example_of_problem(status: int) -> Document:
    """Return how a refusal looks.

    >>> example_of_problem(404)["title"]
    'Not Found'
    """
    code, text = EXAMPLES[status]
    title = HTTPStatus(status).phrase
    reason = {"code": code, "about": "", "details": {}, "text": text}
    return {"type": "about:blank", "title": title, "status": status, "detail": text, "obstacles": [reason]}


EXAMPLES = {
    400: ("body_not_json", "请求内容不是有效的 JSON"),
    401: ("token_missing_or_unknown", "请在 Authorization 中提供有效的密钥（Bearer）"),
    403: ("scope_not_held", "这个密钥没有“work:act”权限"),
    404: ("nothing_there", "没有这一项，或者您无权查看"),
    409: ("step_already_claimed", "“现场核查”已由同事认领"),
    412: ("changed_meanwhile", "内容已被他人更新，请重新读取后再改。"),
    413: ("body_too_large", "请求内容太大"),
    415: ("media_type_not_taken", "请求内容的类型应为 application/json"),
    422: ("value_not_taken", "“body.outcome”不符合要求"),
    428: ("if_match_missing", "请在 If-Match 中写明您读取时的 ETag"),
    429: ("too_often", "操作太频繁了，请 1 分钟后再试。"),
    503: ("temporarily_unavailable", "系统暂时不能处理，请稍后再试"),
}
