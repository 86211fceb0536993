-- Changes of stored value that are not in the books. Called by catching up, closing a month and balcao
-- verify. What a purchase took that still waits for its payment is booked when it is placed or ends.
SELECT w.store_id, 'stored value entry ' || w.id AS what,
       format('%%s of %%s is not in the books', w.kind, w.worth_minor) AS detail, w.at,
       o.id AS order_id, w.id AS entry_id
FROM wallet_entry w
JOIN ledger_books b ON b.store_id = w.store_id
LEFT JOIN orders_order o ON o.id = w.order_id
WHERE (%(store_id)s::int IS NULL OR w.store_id = %(store_id)s)
  AND w.at >= COALESCE(%(since)s::timestamptz, b.since)
  AND (%(until)s::timestamptz IS NULL OR w.at < %(until)s)
  AND w.worth_minor > 0
  AND NOT EXISTS (SELECT FROM ledger_journal j WHERE j.store_id = w.store_id
                  AND j.source = 'wallet:' || w.id)
  AND NOT (%(told)s::boolean AND (
           o.state = 'pending'
           OR EXISTS (
               SELECT FROM plumbing_outboxevent e
               WHERE e.done_at IS NULL AND e.name IN ('wallet.moved', 'orders.placed')
                 AND (e.payload ->> 'order_id' = w.order_id::text
                      OR e.payload ->> 'entry_id' = w.id::text))))
ORDER BY w.at
LIMIT %(limit)s
