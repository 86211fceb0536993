-- Lines of a supplier that were due in a period, and when their units came. Called by the
-- scorecard. Budget 50 ms for 2,000 lines, index purchase_due_idx. Reversed receipts and
-- cancelled orders do not count.
SELECT (o.due_at AT TIME ZONE %(zone)s)::date AS due,
       l.quantity AS ordered,
       COALESCE(sum(r.accepted + r.damaged) FILTER (
           WHERE (r.at AT TIME ZONE %(zone)s)::date <= (o.due_at AT TIME ZONE %(zone)s)::date
       ), 0)::int AS in_time,
       COALESCE(sum(r.accepted + r.damaged), 0)::int AS came,
       (max(r.at) AT TIME ZONE %(zone)s)::date AS last_day
FROM purchasing_purchaseorder o
JOIN purchasing_purchaseline l ON l.order_id = o.id
LEFT JOIN LATERAL (
    SELECT rl.accepted, rl.damaged, rc.at
    FROM purchasing_receiptline rl
    JOIN purchasing_receipt rc ON rc.id = rl.receipt_id AND rc.reversed_at IS NULL
    WHERE rl.line_id = l.id
) r ON true
WHERE o.supplier_id = %(supplier)s AND o.due_at >= %(since)s AND o.due_at < %(until)s
  AND o.sent_at IS NOT NULL AND o.state <> 'cancelled'
GROUP BY o.id, l.id
ORDER BY o.due_at, l.id
