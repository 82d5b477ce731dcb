"""What is not known of a loan stands in the case itself (decision 33), not beside it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ashore", "0002_token")]

    operations = [migrations.RemoveField(model_name="version", name="gaps")]
