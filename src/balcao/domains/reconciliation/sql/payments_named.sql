-- Payments that lines name by a provider's reference, by their id or by an order's number, with what
-- earlier lines have told of them. Called by matching for each batch of up to 1,000 lines. Budget 50 ms; indexes
-- payment_reference_idx, the primary key, orders by number, reconciliation_payment_idx.
WITH named AS (
    SELECT id FROM payments_payment
    WHERE provider = ANY(%(providers)s) AND provider_reference = ANY(%(references)s)
      AND provider_reference <> '' AND store_id = %(store_id)s
    UNION
    SELECT id FROM payments_payment WHERE id = ANY(%(ids)s::uuid[]) AND store_id = %(store_id)s
    UNION
    SELECT p.id FROM orders_order o JOIN payments_payment p ON p.order_id = o.id
    WHERE o.store_id = %(store_id)s AND o.number = ANY(%(numbers)s)
      AND p.provider = ANY(%(providers)s)
)
SELECT p.id, p.order_id, p.provider, p.reference, p.provider_reference, p.currency, p.state,
       p.amount_minor, p.captured_minor, p.created_at,
       (SELECT COALESCE(sum(l.fact_minor), 0)::bigint FROM reconciliation_line l
        WHERE l.payment_id = p.id AND l.state = 'matched'
          AND (l.kind = 'capture' OR l.fact_minor > 0)) AS reported_minor,
       ARRAY(SELECT r.amount_minor FROM payments_refund r
             WHERE r.payment_id = p.id AND r.state = 'done' ORDER BY r.id) AS refunds,
       ARRAY(SELECT -l.fact_minor FROM reconciliation_line l
             WHERE l.payment_id = p.id AND l.state = 'matched' AND l.fact_minor < 0
               AND l.kind <> 'capture' ORDER BY l.id) AS reported_refunds
FROM named JOIN payments_payment p USING (id)
ORDER BY p.created_at, p.id
