"""The shared fields of forms (字段目录): one name for the same thing in every item, so that forms can be merged."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotShare
from tongban.catalogue.events import SharedFieldKept
from tongban.catalogue.models import SharedField
from tongban.catalogue.rules.designing import KINDS, field_rows, with_fields
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


@action
def keep_shared_field(
    *, code: str, title: str, title_en: str, kind: str, autofill: str, by: Any, now: datetime
) -> SharedField:
    """Enter a shared field, or change how it is called; forms that have it keep what they say until drafted anew."""
    if not CODE.fullmatch(code) or not title.strip() or kind not in KINDS or kind == "table":
        raise CannotShare([Obstacle("shared_field_malformed", code)])

    row = {"name": code, "title": title, "kind": kind, "required": True}
    definition = _definition(with_fields({}, [row])["properties"][code])
    field, is_new = SharedField.objects.update_or_create(
        code=code,
        defaults={"title": title.strip(), "title_en": title_en.strip(), "definition": definition, "autofill": autofill},
    )

    _tell(field, "entered" if is_new else "changed", by, now)
    return field


@action
def end_shared_field(*, field: SharedField, by: Any, now: datetime) -> SharedField:
    """Offer a shared field no longer; forms that have it keep it."""
    field = SharedField.objects.select_for_update().get(pk=field.pk)
    if field.ended_on is not None:
        raise CannotShare([Obstacle("shared_field_ended", field.title)])

    field.ended_on = local_day(now)
    field.save(update_fields=["ended_on"])

    _tell(field, "ended", by, now)
    return field


def kind_of(field: SharedField) -> str:
    """Return the kind by which a shared field is edited."""
    return str(field_rows({"properties": {field.code: field.definition}})[0]["kind"])


def _definition(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in spec.items() if key not in ("title", "title_en", "autofill")}


def _tell(field: SharedField, what: str, by: Any, now: datetime) -> None:
    subject = f"shared-field:{field.pk}"
    publish(SharedFieldKept(subject=subject, code=field.code, what=what, by=str(by.actor), at=now))
