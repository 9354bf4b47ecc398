"""Second factors of staff, through HTTP: codes of a device, passkeys, recovery codes, and who must have one."""

import html
import json
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tongban.kernel.journal import events_of
from tongban.people import actions
from tongban.people.actions import code_at
from tongban.people.demo import PASSWORD, City
from tongban.people.models import Account, SignIn
from tongban.people.rules.factors import STEP
from tongban.people.tests.passkeys import Passkey

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
PAGE = "/accounts/staff/factors/"
SECOND = "/accounts/staff/second/"
APPROVER, CLERK, REVIEWER = "zhaojun", "wangmin", "chenli"


def sign_in(client: Client, username: str = APPROVER) -> Any:
    return client.post("/accounts/staff/", {"login": username, "password": PASSWORD}, HTTP_HOST="localhost")


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def options_of(page: str) -> Any:
    found = re.search(r'data-options="([^"]+)"', page)
    assert found, page
    return json.loads(html.unescape(found[1]))


def step(shift: int = 0) -> int:
    return int(time.time()) // STEP + shift


def enrol(client: Client, username: str = APPROVER) -> tuple[str, list[str]]:
    """Sign in, add a device, and return its secret and the recovery codes."""
    sign_in(client, username)
    client.get(f"{PAGE}device/")
    secret = client.session["new_device"]
    page = client.post(f"{PAGE}device/", {"code": code_at(secret, step(-1))}).content.decode()
    codes = [found.replace(" ", "") for found in re.findall(r'<code class="code">(\d{4} \d{4})</code>', page)]
    assert len(codes) == 10
    return secret, codes


@pytest.fixture(autouse=True)
def _steady_step() -> None:
    """Let no test run over the end of a step: codes are told by the real clock."""
    left = STEP - time.time() % STEP
    if left < 8:
        time.sleep(left)


def test_after_the_password_the_code_of_the_device_is_asked(city: City, client: Client) -> None:
    secret, _codes = enrol(client)
    visitor = Client()

    answer = sign_in(visitor)
    assert answer.url == SECOND
    assert not is_in(visitor)
    assert visitor.get("/desk/").url.startswith("/accounts/staff/")
    answer = visitor.post(SECOND, {"code": code_at(secret, step())})
    assert answer.url == "/desk/"
    assert visitor.get("/desk/").status_code == 200
    assert visitor.session["second_factor"] == "totp"
    account = Account.objects.get(username=APPROVER)
    told = [each.name for each in events_of(f"account:{account.pk}")]
    assert {"FactorAdded", "FactorUsed"} <= {name.rpartition(".")[2] for name in told}


