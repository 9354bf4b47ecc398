"""The words for what stands in the way of a case, and for its trail, cut by topic."""

from tongban.cases.wording import (
    fees,
    halls,
    handovers,
    holds,
    lifecycle,
    outcomes,
    promises,
    tallies,
    site_visits,
)

WORDS = {
    **fees.WORDS,
    **halls.WORDS,
    **handovers.WORDS,
    **holds.WORDS,
    **lifecycle.WORDS,
    **outcomes.WORDS,
    **promises.WORDS,
    **tallies.WORDS,
    **halls.WORDS,
    **site_visits.WORDS,
}
