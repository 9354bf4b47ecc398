"""A consent that several act on at once: one answer counts, and what was taken back is not handed in."""

from typing import Any

import pytest

from tongban.bundles.actions.consents import answer_consent, ask_for_consent
from tongban.bundles.actions.drafts import save_draft, submit_draft
from tongban.bundles.models import Consent, Whole
from tongban.bundles.queries import consents as queries
from tongban.bundles.tests.conftest import MORNING, Street, make_bundle, make_trader
from tongban.bundles.tests.test_consents import FORM, SELLER, WANTED
from tongban.cases.tests.conftest import make_town
from tongban.kernel.journal import events_of
from tongban.kernel.obstacles import Refused
from tongban.kernel.tests.threads import together
from tongban.people.models import Account, Party

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("E04")]


@pytest.fixture
def street(transactional_db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Street:
    settings.FILES_DIR = tmp_path
    monkeypatch.setattr(queries, "consents_wanted", lambda bundle, on: [WANTED])
    town = make_town()
    trader = make_trader(town)
    return Street(town, trader, make_bundle(town, trader))


@pytest.fixture
def seller(street: Street) -> Party:
    account = Account.objects.create(username="seller", kind="citizen")
    return Party.objects.create(
        kind="person", account=account, name="吴建国", identity_kind="resident", identity=SELLER, assurance="verified"
    )


def refusal(act: Any) -> str:
    try:
        act()
    except Refused as refused:
        return refused.obstacles[0].code
    return ""


def test_of_two_answers_at_once_one_counts(street: Street, seller: Party) -> None:
    draft = save_draft(draft=street.draft(), form=FORM, now=MORNING)
    consent = ask_for_consent(draft=draft, key="seller", now=MORNING)
    said: list[str] = ["", ""]

    def answer(n: int) -> None:
        state, told = ("agreed", "refused")[n], {"consent": consent, "read": consent.fingerprint, "now": MORNING}
        said[n] = refusal(lambda: answer_consent(state=state, by=seller, **told))

    together(2, answer)
    assert sorted(said) == ["", "consent_not_open"]
    assert Consent.objects.get().state == ("agreed", "refused")[said.index("")]
    assert [told.name for told in events_of(draft.subject)].count("ConsentAnswered") == 1


def test_what_is_taken_back_while_it_is_handed_in_is_either_handed_in_or_not(street: Street, seller: Party) -> None:
    draft = save_draft(draft=street.draft(), form=FORM, now=MORNING)
    consent = ask_for_consent(draft=draft, key="seller", now=MORNING)
    told = {"consent": consent, "read": consent.fingerprint, "by": seller, "now": MORNING}
    answer_consent(state="agreed", **told)
    said: list[str] = ["", ""]

    def act(n: int) -> None:
        acts = (
            lambda: submit_draft(draft=draft, channel="web", now=MORNING),
            lambda: answer_consent(state="withdrawn", **told),
        )
        said[n] = refusal(acts[n])

    together(2, act)
    state = Consent.objects.get().state
    assert (said, Whole.objects.count(), state) in (
        (["", "consent_is_used"], 1, "agreed"),
        (["consent_withdrawn", ""], 0, "withdrawn"),
    )
