"""Triggers: what was published never changes, whoever writes."""

from django.db import migrations

from tongban.bundles import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("bundles", "0001_initial")]
    operations = [migrations.RunPython(install, drop)]
