"""Signing in and one's own profile, through HTTP."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tongban.kernel.models import JournalEntry
from tongban.kernel.tables.outbox import OutboxRow
from tongban.people.demo import PASSWORD, City
from tongban.people.middleware import SEEN_AT
from tongban.people.models import Account, Authorisation, Party, SignIn
from tongban.people.tests.conftest import TODAY

pytestmark = pytest.mark.django_db
PHONE = "19900000066"


def last_code() -> str:
    """Return the code of the message that is waiting to go out."""
    row = OutboxRow.objects.filter(kind="sms").latest("id")
    code: str = row.payload.clear()["values"]["code"]
    return code


def ask_for_code(client: Client, phone: str = PHONE, **where: str) -> Any:
    return client.post("/accounts/login/", {"phone": phone, **where})


def sign_in(client: Client, phone: str = PHONE, **where: str) -> Any:
    ask_for_code(client, phone, **where)
    return client.post("/accounts/login/code/", {"code": last_code(), "action": "verify", **where})


def sign_in_staff(client: Client, username: str = "wangmin", password: str = PASSWORD) -> Any:
    return client.post("/accounts/staff/", {"login": username, "password": password})


@pytest.fixture
def citizen(city: City, client: Client) -> Client:
    sign_in(client, "19900000001")
    return client


def test_a_citizen_signs_in_by_phone_and_says_who_they_are(client: Client) -> None:
    answer = ask_for_code(client, "+86 199-0000-0066")
    assert answer.url == "/accounts/login/code/"
    page = client.get(answer.url).content.decode()
    assert "199****0066" in page
    assert PHONE not in page

    answer = client.post(answer.url, {"code": last_code(), "action": "verify"})
    assert answer.url == "/accounts/who/"

    said = {"name": "王小明", "identity_kind": "citizen-id", "identity": "11010519491231002x"}
    answer = client.post("/accounts/who/", said)
    assert answer.url == "/accounts/profile/"
    party = Party.objects.get()
    assert (party.name.clear(), party.assurance, party.account.phone_verified) == ("王小明", "declared", True)


def test_what_a_session_holds_is_sealed(client: Client) -> None:
    ask_for_code(client)
    code = last_code()
    stored = Session.objects.get()
    assert stored.get_decoded()["account_login"]
    assert code not in stored.session_data
    from django.core import signing

    sealed = signing.loads(stored.session_data, salt="django.contrib.sessions.SessionStore", serializer=Plain)
    assert PHONE not in sealed
    assert code not in sealed


class Plain:
    """Reads what stands in the row, as somebody with the database but without the vault would."""

    def loads(self, data: bytes) -> str:
        return data.decode()


def test_signing_in_leads_back_to_where_one_was(city: City, client: Client) -> None:
    answer = client.get("/accounts/agents/new/")
    assert answer.url == "/accounts/login/?next=%2Faccounts%2Fagents%2Fnew%2F"
    page = client.get(answer.url).content.decode()
    assert 'name="next" value="/accounts/agents/new/"' in page
    assert sign_in(client, "19900000001", next="/accounts/agents/new/").url == "/accounts/agents/new/"


@pytest.mark.parametrize("elsewhere", ["//elsewhere", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(city: City, client: Client, elsewhere: str) -> None:
    assert sign_in(client, "19900000001", next=elsewhere).url == "/my/"
    fresh = Client()
    sign_in(fresh)
    said = {"name": "王小明", "identity_kind": "citizen-id", "identity": "11010519491231002x", "next": elsewhere}
    assert fresh.post("/accounts/who/", said).url == "/accounts/profile/"


def test_a_number_that_is_no_mobile_is_refused_beside_its_field(client: Client) -> None:
    page = ask_for_code(client, "0519-86310000").content.decode()
    assert "请输入 11 位手机号码" in page
    assert re.search(r'<input type="tel"[^>]*aria-describedby="[^"]*id_phone_error', page)
    assert 'href="#id_phone"' in page
    assert not Account.objects.exists()


def test_a_wrong_code_is_refused_and_five_end_the_attempt(client: Client) -> None:
    ask_for_code(client)
    for _ in range(4):
        assert "验证码不对" in client.post("/accounts/login/code/", {"code": "x"}).content.decode()
    assert client.post("/accounts/login/code/", {"code": "x"}).url == "/accounts/login/"
    assert SignIn.objects.filter(way="code", succeeded=False).count() == 5

    answer = client.post("/accounts/login/code/", {"code": last_code()})
    assert answer.url == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_a_code_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_for_code(client)
    late = timezone.now() + timedelta(seconds=301)
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", late.timestamp)
    answer = client.post("/accounts/login/code/", {"code": last_code()}, follow=True)
    assert "验证码已过期" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_can_be_sent_again_twice(client: Client) -> None:
    ask_for_code(client)
    for _ in range(2):
        client.post("/accounts/login/code/", {"action": "resend"})
    assert "再发一次" not in client.get("/accounts/login/code/").content.decode()
    assert OutboxRow.objects.filter(kind="sms").count() == 3
    assert client.post("/accounts/login/code/", {"code": last_code(), "action": "verify"}).url == "/accounts/who/"


def test_a_phone_gets_so_many_codes_an_hour_and_no_more(client: Client) -> None:
    for _ in range(6):
        ask_for_code(Client())
    assert "获取验证码的次数太多" in ask_for_code(client).content.decode()
    assert OutboxRow.objects.filter(kind="sms").count() == 6


def test_staff_sign_in_by_password_and_land_on_the_desk(city: City, client: Client) -> None:
    assert sign_in_staff(client).url == "/desk/"


def test_after_five_wrong_passwords_the_right_one_has_to_wait(city: City, client: Client) -> None:
    for _ in range(5):
        assert "用户名或密码不对" in sign_in_staff(client, password="guess").content.decode()
    assert "尝试次数太多" in sign_in_staff(client).content.decode()
    assert sign_in_staff(client, "chenli").status_code == 302

    SignIn.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in_staff(Client()).status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before(city: City) -> None:
    for password in ["guess"] * 4 + [PASSWORD] + ["guess"] * 4 + [PASSWORD]:
        answer = sign_in_staff(Client(), password=password)
    assert answer.status_code == 302


def test_an_address_that_tries_many_names_has_to_wait(city: City, client: Client) -> None:
    SignIn.objects.bulk_create(
        SignIn(way="password", name_digest=str(n), address_digest=address(), succeeded=False, at=timezone.now())
        for n in range(60)
    )
    assert "尝试次数太多" in sign_in_staff(client).content.decode()


def address() -> str:
    from tongban.kernel.vault import blind_index

    return blind_index("127.0.0.1")


def test_an_unknown_name_and_a_wrong_password_look_alike(city: City) -> None:
    pages = [
        sign_in_staff(Client(), username, "guess").content.decode() for username in ("wangmin", "nobody", "19900000001")
    ]
    assert all("用户名或密码不对，请核对后再试。" in page for page in pages)
    assert SignIn.objects.filter(account=None).count() == 2


def test_a_citizen_has_no_password_and_staff_no_code(city: City, client: Client) -> None:
    assert sign_in_staff(client, "lixiaoyun", PASSWORD).status_code == 200
    assert not Account.objects.filter(kind="staff").exclude(phone="").exists()


def test_an_account_that_was_closed_does_not_come_in(city: City, client: Client) -> None:
    Account.objects.filter(username__in=["wangmin", "lixiaoyun"]).update(is_active=False)
    assert "_auth_user_id" not in client.session
    sign_in_staff(client)
    assert "_auth_user_id" not in client.session
    answer = sign_in(client, "19900000001")
    assert answer.url == "/accounts/inactive/"
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(("face", "minutes"), [("staff", 30), ("citizen", 120)])
def test_an_idle_session_ends(city: City, client: Client, face: str, minutes: int) -> None:
    where = "/accounts/staff/profile/" if face == "staff" else "/accounts/profile/"
    sign_in_staff(client) if face == "staff" else sign_in(client, "19900000001")
    assert client.get(where).status_code == 200

    was_away(client, minutes - 1)
    assert client.get(where).status_code == 200
    was_away(client, minutes + 1)
    answer = client.get(where)
    assert answer.status_code == 302
    assert "自动退出" in client.get(answer.url).content.decode()


def was_away(client: Client, minutes: int) -> None:
    session = client.session
    session[SEEN_AT] = int(timezone.now().timestamp()) - minutes * 60
    session.save()


def test_signing_out_leads_staff_and_citizens_to_their_own_doors(citizen: Client) -> None:
    assert citizen.get("/accounts/logout/").status_code == 200
    assert citizen.post("/accounts/logout/").url == "/"
    sign_in_staff(citizen)
    assert citizen.post("/accounts/logout/").url == "/accounts/staff/"


def test_staff_change_their_password(city: City, client: Client) -> None:
    sign_in_staff(client)
    new = "Yunzhou-长密码-2026"
    weak = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    assert client.post("/accounts/password/", weak).status_code == 200
    plain = {"oldpassword": PASSWORD, "password1": "yunzhou2027", "password2": "yunzhou2027"}
    assert "三种" in client.post("/accounts/password/", plain).content.decode()
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.url == "/accounts/staff/profile/"
    assert client.get(answer.url).status_code == 200
    assert JournalEntry.objects.filter(name="PasswordChanged").count() == 1
    assert sign_in_staff(Client(), password=new).status_code == 302


def test_citizens_and_staff_do_not_enter_each_others_pages(citizen: Client) -> None:
    assert citizen.get("/accounts/staff/profile/").status_code == 403
    sign_in_staff(staff := Client())
    assert staff.get("/accounts/profile/").url.startswith("/accounts/login/")
    assert staff.get("/accounts/who/").status_code == 403


def test_my_profile_shows_my_values_masked(citizen: Client) -> None:
    page = citizen.get("/accounts/profile/").content.decode()
    assert "李**" in page
    assert "199****0001" in page
    for field in ("name", "identity", "phone"):
        assert getattr(Party.objects.get(account__username="lixiaoyun"), field).clear() not in page


def test_showing_my_own_value_is_written_down(citizen: Client) -> None:
    party = Party.objects.get(account__username="lixiaoyun")
    page = citizen.post("/accounts/profile/reveal/identity/").content.decode()
    assert party.identity.clear() in page
    assert "199****0001" in page
    assert JournalEntry.objects.filter(name="ValueRevealed", by=f"party:{party.pk}").count() == 1

    fragment = citizen.post("/accounts/profile/reveal/phone/", headers={"HX-Request": "true"}).content.decode()
    assert "19900000001" in fragment
    assert "<html" not in fragment
    assert citizen.post("/accounts/profile/reveal/account/").status_code == 404
    assert citizen.get("/accounts/profile/reveal/phone/").status_code == 405


def test_i_let_somebody_act_for_me_and_withdraw_it(citizen: Client) -> None:
    said = {
        "name": "赵六",
        "identity_kind": "citizen-id",
        "identity": "11010519491231002X",
        "scope": "办理社会保险",
        "until": "",
    }
    assert citizen.post("/accounts/agents/new/", said).url == "/accounts/profile/"
    given = Authorisation.objects.get(
        agent__name_index=Party.objects.get(identity_kind="citizen-id", account=None).name_index
    )
    assert "赵*" in citizen.get("/accounts/profile/").content.decode()

    assert citizen.post(f"/accounts/agents/{given.pk}/revoke/").url == "/accounts/profile/"
    given.refresh_from_db()
    assert given.revoked_at


def test_what_i_typed_is_kept_when_something_is_wrong(citizen: Client) -> None:
    said = {"name": "赵六", "identity_kind": "citizen-id", "identity": "110105194912310021", "scope": "全部"}
    page = citizen.post("/accounts/agents/new/", {**said, "until": "2020-01-01"}).content.decode()
    assert "校验码不对" in page
    assert "已经过去" in page
    assert 'value="赵六"' in page
    assert 'value="110105194912310021"' in page


def test_nobody_withdraws_what_somebody_else_gave(citizen: Client) -> None:
    other = Authorisation.objects.get()  # the firm's, to 孙倩
    assert citizen.post(f"/accounts/agents/{other.pk}/revoke/").status_code == 404


def test_the_profile_asks_a_bounded_number_of_queries(
    city: City, client: Client, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, "19900000002")
    party, other = city.party("孙倩"), city.party("李晓云")
    for _ in range(10):
        for giver, agent in ((party, other), (other, party)):
            Authorisation.objects.create(party=giver, agent=agent, scope="全部", since=TODAY)
    client.get("/accounts/profile/")
    with django_assert_max_num_queries(12):
        client.get("/accounts/profile/")


def test_an_officer_sees_posts_roles_and_sign_ins(
    city: City, client: Client, django_assert_max_num_queries: Any
) -> None:
    sign_in_staff(client)
    client.get("/accounts/staff/profile/")
    with django_assert_max_num_queries(14):  # half of them for the frame of the desk
        page = client.get("/accounts/staff/profile/").content.decode()
    assert "综合窗口受理岗" in page
    assert "综合窗口 · 云州市人民政府" in page


def test_only_administrators_see_the_keys_of_other_systems(city: City, client: Client) -> None:
    sign_in_staff(client)
    assert client.get("/accounts/clients/").status_code == 403
    sign_in_staff(administrator := Client(), "zhoukai")
    assert "还没有系统接入" in administrator.get("/accounts/clients/").content.decode()


@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/staff/"])
def test_the_pages_are_complete_in_english(client: Client, page: str) -> None:
    text = client.get(page, headers={"Accept-Language": "en"}).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert not re.search(r"[\u4e00-\u9fff]", main)
