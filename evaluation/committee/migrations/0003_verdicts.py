
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0002_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='judgement',
            name='verdict',
            field=models.CharField(choices=[('accepted', 'accepted'), ('refused', 'not accepted'), ('invalid', 'the bid is invalid'), ('withdrawn', 'withdrawn')], max_length=10),
        ),
    ]
