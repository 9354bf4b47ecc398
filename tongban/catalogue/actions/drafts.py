"""Work on a draft, section by section: autosaved, merged with what others changed meanwhile, mended by the lint."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.catalogue.actions.parts import write_parts
from tongban.catalogue.actions.refusals import CannotDraft, refuse_strangers
from tongban.catalogue.actions.scenarios import number_scenarios
from tongban.catalogue.actions.versions import lock_version, tell_drafted
from tongban.catalogue.models import DraftChange, ItemVersion
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.lint import mended
from tongban.catalogue.rules.lint.checks import World
from tongban.catalogue.rules.merging import Conflict, merge
from tongban.catalogue.rules.sheet import Section, Values, sections, values_in, with_values
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer

PARTS = ("scenarios", "materials", "steps", "placements")
OUTSIDE = "other"  # what no section holds: the form
KEPT = "who changed what of a draft is kept beside it until it is handed in, which is told"


@dataclass(frozen=True)
class Saved:
    """What came of saving a section: what stands in it now, and what somebody else had changed meanwhile."""

    version: ItemVersion
    content: Content
    values: Values
    conflicts: tuple[Conflict, ...]


@action(silent=KEPT)
def edit_section(
    *,
    version: ItemVersion,
    section: Section,
    typed: Values,
    seen: int,
    insist: Collection[str] = (),
    by: Any,
    now: datetime,
) -> Saved:
    """Save what was typed in a section on the ground of a revision; what others changed since then is not lost."""
    version = _draft(version, by, now)
    content = content_of(version)
    there = values_in(content, section)
    base = _as_it_was(version, section, seen, there)
    merged = merge(section, base=base, mine=typed, theirs=there, insist=insist)
    changed = with_values(content, section, merged.values)

    if changed != content:
        _write(version, content, changed, [section], by, now)
        changed = content_of(version)  # with what the columns of new rows hold by themselves
    return Saved(version, changed, values_in(changed, section), merged.conflicts)


@action
def edit_draft(*, version: ItemVersion, content: Content, by: Any, now: datetime) -> ItemVersion:
    """Replace the whole text of a draft."""
    version = replace_content(version=version, content=content, by=by, now=now)

    tell_drafted(version, version.item, by, now)
    return version


@action(silent=KEPT)
def replace_content(*, version: ItemVersion, content: Content, by: Any, now: datetime) -> ItemVersion:
    """Save another content of a draft, whichever of its sections it changes: for mends and for changes to many."""
    version = _draft(version, by, now)
    before = content_of(version)
    touched = [section for section in sections().values() if values_in(content, section) != values_in(before, section)]
    if content != before:
        _write(version, before, content, touched, by, now)
    return version


@action(silent=KEPT)
def mend_draft(*, version: ItemVersion, check: str, known: World, by: Any, now: datetime) -> ItemVersion:
    """Apply the mend of one check, or with no name every mend that needs no judgement."""
    version = _draft(version, by, now)
    content = mended(content_of(version), parent_of(version.item.catalog_item), known, only=check)
    return replace_content(version=version, content=content, by=by, now=now)


def _draft(version: ItemVersion, by: Any, now: datetime) -> ItemVersion:
    version = lock_version(version)
    refuse_strangers(by, version.item.office, now)
    if version.state != ItemVersion.State.DRAFT:
        raise CannotDraft([Obstacle("version_is_published", version.title)])
    return version


def _as_it_was(version: ItemVersion, section: Section, seen: int, there: Values) -> Values:
    """Return what a section said under a revision: as it was before the first change since."""
    since = version.changes.filter(section=section.code, revision__gt=seen).order_by("revision").first()
    return {**there, **since.before} if since else there


def _write(
    version: ItemVersion, before: Content, content: Content, touched: list[Section], by: Any, now: datetime
) -> None:
    officer = by if isinstance(by, Officer) else None
    was = {section.code: values_in(before, section) for section in touched} or {OUTSIDE: {}}
    DraftChange.objects.bulk_create(
        DraftChange(version=version, revision=revision, section=code, before=values, officer=officer, at=now)
        for revision, (code, values) in enumerate(was.items(), start=version.revision + 1)
    )
    for name, value in content.fields.items():
        setattr(version, name, value)
    version.revision += len(was)
    version.edited_at, version.edited_by = now, officer or version.edited_by
    version.save()
    if all(getattr(content, part) == getattr(before, part) for part in PARTS):
        number_scenarios([version.pk])
        return
    for rows in (version.handling_items, version.materials, version.steps, version.placements):
        rows.all().delete()
    write_parts([(version, content)])
