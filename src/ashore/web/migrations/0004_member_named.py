"""The log of a team names the member that was added or changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ashore", "0003_open_in_the_case")]

    operations = [
        migrations.AddField(
            model_name="access", name="member", field=models.CharField(default="", max_length=150)
        )
    ]
