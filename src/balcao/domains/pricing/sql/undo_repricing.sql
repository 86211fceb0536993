-- Put back the prices of a repricing that nobody touched since, and say what became of each.
-- Called by pricing.operations.undo_repricing. Budget 100 ms for 1,000 rows.
WITH held AS (
    SELECT p.id FROM pricing_price p
    JOIN pricing_repricedrow c ON c.variant_id = p.variant_id
    WHERE c.repricing_id = %(repricing_id)s AND c.outcome = 'applied'
      AND p.store_id = %(store_id)s AND p.currency = %(currency)s
    ORDER BY p.variant_id FOR UPDATE OF p
), written AS (
    UPDATE pricing_price p
    SET amount_minor = c.old_minor, compare_at_minor = c.old_compare_minor, updated_at = %(now)s
    FROM pricing_repricedrow c
    WHERE c.repricing_id = %(repricing_id)s AND c.outcome = 'applied'
      AND p.id IN (SELECT id FROM held) AND p.variant_id = c.variant_id
      AND p.amount_minor = c.new_minor AND p.updated_at = %(at)s
      AND p.compare_at_minor IS NOT DISTINCT FROM c.new_compare_minor
    RETURNING p.variant_id
)
UPDATE pricing_repricedrow r
SET outcome = CASE WHEN EXISTS (SELECT FROM written w WHERE w.variant_id = r.variant_id)
                   THEN 'undone' ELSE 'kept' END
WHERE r.repricing_id = %(repricing_id)s AND r.outcome = 'applied'
RETURNING r.id
