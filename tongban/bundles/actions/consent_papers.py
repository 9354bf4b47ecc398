"""What a second party agreed to is printed (同意书) and lies in the file of the case that rests on it."""

from datetime import datetime

from django.utils.translation import override

from tongban.bundles.models import Consent, Whole
from tongban.bundles.queries.consents import consents_given, terms_of
from tongban.cases.actions.printing import about, issue
from tongban.cases.models import Case
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting

CHINESE = "zh-hans"  # what is printed speaks it, whoever sets it off


def print_consents(whole: Whole, member: str, case: Case, *, by: Acting, now: datetime) -> None:
    """Print the consents that lie with a member, as its case begins: none, and no statement, for most."""
    for given in consents_given(whole, lying_with=member):
        assert given.consent is not None  # it was given
        with override(CHINESE):
            shown = terms_of(given.consent, language=CHINESE, is_own=False)
        paper = papers.ConsentStatement(
            **about(case),
            agreed_by=next((answer.text for answer in shown if answer.name == given.wanted.name), ""),
            terms=tuple(papers.FormLine(label=answer.label, value=answer.text) for answer in shown),
            text=given.wanted.text,
            signed_how=_signed_how(given.consent),
            fingerprint=given.consent.fingerprint,
            basis=(given.wanted.basis,),
        )
        issue(case, paper, by=by, now=now)


def _signed_how(consent: Consent) -> str:
    """Say how it was known that it was they who agreed."""
    assert consent.answered_at is not None  # it was given
    at = papers.moment(consent.answered_at)
    if consent.seen_by:
        return f"到窗口当面同意，已核对本人身份证件，核对人工号 {consent.seen_by.staff_number}：{at}"
    return f"用经实名核验的本人账号在网上同意：{at}"
