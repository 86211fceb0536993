-- Orders that are over, whose money has come or gone back and is all in the books, and that still have
-- something receivable or deferred. Called by balcao verify. One pass over the entries of orders.
WITH balances AS (
    SELECT e.order_id,
           COALESCE(sum(e.amount_minor) FILTER (WHERE a.code = 'receivable'), 0) AS receivable,
           COALESCE(sum(e.amount_minor) FILTER (WHERE a.code = 'deferred_revenue'), 0) AS deferred
    FROM ledger_entry e
    JOIN ledger_account a ON a.id = e.account_id
    WHERE e.order_id IS NOT NULL
    GROUP BY e.order_id
), posted AS (
    SELECT order_id,
           COALESCE(sum(amount_minor) FILTER (WHERE j.kind = 'captured' AND amount_minor > 0), 0)
               AS captured,
           COALESCE(sum(amount_minor) FILTER (WHERE j.kind = 'refunded' AND amount_minor > 0), 0)
               AS refunded,
           count(*) FILTER (WHERE j.source = 'order:' || j.order_id || ':shipped') AS shipped,
           count(*) FILTER (WHERE j.source = 'order:' || j.order_id || ':cancelled') AS cancelled,
           count(*) FILTER (WHERE j.kind = 'manual') AS by_hand
    FROM ledger_journal j
    JOIN ledger_entry e USING (order_id)
    WHERE e.journal_id = j.id AND j.order_id IS NOT NULL
    GROUP BY order_id
), paid AS (
    SELECT order_id, sum(captured_minor) AS captured, sum(refunded_minor) AS refunded
    FROM payments_payment GROUP BY order_id
)
SELECT 'order ' || o.number AS what,
       format('%s: receivable %s, deferred %s', o.state, b.receivable, b.deferred) AS detail
FROM balances b
JOIN orders_order o ON o.id = b.order_id
JOIN posted p ON p.order_id = o.id
LEFT JOIN paid ON paid.order_id = o.id
WHERE p.captured = COALESCE(paid.captured, 0) AND p.refunded = COALESCE(paid.refunded, 0)
  AND (o.state = 'delivered' AND p.shipped > 0
       AND p.captured + (SELECT COALESCE(sum(w.worth_minor), 0) FROM wallet_entry w
                         WHERE w.order_id = o.id AND w.kind = 'spent') >= o.total_minor
       AND (b.receivable <> 0 AND p.by_hand = 0 OR b.deferred <> 0)
       OR o.state = 'cancelled' AND p.cancelled > 0 AND p.captured = p.refunded
       AND (b.receivable <> 0 AND p.by_hand = 0 OR b.deferred <> 0))
  AND NOT EXISTS (SELECT FROM wallet_entry w
                  WHERE w.order_id = o.id AND w.worth_minor > 0
                    AND NOT EXISTS (SELECT FROM ledger_journal j WHERE j.store_id = w.store_id
                                    AND j.source = 'wallet:' || w.id))
ORDER BY 1
LIMIT 100
