"""Designing bundles: begun, drafted, given members, published, retired. A department designs its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from tongban.bundles.actions.refusals import CannotDesign, CannotPublish
from tongban.bundles.events import BundleDrafted, BundleListed, BundlePublished, BundleRetired
from tongban.bundles.models import Bundle, BundleVersion, Link, Member
from tongban.bundles.queries.checking import errors_of
from tongban.bundles.queries.designing import hands_of
from tongban.catalogue.actions.refusals import refuse_strangers, refuse_who_does_not_approve
from tongban.catalogue.models import Item
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer, Region

# What a draft may say of itself, beside its members and links.
SAID = frozenset({
    "title", "title_en", "summary", "summary_en", "introduction", "theme", "for_persons", "for_firms", "questions",
    "same_fields", "same_papers", "promised_amount", "promised_unit", "promised_text", "joint_limit", "alarm",
    "steps_before", "steps_after", "words", "basis",
})  # fmt: skip


@action
def list_bundle(
    *, code: str, region: Region, lead_office: Office, owner: Office | None = None, by: Any, now: datetime
) -> Bundle:
    """Enter a bundle of a region; its owner, the lead office if nobody else is named, designs it."""
    owner = owner or lead_office
    refuse_strangers(by, owner, now)
    if Bundle.objects.filter(region=region, code=code).exists():
        raise CannotDesign([Obstacle("bundle_exists", code)])

    bundle = Bundle.objects.create(code=code, region=region, lead_office=lead_office, owner=owner)

    publish(
        BundleListed(
            subject=bundle.subject,
            bundle_id=bundle.pk,
            code=code,
            region_code=region.code,
            lead_office_id=lead_office.pk,
            by=str(by.actor),
            at=now,
        )
    )
    return bundle


@action
def draft_version(*, bundle: Bundle, says: Mapping[str, Any], by: Any, now: datetime) -> BundleVersion:
    """Begin the next version of a bundle, without members; a bundle has one draft at a time."""
    bundle = _locked(bundle, by, now)
    if bundle.versions.filter(state=BundleVersion.State.DRAFT).exists():
        raise CannotDesign([Obstacle("bundle_draft_exists", bundle.code)])
    _refuse_unknown(says)

    number = (bundle.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = BundleVersion.objects.create(bundle=bundle, number=number, created_at=now, **_edited(by, now), **says)

    _tell_drafted(version, by, now)
    return version


@action
def draft_from_current(*, bundle: Bundle, by: Any, now: datetime) -> BundleVersion:
    """Begin a new version with all that the one in force says, or the last one where none is."""
    current = bundle.current or bundle.versions.order_by("-number").first()
    if current is None:
        raise CannotDesign([Obstacle("nothing_in_force", bundle.code)])
    version = draft_version(bundle=bundle, says={name: getattr(current, name) for name in SAID}, by=by, now=now)

    copies = {}
    for member in current.members.all():
        copies[member.pk] = Member.objects.create(
            version=version,
            position=member.position,
            code=member.code,
            item_id=member.item_id,
            group=member.group,
            condition=member.condition,
            answers=member.answers,
            is_required=member.is_required,
        )
    for link in current.links.all():
        source, target = copies[link.source_id], copies[link.target_id]
        Link.objects.create(
            version=version, source=source, target=target, kind=link.kind, papers=link.papers, fields=link.fields
        )
    return version


@action
def change_version(*, version: BundleVersion, says: Mapping[str, Any], by: Any, now: datetime) -> BundleVersion:
    """Change what a draft says."""
    version = _locked_draft(version, by, now)
    _refuse_unknown(says)

    for name, value in {**says, **_edited(by, now)}.items():
        setattr(version, name, value)
    version.save()

    _tell_drafted(version, by, now)
    return version


@action
def add_member(
    *,
    version: BundleVersion,
    code: str,
    item: Item,
    condition: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    group: str = "",
    is_required: bool = True,
    by: Any,
    now: datetime,
) -> Member:
    """Put an item to a draft as its last member."""
    version = _locked_draft(version, by, now)
    if version.members.filter(code=code).exists():
        raise CannotDesign([Obstacle("bundle_member_exists", code)])

    position = (version.members.aggregate(last=Max("position"))["last"] or 0) + 1
    member = Member.objects.create(
        version=version,
        position=position,
        code=code,
        item=item,
        condition=dict(condition or {}),
        answers=dict(answers or {}),
        group=group,
        is_required=is_required,
    )

    _tell_drafted(version, by, now)
    return member


@action
def change_member(*, member: Member, by: Any, now: datetime, **says: Any) -> Member:
    """Change a member of a draft: its place, condition, answers, group, whether it must be."""
    version = _locked_draft(member.version, by, now)
    if unknown := says.keys() - {"position", "condition", "answers", "group", "is_required", "item"}:
        raise CannotDesign([Obstacle("bundle_says_unknown", ", ".join(sorted(unknown)))])

    for name, value in says.items():
        setattr(member, name, value)
    member.save()

    _tell_drafted(version, by, now)
    return member


@action
def remove_member(*, member: Member, by: Any, now: datetime) -> None:
    """Take a member out of a draft, with its links."""
    version = _locked_draft(member.version, by, now)
    member.delete()
    _tell_drafted(version, by, now)


@action
def link_members(
    *,
    version: BundleVersion,
    source: Member,
    target: Member,
    papers: Sequence[str] = (),
    fields: Mapping[str, str] | None = None,
    by: Any,
    now: datetime,
) -> Link:
    """Say that a member rests on another one, and which of its papers that one gives; again: say it anew.

    ``fields``: which of its fields the result fills in; left out: as it was said before.
    """
    version = _locked_draft(version, by, now)
    if source.pk == target.pk:
        raise CannotDesign([Obstacle("bundle_circle", source.code)])

    said: dict[str, Any] = {"version": version, "papers": list(papers)}
    if fields is not None:
        said["fields"] = dict(fields)
    link, _ = Link.objects.update_or_create(source=source, target=target, defaults=said)
    link.kind = Link.Kind.OUTPUT if link.papers or link.fields else Link.Kind.ORDER
    link.save(update_fields=["kind"])

    _tell_drafted(version, by, now)
    return link


@action
def unlink_members(*, link: Link, by: Any, now: datetime) -> None:
    """Say that a member does not rest on another one."""
    version = _locked_draft(link.version, by, now)
    link.delete()
    _tell_drafted(version, by, now)


@action
def publish_version(*, version: BundleVersion, by: Any, now: datetime) -> BundleVersion:
    """Freeze a draft and offer it; the version before is retired, wholes and drafts keep it.

    An officer approves it, who wrote nothing of it: as versions of items are approved (经审定后公布).
    """
    version = _draft_itself(version)
    if isinstance(by, Officer):
        refuse_who_does_not_approve(by, version.bundle.owner, now)
        if str(by.actor) in hands_of(version):
            raise CannotPublish([Obstacle("own_work_approved", version.title)])
    if obstacles := errors_of(version):
        raise CannotPublish(obstacles)

    bundle = version.bundle
    bundle.versions.filter(state=BundleVersion.State.PUBLISHED).update(
        state=BundleVersion.State.RETIRED, retired_at=now
    )
    BundleVersion.objects.filter(pk=version.pk).update(state=BundleVersion.State.PUBLISHED, published_at=now)
    version.refresh_from_db(fields=["state", "published_at"])
    bundle.current, bundle.retired_at, bundle.retired_reason = version, None, ""
    bundle.save()

    publish(
        BundlePublished(
            subject=bundle.subject,
            bundle_id=bundle.pk,
            code=bundle.code,
            number=version.number,
            members=tuple(version.members.values_list("code", flat=True)),
            by=str(by.actor),
            at=now,
        )
    )
    return version


@action
def retire_bundle(*, bundle: Bundle, reason: str, by: Any, now: datetime) -> Bundle:
    """Offer a bundle no longer; wholes under way go on."""
    bundle = _locked(bundle, by, now)
    if not reason.strip():
        raise CannotDesign([Obstacle("reason_missing")])
    if bundle.current is None:
        raise CannotDesign([Obstacle("nothing_in_force", bundle.code)])

    bundle.versions.filter(state=BundleVersion.State.PUBLISHED).update(
        state=BundleVersion.State.RETIRED, retired_at=now
    )
    bundle.current, bundle.retired_at, bundle.retired_reason = None, now, reason.strip()
    bundle.save()

    publish(BundleRetired(subject=bundle.subject, bundle_id=bundle.pk, code=bundle.code, by=str(by.actor), at=now))
    return bundle


def _locked(bundle: Bundle, by: Any, now: datetime) -> Bundle:
    found = _itself(bundle)
    refuse_strangers(by, found.owner, now)
    return found


def _itself(bundle: Bundle) -> Bundle:
    return Bundle.objects.select_for_update(of=("self",)).select_related("owner", "current").get(pk=bundle.pk)


def _locked_draft(version: BundleVersion, by: Any, now: datetime) -> BundleVersion:
    """Lock a draft for who designs it."""
    locked = _draft_itself(version)
    refuse_strangers(by, locked.bundle.owner, now)
    return locked


def _draft_itself(version: BundleVersion) -> BundleVersion:
    """Lock a bundle and then its version. Raises CannotDesign if it is a draft no more."""
    bundle = _itself(version.bundle)
    locked = BundleVersion.objects.select_for_update().get(pk=version.pk)
    if locked.state != BundleVersion.State.DRAFT:
        raise CannotDesign([Obstacle("bundle_not_a_draft", str(locked))])
    locked.bundle = bundle
    return locked


def _refuse_unknown(says: Mapping[str, Any]) -> None:
    if unknown := says.keys() - SAID:
        raise CannotDesign([Obstacle("bundle_says_unknown", ", ".join(sorted(unknown)))])


def _edited(by: Any, now: datetime) -> dict[str, Any]:
    return {"edited_at": now, "edited_by": by if isinstance(by, Officer) else None}


def _tell_drafted(version: BundleVersion, by: Any, now: datetime) -> None:
    bundle = version.bundle
    publish(
        BundleDrafted(
            subject=bundle.subject,
            bundle_id=bundle.pk,
            code=bundle.code,
            number=version.number,
            by=str(by.actor),
            at=now,
        )
    )
