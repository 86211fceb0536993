-- Set some planned prices that nobody changed since they were planned, and say what became of each.
-- Called by pricing.operations.apply_repricing, again until nothing is left. Budget 100 ms for 1,000 rows.
WITH chunk AS (
    SELECT id, variant_id, old_minor, new_minor, old_compare_minor, new_compare_minor, cost_minor
    FROM pricing_repricedrow
    WHERE repricing_id = %(repricing_id)s AND outcome = 'planned'
    ORDER BY variant_id LIMIT %(most)s
), held AS (
    SELECT p.id FROM pricing_price p JOIN chunk c USING (variant_id)
    WHERE p.store_id = %(store_id)s AND p.currency = %(currency)s
    ORDER BY p.variant_id FOR UPDATE OF p
), written AS (
    UPDATE pricing_price p
    SET amount_minor = c.new_minor, compare_at_minor = c.new_compare_minor, updated_at = %(at)s
    FROM chunk c
    WHERE p.id IN (SELECT id FROM held) AND p.variant_id = c.variant_id
      AND p.amount_minor = c.old_minor
      AND p.compare_at_minor IS NOT DISTINCT FROM c.old_compare_minor
      AND p.cost_minor IS NOT DISTINCT FROM c.cost_minor
    RETURNING p.variant_id
)
UPDATE pricing_repricedrow r
SET outcome = CASE WHEN w.variant_id IS NULL THEN 'changed' ELSE 'applied' END
FROM chunk c LEFT JOIN written w USING (variant_id)
WHERE r.id = c.id
RETURNING r.id
