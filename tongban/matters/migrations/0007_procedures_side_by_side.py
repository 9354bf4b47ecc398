"""Procedures whose time counts, several at once, and by which rule a limit is extended; nobody waits for it."""

import django.db.models.deletion
from django.db import migrations, models


class AddUniqueBesideWork(migrations.AddConstraint):
    """A unique index that PostgreSQL builds while people go on writing."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        sql = str(self.constraint.create_sql(model, schema_editor))
        schema_editor.execute(sql.replace("CREATE UNIQUE INDEX", "CREATE UNIQUE INDEX CONCURRENTLY"), params=None)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0006_signed_promises")]
    operations = [
        migrations.AddField("matter", "extension_rule", models.CharField(max_length=12, default="ordinary", db_default="ordinary")),
        migrations.AddField("pause", "stops", models.BooleanField(default=True, db_default=True)),
        migrations.AddField(
            "clock",
            "pause",
            models.ForeignKey(
                "matters.pause", django.db.models.deletion.PROTECT, null=True, related_name="clocks", db_index=False
            ),
        ),
        AddUniqueBesideWork(
            "clock",
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=models.Q(stopped_at__isnull=True, step__isnull=True, pause__isnull=True),
                name="one_open_clock_of_a_kind",
            ),
        ),
        migrations.RemoveConstraint("clock", "one_open_clock_per_kind_of_a_matter"),
        migrations.AddConstraint(
            "pause",
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=models.Q(to_on__isnull=True),
                name="one_running_procedure_of_a_kind",
            ),
        ),
        migrations.RemoveConstraint("pause", "one_running_pause_per_matter"),
    ]
