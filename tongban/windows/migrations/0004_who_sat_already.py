"""Who sat at a window before competences were kept goes on taking what they took: everything they might receive."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations
from django.db.models import Q

from tongban.kernel.ids import new_id

GROUND = "能力清单启用前已在窗口办理"


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Give everybody who sits at a window what their roles let them receive."""
    seats, competences = apps.get_model("windows", "Seat"), apps.get_model("windows", "Competence")
    now = datetime.now(UTC)
    lasting = Q(until=None) | Q(until__gte=now.date())
    seated = seats.objects.filter(lasting).values("officer")
    grants = apps.get_model("people", "RoleGrant").objects.filter(lasting, officer__in=seated, role__in=["clerk", "chief"])
    held = {(grant.officer_id, grant.office_id): grant.since for grant in grants.order_by("-since")}
    competences.objects.bulk_create(
        competences(id=new_id(), officer_id=officer, office_id=office, since=since, ground=GROUND, confirmed_at=now)
        for (officer, office), since in held.items()
    )


class Migration(migrations.Migration):
    dependencies = [("windows", "0003_batches_and_competences"), ("people", "0003_old_references")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
