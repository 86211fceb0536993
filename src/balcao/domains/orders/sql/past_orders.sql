-- Orders that count as sales, in the order of time, a page by key. Called by orders.queries.past
-- for each part of a back-test. What was sold by a quote is left out: its prices are no rule's.
-- Budget 20 ms for 2,000 orders, index order_listing_idx.
SELECT o.id, o.number, o.currency, lower(o.email) AS shopper, o.placed_at,
       o.address ->> 'country' AS country, o.address ->> 'region' AS region,
       o.address ->> 'postal_code' AS postal_code, o.address ->> 'city' AS city,
       o.tax_id, o.provider, o.rate_code, o.lines_minor, o.discount_minor, o.shipping_minor,
       o.exemption_minor, o.tax_minor
FROM orders_order o
WHERE o.store_id = %(store_id)s AND o.currency = %(currency)s
  AND o.placed_at >= GREATEST(%(since)s::timestamptz, %(after_at)s::timestamptz)
  AND o.placed_at < %(until)s::timestamptz
  AND (o.placed_at, o.id) > (%(after_at)s::timestamptz, %(after_id)s::uuid)
  AND o.draft_id IS NULL
  AND o.state NOT IN ('pending', 'voided', 'cancelled')
ORDER BY o.placed_at, o.id
LIMIT %(most)s
