"""Signing in through the demo identity provider, which really runs beside the tests as a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from tongban.exchange.demo.identity import keys
from tongban.kernel.models import JournalEntry
from tongban.kernel.vault import blind_index
from tongban.people.demo import PASSWORD, City
from tongban.people.models import Account, Authorisation, Party, SignIn
from tongban.people.provider import ASSURED
from tongban.people.tests.conftest import city  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
PATIENCE = 30  # seconds for the provider to come up
IDENTITY = "/accounts/identity/citizens/"


class Provider:
    """The provider as a browser sees it, and the words one may leave in its folder."""

    def __init__(self, address: str, folder: Path):
        self.address, self.folder = address, folder / "identity"

    def choose(self, way: str, *, person: str, level: str = "document") -> str:
        """Follow the way there, choose, and return the way back."""
        browser = requests.Session()
        page = browser.get(way, timeout=10)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert token, page.text
        said = {"csrfmiddlewaretoken": token[1], "person": person, "level": level}
        answer = browser.post(page.url, said, timeout=10, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        answer = browser.get(self.address + answer.headers["Location"], timeout=10, allow_redirects=False)
        return answer.headers["Location"].removeprefix("http://testserver")


@pytest.fixture(scope="module")
def running_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    folder = tmp_path_factory.mktemp("identity")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tongban.server", "identity", f"--port={port}", "--platform=http://testserver"]
    process = subprocess.Popen(command, env={**os.environ, "TONGBAN_STATE_DIR": str(folder)}, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/.well-known/jwks.json", process)
        yield Provider(f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def provider(running_provider: Provider, settings: Any) -> Iterator[Provider]:
    settings.IDENTITY_ADDRESS = running_provider.address
    yield running_provider
    (running_provider.folder / "down").unlink(missing_ok=True)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError("the demo identity provider did not come up")


def sign_in(client: Client, provider: Provider, way: str = IDENTITY, **who: str) -> Any:
    return client.get(provider.choose(client.get(way).url, **who))


def test_the_way_there_carries_state_nonce_and_a_challenge(client: Client, provider: Provider) -> None:
    asked = parse_qs(urlsplit(client.get(f"{IDENTITY}?level=face").url).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["nonce"][0]) == 32
    assert asked["state"][0]
    assert (asked["response_type"], asked["acr_values"]) == (["code"], ["face"])


def test_a_person_known_here_signs_in_with_a_document(city: City, client: Client, provider: Provider) -> None:  # noqa: F811
    before = client.session.session_key

    answer = sign_in(client, provider, f"{IDENTITY}?next=/accounts/profile/", person="lixiaoyun")

    assert answer.url == "/accounts/profile/"
    assert client.session["_auth_user_id"] == str(city.party("李晓云").account_id)
    assert client.session[ASSURED] == "document"
    assert client.session.session_key != before
    assert Party.objects.get(pk=city.party("李晓云").pk).assurance == Party.Assurance.VERIFIED
    assert JournalEntry.objects.filter(name__endswith="VouchedFor").exists()
    assert SignIn.objects.get(succeeded=True).way == SignIn.Way.IDENTITY
    assert client.get("/accounts/profile/").status_code == 200


def test_somebody_new_is_not_asked_who_they_are(client: Client, provider: Provider) -> None:
    assert sign_in(client, provider, person="luoxi").url == "/my/"

    party = Party.objects.get()
    assert (party.name.clear(), party.phone.clear(), party.assurance) == ("罗希", "19900000052", "verified")
    assert party.account is not None
    assert party.account.phone_verified


def test_by_name_and_phone_alone_nobody_is_taken_for_a_person(client: Client, provider: Provider) -> None:
    assert sign_in(client, provider, person="luoxi", level="phone").url == "/accounts/who/"
    assert not Party.objects.exists()
    assert client.session[ASSURED] == "phone"


def test_a_legal_person_comes_with_its_legal_representative(client: Client, provider: Provider) -> None:
    sign_in(client, provider, person="dingwei")
    given = Authorisation.objects.get()
    assert (given.party.name.clear(), given.kind) == ("云州市云城区维信商贸有限公司", "legal_representative")

    sign_in(Client(), provider, person="dingwei")
    assert Authorisation.objects.count() == 1


def test_what_a_firm_revoked_here_is_not_given_back_by_signing_in(
    city: City,  # noqa: F811
    client: Client,
    provider: Provider,
) -> None:
    given = Authorisation.objects.get(agent=city.party("孙倩"))
    Authorisation.objects.filter(pk=given.pk).update(revoked_at="2026-01-05T00:00:00Z")
    sign_in(client, provider, person="sunqian")
    assert not Authorisation.objects.filter(agent=city.party("孙倩"), revoked_at=None).exists()


def test_an_officer_signs_in_by_the_staff_identity(city: City, client: Client, provider: Provider) -> None:  # noqa: F811
    answer = sign_in(client, provider, "/accounts/identity/staff/", person="wangmin")
    assert answer.url == "/desk/"
    assert client.get("/accounts/staff/profile/").status_code == 200


def test_an_officer_unknown_here_is_refused_in_words(client: Client, provider: Provider) -> None:
    answer = sign_in(client, provider, "/accounts/identity/staff/", person="zhaojun")
    assert answer.status_code == 403
    assert "没有可用的账号" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(client: Client, provider: Provider) -> None:
    back = provider.choose(client.get(IDENTITY).url, person="luoxi")

    stranger = Client()
    assert stranger.get(back).status_code == 403
    assert "_auth_user_id" not in stranger.session
    assert client.get(back).url == "/my/"
    client.logout()
    assert client.get(back).status_code == 403


def test_an_answer_to_another_question_is_refused(client: Client, provider: Provider) -> None:
    """The nonce in the token is not the one this session sent along: somebody slipped in a code of their own."""
    way = client.get(IDENTITY).url
    nonce = parse_qs(urlsplit(way).query)["nonce"][0]
    answer = client.get(provider.choose(way.replace(nonce, "x" * 32), person="luoxi"))
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_session_is_raised_to_a_higher_level_and_goes_on_where_it_was(client: Client, provider: Provider) -> None:
    sign_in(client, provider, person="luoxi")
    before = client.session.session_key
    answer = sign_in(client, provider, f"{IDENTITY}?level=face&next=/my/", person="luoxi", level="face")
    assert (answer.url, client.session[ASSURED]) == ("/my/", "face")
    assert client.session.session_key != before


def test_another_persons_identity_does_not_take_a_session_over(client: Client, provider: Provider) -> None:
    sign_in(client, provider, person="luoxi")
    assert sign_in(client, provider, person="dingwei").status_code == 403
    assert client.session["_auth_user_id"] == str(
        Party.objects.get(
            kind="person", identity_kind="citizen-id", account__isnull=False, phone_index=blind_index("19900000052")
        ).account_id
    )


def test_the_provider_changes_its_key_and_people_go_on_signing_in(client: Client, provider: Provider) -> None:
    sign_in(client, provider, person="luoxi")
    keys.make_key(provider.folder / "keys")
    assert sign_in(Client(), provider, person="luoxi").url == "/my/"
    assert len(requests.get(f"{provider.address}/.well-known/jwks.json", timeout=5).json()["keys"]) == 2


def test_a_token_signed_with_a_key_that_is_not_published_is_refused(client: Client, provider: Provider) -> None:
    stranger = provider.folder / "elsewhere"
    way = client.get(IDENTITY).url
    back = provider.choose(way, person="luoxi")
    kept = {path: path.read_text() for path in (provider.folder / "keys").glob("*.pem")}
    try:
        keys.make_key(stranger)
        answer = _answered_while_jwks_is_of(client, back, provider, stranger)
        assert answer.status_code == 403
    finally:
        for path, text in kept.items():
            path.write_text(text)


def _answered_while_jwks_is_of(client: Client, back: str, provider: Provider, elsewhere: Path) -> Any:
    """Come back while the keys one looks up are others than those that signed."""
    from cryptography.hazmat.primitives import serialization
    from jwt.algorithms import RSAAlgorithm

    pem = next(elsewhere.glob("*.pem")).read_bytes()
    public = serialization.load_pem_private_key(pem, None).public_key()
    true = requests.get(f"{provider.address}/.well-known/jwks.json", timeout=5).json()
    forged = [{**RSAAlgorithm.to_jwk(public, as_dict=True), "kid": key["kid"]} for key in true["keys"]]
    get = requests.Session.request
    with pytest.MonkeyPatch.context() as patch:

        def instead(self: requests.Session, method: str, url: str, **more: Any) -> requests.Response:
            answer = get(self, method, url, **more)
            if url.endswith("jwks.json"):
                answer.json = lambda **_more: {"keys": forged}  # type: ignore[method-assign]
            return answer

        patch.setattr(requests.Session, "request", instead)
        return client.get(back)


def test_while_the_provider_is_down_those_signed_in_go_on_and_others_see_the_other_ways(
    city: City,  # noqa: F811
    client: Client,
    provider: Provider,
) -> None:
    sign_in(client, provider, person="lixiaoyun")
    back = provider.choose(Client().get(IDENTITY).url, person="luoxi")
    (provider.folder / "down").touch()

    assert client.get("/accounts/profile/").status_code == 200
    answer = Client().get(IDENTITY)
    assert answer.status_code == 503
    assert "暂时没有回应" in answer.content.decode()
    assert 'href="/accounts/login/"' in answer.content.decode()
    for page in ("/accounts/login/", "/accounts/staff/"):  # said beforehand, and the provider is not asked for it
        assert "省统一身份认证刚才没有回应" in Client().get(page).content.decode()
    assert Client().get(back).status_code == 403  # state of another browser, and the provider is not even asked
    assert Client().post("/accounts/staff/", {"login": "wangmin", "password": PASSWORD}).url == "/desk/"

    (provider.folder / "down").unlink()
    assert Client().get(IDENTITY).status_code == 302
    assert "刚才没有回应" not in Client().get("/accounts/login/").content.decode()


def test_without_a_provider_the_ways_are_as_before(client: Client, settings: Any) -> None:
    settings.IDENTITY_ADDRESS = ""
    assert client.get(IDENTITY).status_code == 404
    assert "统一身份认证" not in client.get("/accounts/login/").content.decode()


def test_nothing_personal_lies_in_the_tables_of_the_library(client: Client, provider: Provider) -> None:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    sign_in(client, provider, person="luoxi")
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert Account.objects.count() == 1
