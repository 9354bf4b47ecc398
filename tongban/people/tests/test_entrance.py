"""Coming in from an app outside: what its server must sign, and what nobody gets in with."""

import base64
import hashlib
import hmac
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone

from tongban.kernel.journal import events_of
from tongban.people.actions.entrances import forget_entrances
from tongban.people.demo import City
from tongban.people.models import Account, Entrance, Party, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
AT, ASK, ENTER = "https://city.example.org", "/accounts/enter/province-app/", "/accounts/enter/"
SOMEBODY = {"acr": "document", "phone_number": "19900000088", "name": "陈小美", "identity_kind": "citizen-id",
            "identity": "11010519491231002X"}  # fmt: skip
KEY, OTHER = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))


@pytest.fixture(autouse=True)
def _app(tmp_path: Path, settings: Any) -> None:
    settings.APPS_FOLDER, settings.PUBLIC_ADDRESS = str(tmp_path), AT
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "province-app.pem").write_bytes(public)


def token(key: Any = KEY, algorithm: str = "ES256", **told: Any) -> str:
    now = int(time.time())
    said = {"iss": "province-app", "aud": AT, "iat": now, "exp": now + 60, "jti": f"{time.time_ns():032d}"}
    said |= {**SOMEBODY, **told}
    return jwt.encode({name: value for name, value in said.items() if value is not None}, key, algorithm)


def ask(body: str, at: str = ASK) -> Any:
    return Client().post(at, body, content_type="application/jwt")


def ticket(**told: Any) -> str:
    answer = ask(token(**told))
    assert answer.status_code == 201, answer.content
    address: str = answer.json()["address"]
    assert address.startswith(f"{AT}{ENTER}?ticket=")
    return address.removeprefix(AT)


def test_the_person_whom_the_app_vouches_for_comes_in_once(client: Client) -> None:
    way = ticket()

    answer = client.get(f"{way}&next=/items/")

    assert answer.url == "/items/"
    party = Party.objects.get(account=client.session["_auth_user_id"])
    assert (party.name.clear(), party.assurance) == ("陈小美", "verified")
    assert client.session["assured"] == "document"
    assert SignIn.objects.get(succeeded=True).way == "entrance"
    told = [each.name.rpartition(".")[2] for each in events_of(f"account:{party.account_id}")]
    assert {"EntranceGiven", "EntranceUsed"} <= set(told)

    again = Client().get(way)
    assert again.status_code == 403
    assert "重新打开" in again.content.decode()


def test_no_personal_value_travels_through_the_browser(client: Client) -> None:
    way = ticket()
    assert not any(value in way for value in ("19900000088", "11010519491231002X", "陈"))


def test_a_token_counts_once(client: Client) -> None:
    same = token()
    assert ask(same).status_code == 201
    answer = ask(same)
    assert (answer.status_code, answer.json()["obstacles"][0]["code"]) == (403, "entrance_token_used")
    assert Entrance.objects.count() == 1


def _from_now(value: Any) -> Any:
    """Return a distance from now as a moment of a token; when a test begins is not known when it is collected."""
    return int(time.time() + value.total_seconds()) if isinstance(value, timedelta) else value


@pytest.mark.parametrize(
    "forged",
    [
        {"key": OTHER},
        {"aud": "https://another.example.org"},
        {"aud": None},
        {"iss": "another-app"},
        {"iat": timedelta(minutes=-10), "exp": timedelta(minutes=-8)},
        {"exp": timedelta(hours=1)},
        {"iat": timedelta(minutes=10), "exp": timedelta(minutes=11)},
        {"jti": None},
        {"jti": "short"},
        {"exp": None},
        {"exp": "soon"},
        {"key": "", "algorithm": "none"},
    ],
    ids=str,
)
def test_what_the_app_did_not_sign_for_us_just_now_is_refused(forged: dict[str, Any]) -> None:
    answer = ask(token(**{claim: _from_now(value) for claim, value in forged.items()}))
    assert (answer.status_code, answer.json()["obstacles"][0]["code"]) == (403, "entrance_token_wrong")
    assert not Account.objects.exists()


def test_the_apps_public_key_is_no_secret_to_sign_with() -> None:
    """A token signed by HMAC with the public key as its secret is one that anybody could make."""
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, _signature = token().split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()
    seal = hmac.new(public, f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert ask(f"{head}.{body}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}").status_code == 403


@pytest.mark.parametrize("body", ["", "rubbish", "a.b.c", "x" * 20_000, "令牌"])
def test_rubbish_is_refused(body: str) -> None:
    assert ask(body).status_code == 403


@pytest.mark.parametrize("app", ["unknown", "..%2Fprovince-app", "PROVINCE-APP"])
def test_an_app_that_nobody_named_is_not_there(app: str) -> None:
    assert ask(token(), at=f"/accounts/enter/{app}/").status_code == 404


def test_a_ticket_lasts_a_minute(client: Client) -> None:
    way = ticket()
    Entrance.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert client.get(way).status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_made_up_ticket_opens_nothing(client: Client) -> None:
    assert client.get(ENTER).status_code == 403
    assert client.get(f"{ENTER}?ticket=abc").status_code == 403


def test_who_is_signed_in_is_not_replaced_by_somebody_else(city: City, client: Client) -> None:
    client.force_login(Account.objects.get(username="wangmin"))
    assert client.get(ticket()).status_code == 403
    assert client.session["_auth_user_id"] == str(Account.objects.get(username="wangmin").pk)


def test_the_same_person_is_raised_to_what_the_app_knows(client: Client) -> None:
    client.get(ticket(acr="phone"))
    assert client.session["assured"] == "phone"
    assert client.get(ticket()).url == "/my/"
    assert client.session["assured"] == "document"


def test_what_the_app_says_of_the_person_must_hold(client: Client) -> None:
    answer = ask(token(identity="110105194912310021"))
    assert answer.status_code == 403
    assert not Entrance.objects.exists()


def test_old_entrances_are_forgotten(client: Client) -> None:
    ticket()
    now = timezone.now() + timedelta(days=2)
    forget_entrances(before=now - timedelta(days=1), at_most=10, now=now)
    assert not Entrance.objects.exists()
