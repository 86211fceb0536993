"""Write down where known shoppers live in the form that rules compare."""

from __future__ import annotations

import unicodedata

from django.db import migrations


def folded(text):
    """As balcao.domains.customers.rules.folding does, in the words of this day."""
    plain = unicodedata.normalize("NFKD", " ".join(str(text).split()).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))[:200]


def write_places(apps, schema_editor):
    """A chunk at a time: nobody needs all shoppers in memory."""
    kind = apps.get_model("customers", "Customer")
    waiting = []
    for row in kind.objects.exclude(address={}).iterator(chunk_size=1000):
        for name in ("country", "region", "city"):
            setattr(row, name, folded(row.address.get(name, "")))
        waiting.append(row)
        if len(waiting) == 1000:
            kind.objects.bulk_update(waiting, ["country", "region", "city"])
            waiting = []
    kind.objects.bulk_update(waiting, ["country", "region", "city"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_segments"),
    ]

    operations = [
        migrations.RunPython(write_places, migrations.RunPython.noop),
    ]
