"""Triggers that refuse to change what has been handed in for review or published, whoever writes, on both databases."""

from tongban.kernel.published import Guards

PATHS = (("review", "draft"), ("review", "scheduled"), ("review", "published"), ("scheduled", "draft"),
         ("scheduled", "published"), ("published", "retired"))  # fmt: skip
GUARDS = Guards(
    module="catalogue",
    version="catalogue_itemversion",
    parts=tuple(f"catalogue_{part}" for part in ("placement", "handlingitem", "materialspec", "stepspec")),
    may_change=frozenset({
        "id", "state", "reviewed_at", "reviewed_by_id", "review_note", "effective_on", "retires_on", "published_at",
        "retired_at",
    }),
    leaves="OLD.state <> 'draft' AND OLD.state <> NEW.state AND NOT ({})".format(
        " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in PATHS)
    ),
    version_stays="version_stays",
    state_stays="version_is_no_draft_again",
    part_stays="{part}_{verb}_stays",
)  # fmt: skip
install, drop = GUARDS.install, GUARDS.drop
