from django.db import migrations

NAMES = ("purchasing_order_number", "purchasing_receipt_number", "purchasing_return_number")


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0001_initial")]

    operations = [
        # Gaps are fine (a refused order uses a number up); waiting for each other is not.
        migrations.RunSQL(f"CREATE SEQUENCE {name} START 1001 CACHE 1", f"DROP SEQUENCE {name}")
        for name in NAMES
    ]
