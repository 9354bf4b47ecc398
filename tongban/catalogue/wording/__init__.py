"""The catalogue's obstacles and trails in words, cut by topic."""

from tongban.catalogue.wording import findings, lists, registers, trails

WORDS = {
    **findings.WORDS,
    **lists.WORDS,
    **registers.WORDS,
    **trails.WORDS,
}
