"""Parties, agents and accounts: what is recorded, what is refused, and that nothing stands in clear."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people import actions, queries
from tongban.people.actions import CannotAuthorise, CannotRecordParty
from tongban.people.models import Account, Party
from tongban.people.rules.assurance import DECLARED, SEEN
from tongban.people.tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
NUMBER, OTHER_NUMBER = "11010519491231002X", "990102199001310122"


def record(**changes: Any) -> Party:
    said = {
        "kind": "person",
        "name": "王小明",
        "identity_kind": "citizen-id",
        "identity": NUMBER,
        "phone": "19900000088",
        "by": SYSTEM,
        "now": NOW,
    }
    return actions.find_or_create_party(**{**said, **changes})


def codes(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def test_the_same_identity_is_the_same_party_however_it_is_typed() -> None:
    party = record()
    assert record(identity=" 11010519491231002x ") == party
    assert Party.objects.count() == 1


def test_a_party_with_an_impossible_number_is_not_recorded() -> None:
    with pytest.raises(CannotRecordParty) as refused:
        record(identity="110105194912310021", phone="12", name=" ")
    assert codes(refused) == ["identifier_wrong_check", "name_missing", "phone_wrong_form"]
    assert not Party.objects.exists()


def test_an_organisation_is_known_by_its_credit_code() -> None:
    assert record(
        kind="organisation", name="某公司", identity_kind="uscc", identity="91350100M000100Y43"
    ).is_organisation
    with pytest.raises(CannotRecordParty) as refused:
        record(kind="organisation", identity_kind="citizen-id")
    assert codes(refused) == ["identity_kind_does_not_fit"]


def test_a_name_that_does_not_belong_to_the_number_is_refused() -> None:
    record()
    with pytest.raises(CannotRecordParty) as refused:
        record(name="李小明")
    assert codes(refused) == ["name_does_not_match_identity"]


def test_a_card_that_was_seen_corrects_a_name_that_was_typed() -> None:
    party = record()
    assert party.assurance == DECLARED

    record(name="王晓明", assurance=SEEN)
    party.refresh_from_db()
    assert (party.name.clear(), party.assurance) == ("王晓明", SEEN)


def test_missing_particulars_are_added_and_known_ones_kept() -> None:
    record(phone="")
    record(phone="19900000001")
    party = record(phone="19900000002", address="云州市")
    assert (party.phone.clear(), party.address.clear()) == ("19900000001", "云州市")


def test_an_agent_acts_within_scope_and_dates() -> None:
    party, agent = record(), record(name="张三", identity=OTHER_NUMBER)
    given = actions.authorise_agent(
        party=party, agent=agent, scope="食品经营", item_code="1" * 31, since=TODAY, until=TODAY, by=party, now=NOW
    )

    assert queries.may_act_for(agent, party, item_code="1" * 31, on=TODAY)
    assert not queries.may_act_for(agent, party, item_code="2" * 31, on=TODAY)
    assert not queries.may_act_for(agent, party, item_code="1" * 31, on=TODAY + timedelta(days=1))
    assert not queries.may_act_for(party, agent, on=TODAY)
    assert queries.may_act_for(party, party, on=TODAY)

    actions.revoke_authorisation(authorisation=given, by=party, now=NOW)
    assert not queries.may_act_for(agent, party, item_code="1" * 31, on=TODAY)
    with pytest.raises(CannotAuthorise):
        actions.revoke_authorisation(authorisation=given, by=party, now=NOW)


def test_an_authorisation_that_makes_no_sense_is_refused() -> None:
    party = record()
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(CannotAuthorise) as refused:
        actions.authorise_agent(party=party, agent=party, scope="", since=TODAY, until=yesterday, by=party, now=NOW)
    assert codes(refused) == ["agent_is_the_party", "scope_missing", "ends_before_it_begins"]


def account(phone: str = "19900000088") -> Account:
    return actions.open_account(phone=phone, now=NOW)


def declare(who: Account, **changes: Any) -> Party:
    said = {"name": "王小明", "identity_kind": "citizen-id", "identity": NUMBER, **changes}
    return actions.tie_party_to_account(account=who, **said, by=who, now=NOW)


def test_whoever_signs_in_first_says_who_they_are() -> None:
    party = declare(account())
    assert party.assurance == DECLARED
    assert party.phone.clear() == "19900000088"
    assert declare(Account.objects.get()) == party


def test_nobody_takes_over_a_party_that_has_an_account() -> None:
    declare(account())
    with pytest.raises(CannotRecordParty) as refused:
        declare(account("19900000099"))
    assert codes(refused) == ["identity_tied_to_another_account"]


def test_a_party_known_from_a_window_is_tied_only_to_its_own_phone() -> None:
    record(assurance=SEEN)
    with pytest.raises(CannotRecordParty) as refused:
        declare(account("19900000099"))
    assert codes(refused) == ["identity_must_be_shown_at_a_window"]
    assert declare(account("19900000088")).account_id


def test_a_phone_has_one_account() -> None:
    assert account(" 199-0000-0088") == account("+8619900000088")


def test_accounts_that_nobody_confirmed_are_forgotten_after_a_day() -> None:
    stale, confirmed = account("19900000011"), account("19900000012")
    actions.confirm_phone(account=confirmed, now=NOW)
    Account.objects.update(joined_at=NOW)

    assert actions.forget_unconfirmed_accounts(now=NOW + timedelta(hours=23)) == 0
    assert actions.forget_unconfirmed_accounts(now=NOW + timedelta(hours=25)) == 1
    assert list(Account.objects.all()) == [confirmed]
    assert stale.phone_verified is False


def test_a_client_token_opens_what_it_names_until_it_is_taken_back() -> None:
    client, secret = actions.make_client_token(name="省平台", scopes=["items:read"], by=SYSTEM, now=NOW)
    assert secret not in {client.digest, client.hint}

    found = queries.client_for(secret, now=NOW)
    assert found == client
    assert found.allows("items:read")
    assert not found.allows("progress:read")
    assert queries.client_for(secret + "x", now=NOW) is None

    actions.revoke_client_token(client=client, by=SYSTEM, now=NOW)
    assert queries.client_for(secret, now=NOW) is None


def test_a_client_token_expires() -> None:
    end = NOW + timedelta(days=1)
    _, secret = actions.make_client_token(name="省平台", scopes=["items:read"], expires_at=end, by=SYSTEM, now=NOW)
    assert queries.client_for(secret, now=NOW)
    assert queries.client_for(secret, now=end) is None


def everything_stored() -> str:
    """Return every value of every table as one text."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            texts += [
                str(bytes(value)) if isinstance(value, memoryview) else str(value) for row in cursor for value in row
            ]
    return "\n".join(texts)


def test_no_personal_value_stands_in_clear_in_the_database() -> None:
    party = declare(account())
    record(name="张三", identity=OTHER_NUMBER, phone="19900000077", address="云水路十八号")
    actions.send_code(account=party.account, phone="19900000088", code="135790", now=NOW)
    actions.note_sign_in(
        way="code", name="19900000088", address="10.1.2.3", device="", account=party.account, succeeded=True, now=NOW
    )

    stored = everything_stored()
    assert JournalEntry.objects.exists()
    for value in ("王小明", "张三", NUMBER, OTHER_NUMBER, "19900000088", "19900000077", "云水路", "135790", "10.1.2.3"):
        assert value not in stored
