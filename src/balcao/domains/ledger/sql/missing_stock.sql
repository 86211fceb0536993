-- Movements of stock with a value that are not in the books. Called by catching up, closing a month and
-- balcao verify. Reads the partitions of the period only.
SELECT m.store_id, 'stock movement of ' || m.sku AS what,
       format('%%s, worth %%s, is not in the books', m.reason, m.value_minor) AS detail, m.at,
       m.id AS movement_id
FROM inventory_stockmovement m
JOIN ledger_books b ON b.store_id = m.store_id
LEFT JOIN inventory_stocksettings s ON s.store_id = m.store_id
WHERE (%(store_id)s::int IS NULL OR m.store_id = %(store_id)s)
  AND m.at >= COALESCE(%(since)s::timestamptz, b.since)
  AND (%(until)s::timestamptz IS NULL OR m.at < %(until)s)
  AND CASE WHEN s.valuation = 'fifo' THEN m.fifo_minor ELSE m.value_minor END <> 0
  AND NOT EXISTS (SELECT FROM ledger_journal j WHERE j.store_id = m.store_id
                  AND j.source = 'stock:' || m.id)
  AND NOT (%(told)s::boolean AND EXISTS (
           SELECT FROM plumbing_outboxevent e
           WHERE e.done_at IS NULL AND e.name = 'inventory.stock_changed' AND e.at <= m.at
             AND e.payload -> 'variant_ids' ? m.variant_id::text))
ORDER BY m.at
LIMIT %(limit)s
