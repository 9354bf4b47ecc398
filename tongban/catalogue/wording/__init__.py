"""The catalogue's obstacles and trails in words, cut by topic."""

from tongban.catalogue.wording import findings, registers, trails

WORDS = {**findings.WORDS, **registers.WORDS, **trails.WORDS}
from tongban.catalogue.wording import findings, lists, trails

WORDS = {**findings.WORDS, **lists.WORDS, **trails.WORDS}
