"""Keys, seals and leaves, append-only like the journal they seal."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from tongban.kernel import triggers


def install(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_ratewindow")]
    operations = [
        migrations.CreateModel(
            name="SealKey",
            fields=[
                ("fingerprint", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("suite", models.CharField(max_length=8)),
                ("public_key", models.TextField()),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("suite", models.CharField(max_length=8)),
                ("sealed_at", models.DateTimeField()),
                ("entries", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("previous_digest", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("signature", models.TextField()),
                ("watermark", models.BigIntegerField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.sealkey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealLeaf",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("index", models.PositiveIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "seal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="leaves",
                        to="kernel.seal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "index"), name="one_leaf_per_index_of_a_seal")
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),  # the tables take their triggers with them
    ]
