"""Whatever is sent, right or wrong: no call breaks, and every answer is one that the document describes.

Few examples per operation, always the same ones. Addresses are filled with what there is as often as not, so that
bodies and parameters reach the verbs behind them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from tests.api import of_bundles, of_firms, of_offices, of_own, of_places, of_promises
from tests.api.calls import document
from tests.api.conftest import Called, make_called
from tests.api.test_a_worked_session import handed_in
from tests.api.test_every_status import who_may
from tongban.portal.rules.documenting import operations
from tongban.server.wsgi import application

pytestmark = [pytest.mark.requirement("D17"), pytest.mark.django_db]
RIGHT, WRONG = 6, 4  # examples per operation
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
NAMES = sorted(told["operationId"] for _, _, told in operations(document()))
FEW = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


@pytest.fixture(scope="module")
def by_name() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = application
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Called, dict[str, str]]]:
    """One town for all operations, built once and taken down at the end."""
    files = override_settings(FILES_DIR=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, undone():
        called = make_called()
        yield called, there_is(called)


@contextmanager
def undone() -> Iterator[None]:
    """Leave nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def one_connection() -> Iterator[None]:
    """Let the application leave the connection of the test alone when a call begins and ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", NAMES)
def test_no_call_breaks(name: str, town: tuple[Called, dict[str, str]], by_name: dict[str, Any]) -> None:
    operation, (called, there) = by_name[name], town
    known = there | of_bundles.told_apart(there, name)
    for each in (of_offices, of_promises, of_own):
        known |= each.told_apart(there, operation.path)
    caller = who_may(called, operation.definition.raw)

    def call(case: Any, is_known: bool) -> None:
        if is_known:
            case.path_parameters = {key: known[key] for key in case.path_parameters or {}}
        case.call_and_validate(headers={"Authorization": f"Bearer {caller.secret}"}, checks=CHECKS)

    with one_connection():
        for mode, examples in ((GenerationMode.POSITIVE, RIGHT), (GenerationMode.NEGATIVE, WRONG)):
            try:
                cases = operation.as_strategy(generation_mode=mode)
            except schemathesis.errors.SchemathesisError:
                continue
            settings(FEW, max_examples=examples)(given(case=cases, is_known=st.booleans())(call))()


def there_is(called: Called) -> dict[str, str]:
    """Return what an address may name: a draft with a paper, an application, a step that is open."""
    firm, item = called.applicant, called.town.restaurant.code
    more: dict[str, str] = {}
    for each in (of_places, of_bundles, of_firms, of_offices, of_promises, of_own):
        more |= each.there_is(called)
    number = handed_in(called)
    own = firm.get(f"/cases/{number}").json()
    called.clerk.post(f"/matters/{number}/acceptance")
    step = called.reviewer.get("/work").json()["rows"][0]["step"]
    draft = firm.post("/drafts", {"item": item, "answers": {"dishes": "hot"}}).json()["id"]
    paper = firm.upload(f"/drafts/{draft}/papers", "layout").json()["id"]
    return {
        "code": item,
        "number": number,
        "step": step,
        "draft": draft,
        "paper": paper,
        "field": "phone",
        "file_id": own["papers"][0]["file"],
        **more,
    }
