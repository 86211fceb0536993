-- Payments without a provider's report whose amount a bank line has, and which no line has told yet.
-- Called by matching for each
-- batch of bank lines. Reads the payments of some weeks once; budget 300 ms.
SELECT p.id, p.order_id, p.provider, p.reference, p.provider_reference, p.currency, p.state,
       p.amount_minor, p.captured_minor, p.created_at, 0::bigint AS reported_minor,
       ARRAY[]::bigint[] AS refunds, ARRAY[]::bigint[] AS reported_refunds
FROM payments_payment p
WHERE p.store_id = %(store_id)s AND p.provider = ANY(%(providers)s)
  AND p.created_at >= %(since)s AND p.created_at < %(until)s
  AND p.amount_minor = ANY(%(amounts)s) AND p.state IN ('pending', 'captured')
  AND NOT EXISTS (SELECT FROM reconciliation_line l
                  WHERE l.payment_id = p.id AND l.state = 'matched')
ORDER BY p.created_at, p.id
LIMIT 2000
