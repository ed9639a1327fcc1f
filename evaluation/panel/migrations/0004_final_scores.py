from django.db import migrations, models


def submitted_are_final(apps, schema_editor):  # type: ignore[no-untyped-def]
    """What stands on a submitted sheet was submitted."""
    apps.get_model("panel", "SheetScore").objects.filter(sheet__state="submitted").update(final=True)


class Migration(migrations.Migration):
    """A submitted score stays as it is when a sheet is opened again for bids that came back."""

    dependencies = [("panel", "0003_imported_sheets")]
    operations = [
        migrations.AddField(model_name="sheetscore", name="final", field=models.BooleanField(default=False)),
        migrations.RunPython(submitted_are_final, migrations.RunPython.noop),
    ]
