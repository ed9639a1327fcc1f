"""What a place knows to be shared by many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [
        migrations.AddField("policyversion", "shared", models.JSONField(blank=True, default=list)),
    ]
