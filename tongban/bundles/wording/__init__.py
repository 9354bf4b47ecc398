"""The words for what stands in the way of a bundle, for its findings and for its trail, cut by topic."""

from tongban.bundles.wording import applying, designing, feeding, trails

WORDS = {**applying.WORDS, **designing.WORDS, **feeding.WORDS, **trails.WORDS}
