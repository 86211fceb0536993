-- Whole days from sending an order to each delivery of a line of it, receipts of a period.
-- Called by the scorecard and by replenishment. Budget 50 ms for 2,000 receipt lines.
SELECT l.variant_id, round(EXTRACT(epoch FROM rc.at - o.sent_at) / 86400)::int AS days
FROM purchasing_purchaseorder o
JOIN purchasing_receipt rc ON rc.order_id = o.id AND rc.reversed_at IS NULL
JOIN purchasing_receiptline l ON l.receipt_id = rc.id
WHERE o.supplier_id = %(supplier)s AND rc.at >= %(since)s AND rc.at < %(until)s
  AND o.sent_at IS NOT NULL AND rc.at >= o.sent_at
ORDER BY rc.at, l.id
