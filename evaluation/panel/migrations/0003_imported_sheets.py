from django.db import migrations, models


class Migration(migrations.Migration):
    """A sheet that came with the package is told from one that was filled in here."""

    dependencies = [("panel", "0002_initial")]
    operations = [
        migrations.AddField(
            model_name="scoresheet",
            name="imported",
            field=models.BooleanField(default=False),
        ),
    ]
