"""The words for what stands in the way of a case, and for its trail, cut by topic."""

from tongban.cases.wording import (
    discretion,
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
    tallies,
)

WORDS = {
    **procedures.WORDS,
    **discretion.WORDS,
    **fees.WORDS,
    **halls.WORDS,
    **handovers.WORDS,
    **holds.WORDS,
    **lifecycle.WORDS,
    **outcomes.WORDS,
    **promises.WORDS,
    **sheets.WORDS,
    **site_visits.WORDS,
    **tallies.WORDS,
}
