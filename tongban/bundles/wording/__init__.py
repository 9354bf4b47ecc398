"""The words for what stands in the way of a bundle, for its findings and for its trail, cut by topic."""

from tongban.bundles.wording import applying, consents, designing, feeding, joint_visits, trails

WORDS = {
    **applying.WORDS,
    **consents.WORDS,
    **designing.WORDS,
    **feeding.WORDS,
    **joint_visits.WORDS,
    **trails.WORDS,
}
