-- Levels that their movements do not add up to: units, value, or a turn that is missing or twice.
-- Called by balcao verify. One pass over the ledger.
WITH ledger AS (
    SELECT variant_id, location_id, min(sku) AS sku, sum(quantity) AS moved,
           sum(damaged) AS moved_damaged, sum(value_minor) AS moved_value,
           sum(fifo_minor) AS moved_fifo, count(*) AS lines, max(turn) AS last_turn
    FROM inventory_stockmovement GROUP BY variant_id, location_id
)
SELECT COALESCE(l.variant_id, level.variant_id)::text AS variant_id,
       COALESCE(l.location_id, level.location_id) AS location_id,
       COALESCE(l.sku, '') AS sku,
       COALESCE(level.on_hand, 0) AS on_hand, COALESCE(l.moved, 0)::bigint AS moved,
       COALESCE(level.damaged, 0) AS damaged, COALESCE(l.moved_damaged, 0)::bigint AS moved_damaged,
       COALESCE(level.value_minor, 0) AS value, COALESCE(l.moved_value, 0)::bigint AS moved_value,
       COALESCE(level.fifo_minor, 0) AS fifo, COALESCE(l.moved_fifo, 0)::bigint AS moved_fifo,
       level.turn, l.lines, l.last_turn
FROM ledger l
FULL JOIN inventory_stocklevel level
       ON level.variant_id = l.variant_id AND level.location_id = l.location_id
WHERE COALESCE(level.on_hand, 0) <> COALESCE(l.moved, 0)
   OR COALESCE(level.damaged, 0) <> COALESCE(l.moved_damaged, 0)
   OR COALESCE(level.value_minor, 0) <> COALESCE(l.moved_value, 0)
   OR COALESCE(level.fifo_minor, 0) <> COALESCE(l.moved_fifo, 0)
   OR COALESCE(l.lines, 0) <> COALESCE(l.last_turn, 0)
   OR (level.id IS NOT NULL AND level.turn <> COALESCE(l.last_turn, 0))
ORDER BY 1, 2
