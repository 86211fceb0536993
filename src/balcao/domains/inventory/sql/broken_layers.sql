-- Levels whose cost layers do not add up to their units and their first-in-first-out value.
-- Called by balcao verify.
SELECT level.id AS level_id, level.on_hand + level.damaged AS units,
       COALESCE(sum(c.quantity), 0)::bigint AS layered,
       level.fifo_minor AS fifo, COALESCE(sum(c.value_minor), 0)::bigint AS layered_value
FROM inventory_stocklevel level
LEFT JOIN inventory_costlayer c ON c.level_id = level.id
GROUP BY level.id
HAVING level.on_hand + level.damaged <> COALESCE(sum(c.quantity), 0)
    OR level.fifo_minor <> COALESCE(sum(c.value_minor), 0)
ORDER BY level.id
