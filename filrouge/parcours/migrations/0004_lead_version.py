"""A period of lead counts its corrections. SQLite makes the table again, without its triggers: they are set again."""

from importlib import import_module

from django.db import migrations, models

one_lead = import_module("filrouge.parcours.migrations.0002_one_lead")


class Migration(migrations.Migration):
    dependencies = [("parcours", "0003_request_version")]
    operations = [
        migrations.RunPython(one_lead.backwards, one_lead.forwards),
        migrations.AddField(
            model_name="lead",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.RunPython(one_lead.forwards, one_lead.backwards),
    ]
