"""The same call sent twice at once: done once, and both hear the same."""

from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Called, make_called
from tests.api.test_a_worked_session import FORM
from tongban.cases.models import Case, Draft
from tongban.kernel.tests.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("D17")]
AT_ONCE = 5


@pytest.fixture
def called_outside(transactional_db: None, settings: Any, tmp_path: Any) -> Called:
    settings.FILES_DIR = tmp_path
    return make_called()


def test_a_submission_sent_five_times_at_once_opens_one_case(called_outside: Called) -> None:
    firm = called_outside.applicant
    asked = {"item": called_outside.town.restaurant.code, "answers": {"dishes": "hot"}, "form": FORM}
    address = f"/drafts/{firm.post('/drafts', asked).json()['id']}"
    for code in ("layout", "plan"):
        firm.upload(f"{address}/papers", code)

    answers = together(AT_ONCE, lambda _: sent(firm.secret, f"{address}/submission", {"is_true": True}))
    assert [answer.status_code for answer in answers] == [201] * AT_ONCE
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == AT_ONCE - 1
    assert Case.objects.count() == 1


def test_a_draft_begun_five_times_at_once_under_one_key_is_one(called_outside: Called) -> None:
    asked = {"item": called_outside.town.restaurant.code}
    answers = together(AT_ONCE, lambda _: sent(called_outside.applicant.secret, "/drafts", asked))
    assert [answer.status_code for answer in answers] == [201] * AT_ONCE
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Draft.objects.count() == 1


def test_of_two_reviewers_who_complete_a_step_at_once_one_has_done_it(called_outside: Called) -> None:
    order = called_outside.order()
    step = f"/matters/{order.number}/steps/{order.steps.get(code='w1').pk}"
    version = called_outside.reviewer.get(step)["ETag"]
    secrets = [called_outside.reviewer.secret, called_outside.colleague.secret]
    done = {"outcome": "pass"}
    answers = together(2, lambda n: sent(secrets[n], f"{step}/completion", done, If_Match=version))
    assert sorted(answer.status_code for answer in answers) == [200, 412]


def sent(secret: str, path: str, data: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named |= {"Authorization": f"Bearer {secret}", "Idempotency-Key": "once"}
    return Client().post(f"/api/v1{path}", data, content_type="application/json", headers=named)
