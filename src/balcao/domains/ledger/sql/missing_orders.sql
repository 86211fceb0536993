-- Orders with a step that is not in the books. Called by catching up, closing a month and balcao
-- verify. Reads the orders of the period once, journals by their unique source.
SELECT o.store_id, 'order ' || o.number AS what,
       o.state || ' is not in the books' AS detail, o.placed_at AS at, o.id AS order_id
FROM orders_order o
JOIN ledger_books b ON b.store_id = o.store_id
WHERE (%(store_id)s::int IS NULL OR o.store_id = %(store_id)s)
  AND o.placed_at >= COALESCE(%(since)s::timestamptz, b.since)
  AND (%(until)s::timestamptz IS NULL OR o.placed_at < %(until)s)
  AND o.state NOT IN ('pending', 'voided')
  AND (o.total_minor > 0 AND NOT EXISTS (
           SELECT FROM ledger_journal j WHERE j.store_id = o.store_id
           AND j.source = 'order:' || o.id || ':placed')
       OR o.state IN ('shipped', 'delivered') AND o.lines_minor + o.shipping_minor > 0
       AND NOT EXISTS (
           SELECT FROM ledger_journal j WHERE j.store_id = o.store_id
           AND j.source = 'order:' || o.id || ':shipped')
       OR o.state = 'cancelled' AND o.total_minor > 0 AND NOT EXISTS (
           SELECT FROM ledger_journal j WHERE j.store_id = o.store_id
           AND j.source = 'order:' || o.id || ':cancelled'))
  AND NOT (%(told)s::boolean AND EXISTS (
           SELECT FROM plumbing_outboxevent e
           WHERE e.done_at IS NULL
             AND e.name IN ('orders.placed', 'orders.shipped', 'orders.cancelled')
             AND e.payload ->> 'order_id' = o.id::text))
ORDER BY o.placed_at
LIMIT %(limit)s
