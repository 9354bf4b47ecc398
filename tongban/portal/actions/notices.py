"""Notices of offices: published, withdrawn."""

from datetime import date, datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import may
from tongban.portal.events import NoticePublished, NoticeWithdrawn
from tongban.portal.models import Notice


class CannotPublish(Refused):
    """Not theirs to say, said already, or over before it begins."""


@action
def publish_notice(
    *, office: Office, kind: str, title: str, text: str, last_day: date | None, by: Officer, now: datetime
) -> Notice:
    """Tell everybody of an office's region something, until a last day or until it is withdrawn.

    Raises CannotPublish. The same notice twice is one: the button was pressed twice.
    """
    _refuse_strangers(by, office, now)
    title, text, today = title.strip(), text.strip(), local_day(now)
    if last_day and last_day < today:
        raise CannotPublish([Obstacle("notice_over_before_it_begins", last_day.isoformat())])
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    same = Notice.objects.filter(office=office, title=title, text=text, withdrawn_at=None).order_by("-pk").first()
    if same and not same.is_over(today):
        return same

    notice = Notice.objects.create(
        office=office,
        region_id=office.region_id,
        kind=kind,
        title=title,
        text=text,
        by=by,
        published_at=now,
        last_day=last_day,
    )

    publish(
        NoticePublished(
            subject=notice.subject,
            by=str(by.actor),
            at=now,
            notice_id=notice.pk,
            kind=kind,
            region=notice.region_id,
        )
    )
    return notice


@action
def withdraw_notice(*, notice: Notice, by: Officer, now: datetime) -> Notice:
    """Take a notice back; it stays on record. Raises CannotPublish."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("office").get(pk=notice.pk)
    _refuse_strangers(by, notice.office, now)
    if notice.withdrawn_at:
        return notice

    notice.withdrawn_at = now
    notice.save(update_fields=["withdrawn_at"])

    publish(NoticeWithdrawn(subject=notice.subject, by=str(by.actor), at=now, notice_id=notice.pk))
    return notice


def _refuse_strangers(by: Officer, office: Office, now: datetime) -> None:
    if not may(by, "manage_posts", office=office, on=local_day(now)):
        raise CannotPublish([Obstacle("no_power", "manage_posts")])
