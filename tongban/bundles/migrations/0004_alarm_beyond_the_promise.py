"""A whole has an alarm: until when there is time, and when it was raised; members that wait are found by an index."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("bundles", "0003_fed_fields")]
    operations = [
        migrations.AddField("whole", "alarm_due_at", models.DateTimeField(null=True)),
        migrations.AddField("whole", "alarmed_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "whole",
            models.Index(
                fields=["alarm_due_at", "id"],
                name="wholes_to_alarm",
                condition=Q(alarm_due_at__isnull=False, alarmed_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            "memberrun",
            models.Index(fields=["id"], name="members_not_begun", condition=Q(state__in=["waiting", "blocked"])),
        ),
    ]
