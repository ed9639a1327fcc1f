"""The database refuses to change or remove a question, an answer, a verdict or an opinion."""

from django.db import migrations

TABLES = ("clarification", "reply", "judgement", "opinion")
FORWARD = """
CREATE FUNCTION committee_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the papers of the committee are append-only: % refused', TG_OP;
END $$;
""" + "".join(
    f"""CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON committee_{name}
    FOR EACH ROW EXECUTE FUNCTION committee_refuse();
"""
    for name in TABLES
)
BACKWARD = (
    "".join(f"DROP TRIGGER {name}_append_only ON committee_{name};\n" for name in TABLES)
    + "DROP FUNCTION committee_refuse();\n"
)


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
