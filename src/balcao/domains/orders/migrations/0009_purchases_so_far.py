"""Tell the segments what was bought before they were there."""

from django.db import migrations

TELL = """
INSERT INTO customers_purchase (store_id, order_id, customer_id, at, spend_minor, currency,
    product_ids, variant_ids, brands, cancelled_at)
SELECT o.store_id, o.id, c.id, o.placed_at, o.total_minor, o.currency,
       coalesce(array_agg(DISTINCT v.product_id) FILTER (WHERE v.id IS NOT NULL), '{}'),
       coalesce(array_agg(DISTINCT l.variant_id) FILTER (WHERE l.id IS NOT NULL), '{}'),
       coalesce(array_agg(DISTINCT p.vendor) FILTER (WHERE p.vendor <> ''), '{}'),
       CASE WHEN o.state = 'cancelled' THEN o.placed_at END
FROM orders_order o
JOIN customers_customer c ON c.store_id = o.store_id AND c.email = lower(o.email)
LEFT JOIN orders_orderline l ON l.order_id = o.id
LEFT JOIN catalog_variant v ON v.id = l.variant_id
LEFT JOIN catalog_product p ON p.id = v.product_id
WHERE o.state NOT IN ('pending', 'voided')
GROUP BY o.id, c.id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0008_exemption_and_shopper"),
        ("customers", "0003_places"),
        ("catalog", "0005_collections"),
    ]

    operations = [
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
