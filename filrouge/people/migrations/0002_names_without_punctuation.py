"""The names that the search compares lose their punctuation: 'Mme E.' is found by who types it."""

from django.db import migrations

from filrouge.lib.text import digits, normalise, words


def write_again(apps, schema_editor):
    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    for person in people.all():
        birth = person.birth.notation if person.birth else ""
        names = " ".join(words(f"{person.usual_name} {person.birth_name} {person.given_names}"))
        rest = f"{birth} {digits(person.phone)} {normalise(person.local_number)}"
        person.search_text = f"{names} {rest}".strip()[:600]
        person.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(write_again, migrations.RunPython.noop)]
