"""The words for what stands in the way of a case, and for its trail, cut by topic."""

from tongban.cases.wording import handovers, holds, lifecycle

WORDS = {
    **lifecycle.WORDS,
    **holds.WORDS,
    **handovers.WORDS,
}
