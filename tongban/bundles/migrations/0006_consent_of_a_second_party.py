"""Who else has to agree before a bundle is handed in: what they were shown, and what they said."""

import django.db.models.deletion
import tongban.kernel.ids
import tongban.kernel.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bundles', '0005_signed_at_the_hand_in'),
        ('people', '0009_entrances'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(default=tongban.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('identity', tongban.kernel.vault.fields.EncryptedField(blank=True, mask='identity')),
                ('identity_index', tongban.kernel.vault.fields.BlindIndex('identity', blank=True, db_index=True, editable=False, max_length=64)),
                ('terms', tongban.kernel.vault.fields.EncryptedJSONField(blank=True, mask='all')),
                ('state', models.CharField(choices=[('asked', '等对方同意'), ('agreed', '已同意'), ('refused', '不同意'), ('withdrawn', '已收回')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('ends_on', models.DateField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='bundles.bundledraft')),
                ('seen_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officer')),
            ],
            options={
                'indexes': [models.Index(fields=['identity_index', '-id'], name='consents_of_a_second_party')],
                'constraints': [models.UniqueConstraint(fields=('draft', 'key'), name='a_consent_is_asked_once_at_a_time'), models.CheckConstraint(condition=models.Q(('state', 'asked'), ('answered_at__isnull', False), _connector='OR'), name='an_answered_consent_says_when')],
            },
        ),
    ]
