"""Files that guides hand out: empty forms, samples filled in, what a result looks like, texts of commitments."""

from datetime import datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotAttach, refuse_strangers
from tongban.catalogue.events import AttachmentKept
from tongban.catalogue.models import Attachment, Item
from tongban.documents.actions import receive_upload, store_file
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action

CODE_LENGTH = 12  # of a digest: enough to tell the files of one item apart


def attach_file(*, item: Item, kind: str, name: str, upload: Any, by: Any, now: datetime) -> Attachment:
    """Keep a file for the guides of an item, under a code that papers name. The same file is kept once."""
    refuse_strangers(by, item.office, now)
    if kind not in Attachment.Kind.values or not name.strip():
        raise CannotAttach([Obstacle("attachment_without_name", item.code)])
    kept = receive_upload(upload=upload)  # before the transaction: disks are slow
    return _attach(item=item, kind=kind, name=name.strip(), kept=kept, by=by, now=now)


@action
def _attach(*, item: Item, kind: str, name: str, kept: Any, by: Any, now: datetime) -> Attachment:
    item = Item.objects.select_for_update().get(pk=item.pk)
    code = kept.digest[:CODE_LENGTH]
    if same := item.attachments.filter(code=code).first():
        raise CannotAttach([Obstacle("attachment_is_there", same.name)])

    file = store_file(upload=kept, subject=item.subject, by=by, now=now)
    attachment = Attachment.objects.create(item=item, kind=kind, code=code, name=name, file=file)

    publish(AttachmentKept(subject=item.subject, code=code, kind=kind, digest=file.digest, by=str(by.actor), at=now))
    return attachment
