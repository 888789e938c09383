"""The database itself refuses to change or remove what the journal says, whoever asks."""

from django.db import migrations

WRITTEN_ONCE = ("journal_journalentry", "journal_sealedhead", "journal_anchor")
HEADS = "journal_chainhead"
TABLES = (*WRITTEN_ONCE, HEADS)
REFUSAL = "the journal is append-only"


def guard_names(vendor):
    """The triggers that must stand in this database, by name."""
    events = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return {f"{table}_no_{event}" for table in TABLES for event in events}


def install(apps, schema_editor):
    for statement in installation(schema_editor.connection.vendor):
        # Without parameters: a per cent sign in the function stays one.
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in removal(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def installation(vendor):
    return postgresql() if vendor == "postgresql" else sqlite()


def removal(vendor):
    for name in sorted(guard_names(vendor)):
        table = name.rpartition("_no_")[0]
        yield f"DROP TRIGGER {name} ON {table}" if vendor == "postgresql" else f"DROP TRIGGER {name}"
    if vendor == "postgresql":
        yield "DROP FUNCTION journal_refuse()"
        yield "DROP FUNCTION journal_refuse_truncate()"


def sqlite():
    for table in TABLES:
        # A head moves, but only forward: a cut tail would need it to go back.
        when = " WHEN NEW.sequence <= OLD.sequence OR NEW.chain <> OLD.chain" if table == HEADS else ""
        for event, condition in (("update", when), ("delete", "")):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} FOR EACH ROW{condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def postgresql():
    yield f"""
        CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
    """
    # Emptying an empty table destroys nothing; anything else is refused.
    yield f"""
        CREATE FUNCTION journal_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE has_lines boolean;
        BEGIN
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO has_lines;
            IF has_lines THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
            RETURN NULL;
        END $$
    """
    for table in TABLES:
        when = " WHEN (NEW.sequence <= OLD.sequence OR NEW.chain <> OLD.chain)" if table == HEADS else ""
        for event, condition in (("update", when), ("delete", "")):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH ROW{condition} EXECUTE FUNCTION journal_refuse()"
            )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_truncate()"
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
