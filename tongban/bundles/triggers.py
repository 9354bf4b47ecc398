"""Triggers that refuse to change a published version of a bundle, whoever writes, on both databases."""

from tongban.kernel.published import Guards

GUARDS = Guards(
    module="bundles",
    version="bundles_bundleversion",
    parts=("bundles_member", "bundles_link"),
    may_change=frozenset({"id", "state", "published_at", "retired_at"}),
    leaves="OLD.state <> 'draft' AND NEW.state <> 'retired'",
    version_stays="bundle_version_stays",
    state_stays="bundle_is_no_draft_again",
    part_stays="{part}_{verb}_of_bundle_stays",
)
install, drop = GUARDS.install, GUARDS.drop
