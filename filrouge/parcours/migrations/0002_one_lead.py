"""At most one lead at any moment, kept by the database too: no two periods may surely share a day."""

from django.db import migrations

OVERLAP = """
    SELECT 1 FROM parcours_lead other
    WHERE other.parcours_id = NEW.parcours_id AND other.id <> NEW.id
      AND {greatest}(COALESCE(other.since_latest, '0001-01-01'), COALESCE(NEW.since_latest, '0001-01-01'))
        < {least}(COALESCE(other.until_earliest, '9999-12-31'), COALESCE(NEW.until_earliest, '9999-12-31'))
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        overlap = OVERLAP.format(greatest="GREATEST", least="LEAST")
        schema_editor.execute(
            f"""CREATE FUNCTION parcours_one_lead() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF EXISTS ({overlap}) THEN
                RAISE EXCEPTION 'two leads at once' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN NEW;
            END $$"""
        )
        schema_editor.execute(
            "CREATE TRIGGER parcours_one_lead BEFORE INSERT OR UPDATE ON parcours_lead "
            "FOR EACH ROW EXECUTE FUNCTION parcours_one_lead()"
        )
        return
    overlap = OVERLAP.format(greatest="MAX", least="MIN")
    for moment in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER parcours_one_lead_{moment.lower()} BEFORE {moment} ON parcours_lead "
            f"WHEN EXISTS ({overlap}) BEGIN SELECT RAISE(ABORT, 'two leads at once'); END"
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER parcours_one_lead ON parcours_lead")
        schema_editor.execute("DROP FUNCTION parcours_one_lead")
        return
    for moment in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER parcours_one_lead_{moment}")


class Migration(migrations.Migration):
    dependencies = [("parcours", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
