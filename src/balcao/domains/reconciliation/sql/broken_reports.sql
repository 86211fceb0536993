-- Payments of which lines have told more than was taken or given back. Called by balcao verify. One
-- pass over matched lines.
SELECT 'payment of order ' || p.reference AS what,
       format('taken %s and given back %s, told %s and %s', p.captured_minor, p.refunded_minor,
              t.taken, t.back) AS detail
FROM (SELECT payment_id,
             COALESCE(sum(fact_minor) FILTER (WHERE fact_minor > 0 OR kind = 'capture'), 0) AS taken,
             COALESCE(-sum(fact_minor) FILTER (WHERE fact_minor < 0 AND kind <> 'capture'), 0) AS back
      FROM reconciliation_line WHERE state = 'matched' AND payment_id IS NOT NULL
      GROUP BY payment_id) t
JOIN payments_payment p ON p.id = t.payment_id
WHERE t.taken > p.captured_minor OR t.back > p.refunded_minor
ORDER BY p.id
LIMIT 100
