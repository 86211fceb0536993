-- Lines of purchase orders whose receipts tell another story. Called by balcao verify. One pass
-- over all receipt lines; no budget.
SELECT o.number || ' line ' || l.line_no AS what,
       format('received %s, receipts %s, damaged %s/%s, may come %s, state %s', l.received,
              COALESCE(r.units, 0), l.damaged, COALESCE(r.damaged, 0), l.most, o.state) AS detail
FROM purchasing_purchaseline l
JOIN purchasing_purchaseorder o ON o.id = l.order_id
LEFT JOIN (
    SELECT rl.line_id, sum(rl.accepted + rl.damaged) AS units, sum(rl.damaged) AS damaged
    FROM purchasing_receiptline rl
    JOIN purchasing_receipt rc ON rc.id = rl.receipt_id AND rc.reversed_at IS NULL
    GROUP BY rl.line_id
) r ON r.line_id = l.id
WHERE l.received <> COALESCE(r.units, 0) OR l.damaged <> COALESCE(r.damaged, 0)
   OR l.received > l.quantity + l.quantity * o.tolerance_percent / 100
   OR (o.state IN ('draft', 'approved', 'sent', 'cancelled') AND l.received > 0)
   OR (o.state IN ('closed', 'cancelled') AND l.received + l.cancelled < l.quantity)
ORDER BY 1
