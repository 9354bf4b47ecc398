"""The catalogue's obstacles and trails in words, cut by topic."""

from tongban.catalogue.wording import findings, lists, registers, reviews, trails

WORDS = {
    **findings.WORDS,
    **lists.WORDS,
    **registers.WORDS,
    **reviews.WORDS,
    **trails.WORDS,
}
