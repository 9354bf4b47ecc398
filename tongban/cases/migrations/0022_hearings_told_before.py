"""Hearings told before decisions waited for them: those of undecided cases are waited for from now on."""

from typing import Any

from django.db import migrations
from django.db.models import F


def hold_back(apps: Any, schema_editor: Any) -> None:
    hearing, hold, case = (apps.get_model("cases", name) for name in ("Hearing", "Hold", "Case"))
    told = hearing.objects.filter(held_at=None, case__matter__state__in=["accepted", "suspended"])
    for each in told.order_by("pk").iterator():
        until = None if each.requested_at else each.request_by_on
        hold.objects.create(
            case_id=each.case_id, kind="hearing", blocks="decision", about=each.matter_of[:200], refers_to=each.pk,
            since=each.told_at, until_on=until,
        )  # fmt: skip
        case.objects.filter(pk=each.case_id).update(open_holds=F("open_holds") + 1)


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_hearing_rights")]

    operations = [migrations.RunPython(hold_back, migrations.RunPython.noop)]
