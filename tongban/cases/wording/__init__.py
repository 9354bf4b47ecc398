"""The words for what stands in the way of a case, and for its trail, cut by topic."""

from tongban.cases.wording import (
    discretion,
    elsewhere,
    fees,
    halls,
    handovers,
    holds,
    lifecycle,
    outcomes,
    procedures,
    promises,
    sheets,
    site_visits,
    spot_checks,
    tallies,
)

WORDS = {
    **discretion.WORDS,
    **elsewhere.WORDS,
    **fees.WORDS,
    **halls.WORDS,
    **handovers.WORDS,
    **holds.WORDS,
    **lifecycle.WORDS,
    **outcomes.WORDS,
    **procedures.WORDS,
    **promises.WORDS,
    **sheets.WORDS,
    **site_visits.WORDS,
    **spot_checks.WORDS,
    **tallies.WORDS,
}
