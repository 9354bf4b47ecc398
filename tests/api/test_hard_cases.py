"""What a careless or an evil system sends, and what it may not see."""

import json
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.api.calls import Caller, codes, document
from tests.api.conftest import ALL_OF, Called, make_firm
from tests.api.test_a_worked_session import FORM, handed_in
from tongban.cases.models import Case, Draft
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.matters.models import Matter
from tongban.people.actions import admit_system_of_firm, forget_answers, make_client_token, revoke_client_token
from tongban.people.models import ClientToken, KeptAnswer
from tongban.people.rules.rates import RATES, Rate
from tongban.people.rules.scopes import FIRM
from tongban.portal.rules.documenting import operations

pytestmark = pytest.mark.requirement("D17")


def another_firm(called: Called) -> Caller:
    firm = make_firm("云州清风餐饮有限公司", 7_000_002)
    account = admit_system_of_firm(name="清风系统", party=firm, by=SYSTEM, now=timezone.now())
    return called.caller("清风系统", account, ALL_OF[FIRM])


def begun(called: Called) -> Any:
    return called.applicant.post("/drafts", {"item": called.town.restaurant.code, "answers": {"dishes": "hot"}}).json()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (r'{"form": {"name": "a\u0000b"}}', "text_not_plain"),
        (r'{"form": {"\u0000": "a"}}', "text_not_plain"),
        (r'{"form": {"name": "\ud800"}}', "text_not_plain"),
        ('{"form": {"area": NaN}}', "number_not_exact"),
        ('{"form": {"area": 1e999}}', "number_not_exact"),
        ('{"form": {"area": 99999999999999999999}}', "number_not_exact"),
        ('{"form": {"area": ' + "9" * 5000 + "}}", "body_not_json"),
        ("[" * 100_000, "body_not_json"),
        ('{"form": ', "body_not_json"),
    ],
    ids=range(9),
)
def test_what_no_row_could_keep_is_refused_at_the_door(called: Called, text: str, code: str) -> None:
    draft = begun(called)
    answer = called.applicant.send(
        "patch", f"/drafts/{draft['id']}", data=text, content_type="application/json", headers={"If-Match": "x"}
    )
    assert (answer.status_code, codes(answer)) == (400, [code])


def test_bytes_that_are_no_text_are_refused(called: Called) -> None:
    address = f"/drafts/{begun(called)['id']}"
    answer = called.applicant.send("patch", address, data=b'{"form": "\xff"}', content_type="application/json")
    assert codes(answer) == ["body_not_json"]


@pytest.mark.parametrize("key", ["0", "9" * 19, "9" * 400, "-1", "１", "a", "1.5", "%2e%2e"])
def test_what_can_be_no_id_is_not_found(called: Called, key: str) -> None:
    assert called.applicant.get(f"/drafts/{key}").status_code == 404
    assert called.applicant.get(f"/files/{key}").status_code == 404


def test_a_field_that_the_form_does_not_have_is_named(called: Called) -> None:
    draft = begun(called)
    answer = called.applicant.patch(f"/drafts/{draft['id']}", {"form": {"nam": "x"}}, If_Match=draft["version"])
    assert answer.status_code == 422
    assert [(o["code"], o["about"]) for o in answer.json()["obstacles"]] == [("answer_unknown", "nam")]


