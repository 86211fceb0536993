-- On-hand that its movements do not add up to. Called by balcao verify. One pass over the ledger.
WITH ledger AS (
    SELECT variant_id, location_id, min(sku) AS sku, sum(quantity) AS moved
    FROM inventory_stockmovement GROUP BY variant_id, location_id
)
SELECT COALESCE(l.variant_id, level.variant_id)::text AS variant_id,
       COALESCE(l.location_id, level.location_id) AS location_id,
       COALESCE(l.sku, '') AS sku,
       COALESCE(level.on_hand, 0) AS on_hand,
       COALESCE(l.moved, 0)::bigint AS moved
FROM ledger l
FULL JOIN inventory_stocklevel level
       ON level.variant_id = l.variant_id AND level.location_id = l.location_id
WHERE COALESCE(level.on_hand, 0) <> COALESCE(l.moved, 0)
ORDER BY 1, 2
