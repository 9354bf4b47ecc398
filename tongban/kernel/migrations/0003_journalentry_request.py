"""Say in which request an act happened. The table is not made anew for it, so its triggers stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_journal_triggers")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE kernel_journalentry ADD COLUMN request varchar(36) NOT NULL DEFAULT ''",
            "ALTER TABLE kernel_journalentry DROP COLUMN request",
            state_operations=[
                migrations.AddField(
                    "journalentry", "request", models.CharField(blank=True, db_default="", max_length=36)
                )
            ],
        ),
    ]