def test_the_same_call_under_the_same_key_is_done_once(called: Called) -> None:
    number = handed_in(called, "k1")
    draft = Draft.objects.get(submitted_as=number)
    again = called.applicant.post(f"/drafts/{draft.pk}/submission", {"is_true": True}, Idempotency_Key="k1")

    assert again.json()["number"] == number
    assert again["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1
    other = called.applicant.post("/drafts", {"item": called.town.restaurant.code}, Idempotency_Key="k1")
    assert (other.status_code, codes(other)) == (422, ["idempotency_key_used"])


def test_two_systems_may_choose_the_same_key(called: Called) -> None:
    for caller in (called.applicant, another_firm(called)):
        answer = caller.post("/drafts", {"item": called.town.restaurant.code}, Idempotency_Key="1")
        assert answer.status_code == 201
        assert "Idempotency-Replayed" not in answer


def test_a_call_that_was_refused_may_be_sent_again_under_its_key(called: Called) -> None:
    draft = begun(called)
    address = f"/drafts/{draft['id']}"
    hand_in = lambda: called.applicant.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="s")  # noqa: E731
    assert hand_in().status_code == 409
    called.applicant.patch(address, {"form": FORM}, If_Match=draft["version"])
    for code in ("layout", "plan"):
        called.applicant.upload(f"{address}/papers", code)
    assert hand_in().status_code == 201


def test_kept_answers_are_sealed_and_forgotten_after_a_day(called: Called) -> None:
    handed_in(called)
    kept = KeptAnswer.objects.get(key="one")
    query_code = Matter.objects.get().told_code()
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM people_keptanswer WHERE id = %s", [kept.pk])
        assert query_code not in cursor.fetchone()[0]
    forget_answers(now=timezone.now() + timedelta(hours=23))
    assert KeptAnswer.objects.exists()
    forget_answers(now=timezone.now() + timedelta(hours=25))
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", "a b", "x" * 81, "é"])
def test_a_key_that_is_none_is_refused(called: Called, key: str) -> None:
    answer = called.applicant.post("/drafts", {"item": called.town.restaurant.code}, Idempotency_Key=key)
    assert codes(answer) == ["idempotency_key_unfit"]


