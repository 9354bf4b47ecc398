"""Make room for query codes that are sealed: the old column stays for processes of the release before.

Nothing is rewritten on PostgreSQL; the next migration moves the codes, and the next release drops the old column.
"""

from django.db import migrations, models

from tongban.kernel.vault import BlindIndex, EncryptedField


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_old_numbers")]
    operations = [
        migrations.AlterField(
            "matter", "query_code", models.CharField(max_length=8, db_column="query_code"),
        ),
        migrations.RenameField("matter", "query_code", "query_code_in_clear"),
        migrations.AlterField(
            "matter",
            "query_code_in_clear",
            models.CharField(max_length=8, db_column="query_code", blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            "matter",
            "query_code",
            EncryptedField(db_column="query_code_sealed", default="", db_default="", blank=True, mask="all"),
        ),
        migrations.AddField("matter", "query_code_index", BlindIndex("query_code", db_index=False, default="", db_default="")),
        migrations.AddIndex(
            "matter",
            models.Index(
                fields=["query_code_index"], name="result_by_query_code", condition=models.Q(("state", "decided"))
            ),
        ),
    ]
