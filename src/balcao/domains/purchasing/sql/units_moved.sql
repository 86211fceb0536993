-- Units that came from a supplier in a period, how many of them broken, and how many went back.
-- Called by the scorecard. Budget 50 ms for 2,000 receipt lines.
SELECT (
    SELECT COALESCE(sum(l.accepted + l.damaged), 0) FROM purchasing_purchaseorder o
    JOIN purchasing_receipt rc ON rc.order_id = o.id AND rc.reversed_at IS NULL
    JOIN purchasing_receiptline l ON l.receipt_id = rc.id
    WHERE o.supplier_id = %(supplier)s AND rc.at >= %(since)s AND rc.at < %(until)s
)::int AS came, (
    SELECT COALESCE(sum(l.damaged), 0) FROM purchasing_purchaseorder o
    JOIN purchasing_receipt rc ON rc.order_id = o.id AND rc.reversed_at IS NULL
    JOIN purchasing_receiptline l ON l.receipt_id = rc.id
    WHERE o.supplier_id = %(supplier)s AND rc.at >= %(since)s AND rc.at < %(until)s
)::int AS damaged, (
    SELECT COALESCE(sum(l.good + l.damaged), 0) FROM purchasing_supplierreturn r
    JOIN purchasing_returnline l ON l.parent_id = r.id
    WHERE r.supplier_id = %(supplier)s AND r.sent_at >= %(since)s AND r.sent_at < %(until)s
)::int AS returned
