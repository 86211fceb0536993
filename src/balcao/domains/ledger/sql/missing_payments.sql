-- Payments that took or gave back more than the books hold. Called by catching up, closing a month and
-- balcao verify. Reads the payments of the period once, journals by their unique source.
SELECT p.store_id, 'payment of order ' || p.reference AS what,
       format('captured %%s, refunded %%s, not all of it in the books', p.captured_minor,
              p.refunded_minor) AS detail,
       p.created_at AS at, p.order_id
FROM payments_payment p
JOIN orders_order o ON o.id = p.order_id
JOIN ledger_books b ON b.store_id = p.store_id
WHERE (%(store_id)s::int IS NULL OR p.store_id = %(store_id)s)
  AND p.created_at >= COALESCE(%(since)s::timestamptz, b.since)
  AND (%(until)s::timestamptz IS NULL OR p.created_at < %(until)s)
  AND (p.captured_minor > 0 AND NOT EXISTS (
           SELECT FROM ledger_journal j WHERE j.store_id = p.store_id
           AND j.source = 'payment:' || p.id || ':captured:' || p.captured_minor)
       OR p.refunded_minor > 0 AND NOT EXISTS (
           SELECT FROM ledger_journal j WHERE j.store_id = p.store_id
           AND j.source = 'payment:' || p.id || ':refunded:' || p.refunded_minor))
  AND NOT (%(told)s::boolean AND EXISTS (
           SELECT FROM plumbing_outboxevent e
           WHERE e.done_at IS NULL AND e.name IN ('payments.captured', 'payments.refunded')
             AND e.payload ->> 'order_id' = p.order_id::text))
ORDER BY p.created_at
LIMIT %(limit)s
