"""The catalogue's obstacles and trails in words, cut by topic."""

from tongban.catalogue.wording import findings, trails

WORDS = {**findings.WORDS, **trails.WORDS}
