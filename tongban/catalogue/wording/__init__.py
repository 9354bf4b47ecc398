"""The catalogue's obstacles and trails in words, cut by topic."""

from tongban.catalogue.wording import figures, findings, lists, registers, reviews, sheets, trails

WORDS = {
    **figures.WORDS,
    **findings.WORDS,
    **lists.WORDS,
    **registers.WORDS,
    **reviews.WORDS,
    **sheets.WORDS,
    **trails.WORDS,
}