def test_a_code_counts_once_whoever_asks(city: City, client: Client) -> None:
    secret, _codes = enrol(client)
    code = code_at(secret, step())
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)

    first.post(SECOND, {"code": code})
    answer = second.post(SECOND, {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)
    assert "验证码不对" in answer.content.decode()


def test_the_code_that_proved_a_new_device_is_spent(city: City, client: Client) -> None:
    secret, _codes = enrol(client)
    visitor = Client()
    sign_in(visitor)

    visitor.post(SECOND, {"code": code_at(secret, step(-1))})

    assert not is_in(visitor)


def test_a_code_of_long_ago_or_of_another_device_is_refused(city: City, client: Client) -> None:
    secret, _codes = enrol(client)
    visitor = Client()
    sign_in(visitor)

    for code in (code_at(secret, step(-20)), code_at(secret, step(5)), code_at("A" * 32, step()), "", "零一二三四五"):
        visitor.post(SECOND, {"code": code})
        assert not is_in(visitor)
    assert SignIn.objects.filter(way=SignIn.Way.FACTOR, succeeded=False).count() == 4


def test_after_five_wrong_codes_the_right_one_has_to_wait(city: City, client: Client) -> None:
    secret, _codes = enrol(client)
    visitor = Client()
    sign_in(visitor)
    for wrong in range(5):
        visitor.post(SECOND, {"code": f"00000{wrong}"})

    answer = visitor.post(SECOND, {"code": code_at(secret, step())})

    assert not is_in(visitor)
    assert "15 分钟" in answer.content.decode()


def test_a_recovery_code_opens_once(city: City, client: Client) -> None:
    _secret, codes = enrol(client)
    first, second = Client(), Client()
    for visitor in (first, second):
        sign_in(visitor)
        visitor.post(SECOND, {"code": codes[3]})

    assert (is_in(first), is_in(second)) == (True, False)
    page = first.get(PAGE).content.decode()
    assert "还有 9 个备用码" in page


def test_new_recovery_codes_end_those_before(city: City, client: Client) -> None:
    _secret, codes = enrol(client)
    page = client.post(f"{PAGE}recovery/").content.decode()
    assert codes[0][:4] + " " + codes[0][4:] not in page
    visitor = Client()
    sign_in(visitor)

    visitor.post(SECOND, {"code": codes[0]})

    assert not is_in(visitor)


def test_no_secret_of_a_factor_lies_in_clear(city: City, client: Client) -> None:
    secret, codes = enrol(client)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_a_rotated_vault_opens_factors_as_before(city: City, client: Client, settings: Any) -> None:
    secret, _codes = enrol(client)
    before = Authenticator.objects.get(type="totp").data["secret"]
    settings.VAULT_KEYS = "new:" + "33" * 32 + "," + settings.VAULT_KEYS

    assert actions.seal_factors_anew() == 2

    row = Authenticator.objects.get(type="totp")
    assert row.data["secret"] != before
    assert row.data["secret"].startswith("intl.new:")
    account = Account.objects.get(username=APPROVER)
    assert actions.use_code(account=account, code=code_at(secret, step()), now=timezone.now()) == row


def test_a_passkey_is_added_and_signs_in(city: City, client: Client) -> None:
    sign_in(client)
    key = Passkey()
    options = options_of(client.get(f"{PAGE}passkey/", HTTP_HOST="localhost").content.decode())
    said = {"name": "办公室电脑", "credential": key.register(options)}
    page = client.post(f"{PAGE}passkey/", said, HTTP_HOST="localhost").content.decode()
    assert "您的备用码" in page
    assert "办公室电脑" in client.get(PAGE).content.decode()

    visitor = Client(headers={"host": "localhost"})
    assert sign_in(visitor).url == SECOND
    options = options_of(visitor.get(SECOND).content.decode())
    answer = visitor.post(SECOND, {"credential": key.sign(options)})
    assert answer.url == "/desk/"
    assert visitor.session["second_factor"] == "webauthn"


def test_another_key_another_challenge_and_another_site_are_refused(city: City, client: Client) -> None:
    sign_in(client)
    key = Passkey()
    options = options_of(client.get(f"{PAGE}passkey/", HTTP_HOST="localhost").content.decode())
    client.post(f"{PAGE}passkey/", {"name": "", "credential": key.register(options)}, HTTP_HOST="localhost")
    visitor = Client(headers={"host": "localhost"})
    sign_in(visitor)

    def tried(forged: Any) -> bool:
        options = options_of(visitor.get(SECOND).content.decode())
        visitor.post(SECOND, {"credential": forged(options)})
        return is_in(visitor)

    other, elsewhere, old = Passkey(), Passkey("https://evil.example.org"), options
    other.id = elsewhere.id = key.id
    elsewhere.key = key.key
    assert not tried(other.sign)
    assert not tried(elsewhere.sign)
    assert not tried(lambda _now: key.sign({"publicKey": {**old["publicKey"], "rpId": "localhost"}}))
    assert not tried(lambda _now: "{}")
    assert not tried(lambda _now: "[1]")
    assert tried(key.sign)


@pytest.mark.parametrize("username", [APPROVER, "shenjianhua", "zhoukai"])
def test_who_binds_the_office_gets_nowhere_by_password_alone(
    city: City, client: Client, settings: Any, username: str
) -> None:
    settings.SECOND_FACTOR = "approvers"
    sign_in(client, username)

    answer = client.get("/desk/")
    assert answer.url.startswith(PAGE)
    assert "只有密码不够" in client.get(answer.url).content.decode()
    assert client.get("/accounts/staff/profile/").url.startswith(PAGE)

    enrol(client, username)
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("username", [CLERK, REVIEWER])
def test_who_binds_nobody_goes_on_by_password(city: City, client: Client, settings: Any, username: str) -> None:
    settings.SECOND_FACTOR = "approvers"
    sign_in(client, username)
    assert client.get("/desk/").status_code == 200

    settings.SECOND_FACTOR = "staff"
    assert client.get("/desk/").url.startswith(PAGE)


def test_a_role_given_while_somebody_is_signed_in_asks_for_a_factor_at_once(
    city: City, client: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR = "approvers"
    sign_in(client, CLERK)
    assert client.get("/desk/").status_code == 200
    officer = Account.objects.get(username=CLERK).officer
    actions.give_role(
        officer=officer,
        role="system_administrator",
        office=officer.office,
        since=timezone.localdate(),
        by=city.offices[0].officers.first() or officer,
        now=timezone.now(),
    )

    assert client.get("/desk/").url.startswith(PAGE)


def test_factors_are_changed_soon_after_signing_in_only(city: City, client: Client) -> None:
    enrol(client)
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    factor = Authenticator.objects.get(type="totp")

    answer = client.post(f"{PAGE}{factor.pk}/remove/")

    assert answer.url == PAGE
    assert "重新登录" in client.get(PAGE).content.decode()
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_a_removed_factor_is_not_asked_for_and_takes_the_recovery_codes_along(city: City, client: Client) -> None:
    enrol(client)
    client.post(f"{PAGE}{Authenticator.objects.get(type='totp').pk}/remove/")

    assert not Authenticator.objects.exists()
    assert sign_in(Client()).url == "/desk/"


def test_nobody_removes_the_factor_of_somebody_else(city: City, client: Client) -> None:
    enrol(client)
    other = Client()
    sign_in(other, CLERK)

    answer = other.post(f"{PAGE}{Authenticator.objects.get(type='totp').pk}/remove/")

    assert answer.status_code == 404
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_second_device_waits_until_the_first_is_removed(city: City, client: Client) -> None:
    enrol(client)
    client.get(f"{PAGE}device/")
    answer = client.post(f"{PAGE}device/", {"code": code_at(client.session["new_device"], step())})
    assert "已经绑定" in answer.content.decode()