def test_calls_are_counted_for_each_key_alone(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "api", Rate(3, timedelta(minutes=1)))
    assert [called.public.get("/items").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = called.public.get("/items")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert called.applicant.get("/items").status_code == 200


def test_query_codes_are_not_guessed(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "look_up_number", Rate(2, timedelta(minutes=10)))
    number = handed_in(called)
    code = Matter.objects.get(number=number).told_code()
    tried = [called.public.get(f"/progress/{number}", Query_Code=guess).status_code for guess in ("A", "B", code)]
    assert tried == [404, 404, 429]


def test_a_key_that_ended_or_was_taken_back_opens_nothing(called: Called) -> None:
    now = timezone.now()
    for take_away in (_end, _revoke):
        client, secret = make_client_token(name="x", scopes=["items:read"], by=SYSTEM, now=now)
        caller = Caller(secret)
        assert caller.get("/items").status_code == 200
        take_away(client)
        refused = caller.get("/items")
        assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")


def _end(client: ClientToken) -> None:
    client.expires_at = timezone.now()
    client.save()


def _revoke(client: ClientToken) -> None:
    revoke_client_token(client=client, by=SYSTEM, now=timezone.now())


def test_the_day_of_the_last_use_is_noted_once_a_day(called: Called) -> None:
    called.public.get("/items")
    client = ClientToken.objects.get(name="市民网")
    assert client.last_used_on == timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        called.public.get("/items")
    assert not [query for query in queries if "UPDATE" in query["sql"] and "last_used_on" in query["sql"]]


def test_nobody_sees_what_is_not_theirs(called: Called) -> None:
    other, number = another_firm(called), handed_in(called)
    own = called.applicant.get(f"/cases/{number}").json()
    draft = begun(called)["id"]
    strange = [
        other.get(f"/cases/{number}"),
        other.get(f"/drafts/{draft}"),
        other.delete(f"/drafts/{draft}"),
        other.get(f"/files/{own['papers'][0]['file']}"),
        other.get(f"/documents/{own['documents'][0]['number']}"),
        called.drains.get(f"/matters/{called.order().number}"),
        called.drains.get(f"/files/{begun_paper(called, draft)}"),
    ]
    assert {answer.status_code for answer in strange} == {404}
    assert other.get("/cases").json()["rows"] == []
    assert codes(called.clerk.get("/drafts")) == ["scope_not_held"]


def begun_paper(called: Called, draft: str) -> str:
    return str(called.applicant.upload(f"/drafts/{draft}/papers", "layout").json()["file"])


def test_a_system_is_bound_by_the_rule_of_two(called: Called) -> None:
    number = handed_in(called)
    called.clerk.post(f"/matters/{number}/acceptance")
    refused = called.clerk.post(f"/matters/{number}/decision", {"outcome": "granted"})
    assert refused.status_code == 403
    assert "outside_mandate" in codes(refused)


def test_a_system_that_left_service_acts_no_more(called: Called) -> None:
    clerk = called.officers["clerk"]
    clerk.left_on = timezone.localdate() - timedelta(days=1)
    clerk.save()
    assert codes(called.clerk.get("/work")) == ["acts_for_no_office"]


def test_personal_values_are_masked_and_a_look_is_on_record(called: Called) -> None:
    number = handed_in(called)
    told = called.clerk.get(f"/matters/{number}/application").content.decode()
    assert FORM["phone"] not in told
    called.order()
    assert "李晓云" not in called.reviewer.get("/work").content.decode()

    called.clerk.post(f"/matters/{number}/answers/phone/reveal", {"purpose": "核对联系方式"})
    looked = [told for told in events_of(Matter.objects.get(number=number).subject) if told.name == "AnswerRevealed"]
    assert [(told.by, told.facts["purpose"]) for told in looked] == [
        (str(called.officers["clerk"].actor), "核对联系方式")
    ]


@pytest.mark.parametrize(("language", "text"), [("en", "One paper is still missing"), ("zh-CN", "还差一份材料")])
def test_refusals_speak_the_language_that_was_asked_for(called: Called, language: str, text: str) -> None:
    draft = begun(called)
    answer = called.applicant.post(
        f"/drafts/{draft['id']}/submission", {"is_true": True}, Idempotency_Key="1", Accept_Language=language
    )
    assert answer["Content-Type"] == "application/problem+json"
    assert text in answer.json()["detail"]


def test_pages_of_a_list_follow_one_another(called: Called) -> None:
    numbers = {handed_in(called, str(n)) for n in range(3)}
    seen, after = set[str](), ""
    for _ in range(3):
        page = called.applicant.get(f"/cases?limit=1&after={after}").json()
        seen |= {row["number"] for row in page["rows"]}
        after = page["next"]
    assert (seen, after) == (numbers, None)


def test_lists_ask_the_same_number_of_queries_however_long(called: Called) -> None:
    def asked(caller: Caller, path: str) -> int:
        caller.get(path)  # notes the day, fills what is read once
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(path).json()["rows"]
        return len(queries)

    handed_in(called, "0")
    short = asked(called.clerk, "/work"), asked(called.applicant, "/cases"), asked(called.public, "/items")
    for n in range(1, 5):
        handed_in(called, str(n))
    long = asked(called.clerk, "/work"), asked(called.applicant, "/cases"), asked(called.public, "/items")
    assert long == short
    assert max(long) <= 16


def test_every_body_and_every_answer_shows_an_example_that_is_one() -> None:
    whole = json.loads(json.dumps(document()))
    without, wrong = [], []
    for _, _, told in operations(whole):
        contents = [told.get("requestBody", {}), *told["responses"].values()]
        for media_type, content in (pair for each in contents for pair in each.get("content", {}).items()):
            name = f"{told['operationId']} {media_type}"
            if "json" in media_type and "example" not in content:
                without.append(name)
            elif "json" in media_type:
                schema = {**content["schema"], "components": whole["components"]}
                wrong += [
                    f"{name}: {e.message}" for e in jsonschema_rs.validator_for(schema).iter_errors(content["example"])
                ]
    assert (without, wrong) == ([], [])


def test_what_is_no_call_is_told_in_the_same_way(called: Called) -> None:
    answer = called.public.client.post("/api/v1/nothing")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
