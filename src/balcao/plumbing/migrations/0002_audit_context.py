from django.db import migrations

# Who acted is written once. The trail itself is protected by triggers of its own tables.
PROTECT = """
CREATE OR REPLACE FUNCTION audit_context_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_context_no_delete BEFORE DELETE ON pghistory_context
FOR EACH ROW EXECUTE FUNCTION audit_context_append_only();
CREATE TRIGGER audit_context_no_change BEFORE UPDATE ON pghistory_context
FOR EACH ROW WHEN (OLD.metadata IS DISTINCT FROM NEW.metadata OR OLD.id <> NEW.id)
EXECUTE FUNCTION audit_context_append_only();
"""
UNPROTECT = """
DROP TRIGGER audit_context_no_delete ON pghistory_context;
DROP TRIGGER audit_context_no_change ON pghistory_context;
DROP FUNCTION audit_context_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plumbing', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [migrations.RunSQL(PROTECT, UNPROTECT)]
