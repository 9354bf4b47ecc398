"""What a result fills in stands with the link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bundles", "0002_published_bundles_stay")]
    operations = [migrations.AddField(model_name="link", name="fields", field=models.JSONField(null=True))]
