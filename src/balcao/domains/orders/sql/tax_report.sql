-- Taxes of the orders placed in a period, by currency, jurisdiction, tax and rate; what cancelled
-- orders had is told apart. Called by orders.queries.tax_report. Budget 1 s for a month of a shop
-- with 1,000,000 tax lines, indexes order_listing_idx and that of the order on orders_taxline.
SELECT o.currency, t.jurisdiction, t.name, t.rate_ppm, t.is_included,
       count(DISTINCT t.order_id) FILTER (WHERE o.state <> 'cancelled')::bigint AS orders,
       sum(t.base_minor)::bigint AS gross_base_minor,
       sum(t.amount_minor)::bigint AS gross_tax_minor,
       COALESCE(sum(t.base_minor) FILTER (WHERE o.state = 'cancelled'), 0)::bigint
           AS cancelled_base_minor,
       COALESCE(sum(t.amount_minor) FILTER (WHERE o.state = 'cancelled'), 0)::bigint
           AS cancelled_tax_minor
FROM orders_order o
JOIN orders_taxline t ON t.order_id = o.id
WHERE o.store_id = %(store_id)s AND o.placed_at >= %(since)s AND o.placed_at < %(until)s
  AND o.state NOT IN ('pending', 'voided')
GROUP BY o.currency, t.jurisdiction, t.name, t.rate_ppm, t.is_included
ORDER BY o.currency, t.jurisdiction, t.rate_ppm DESC, t.name, t.is_included
