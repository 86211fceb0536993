from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.RunSQL(
            # Gaps are fine (a refused order uses a number up); waiting for each other is not.
            "CREATE SEQUENCE orders_number START 1001 CACHE 1",
            "DROP SEQUENCE orders_number",
        )
    ]
