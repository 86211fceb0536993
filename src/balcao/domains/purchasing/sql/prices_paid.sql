-- What variants cost, per 1,000 units, with the last order before a period (else the first in it)
-- and with the last one in it, weighted by the units ordered in it. Called by the scorecard.
-- Budget 50 ms for 2,000 lines, index purchase_due_idx. Orders by the day they were approved.
WITH bought AS (
    SELECT l.variant_id, l.quantity, o.approved_at, l.id,
           round(l.cost_minor * 1000::numeric / l.per_units)::bigint AS cost
    FROM purchasing_purchaseorder o
    JOIN purchasing_purchaseline l ON l.order_id = o.id
    JOIN purchasing_supplier s ON s.id = o.supplier_id AND s.currency = o.currency
    WHERE o.supplier_id = %(supplier)s AND o.approved_at < %(until)s
      AND o.state NOT IN ('draft', 'cancelled')
), inside AS (
    SELECT variant_id, sum(quantity)::int AS units,
           (array_agg(cost ORDER BY approved_at, id))[1] AS first,
           (array_agg(cost ORDER BY approved_at DESC, id DESC))[1] AS after
    FROM bought WHERE approved_at >= %(since)s GROUP BY variant_id
), earlier AS (
    SELECT variant_id, (array_agg(cost ORDER BY approved_at DESC, id DESC))[1] AS before
    FROM bought WHERE approved_at < %(since)s GROUP BY variant_id
)
SELECT inside.units, COALESCE(earlier.before, inside.first) AS before, inside.after
FROM inside LEFT JOIN earlier USING (variant_id)
ORDER BY variant_id
