-- Levels that promise more than they hold, whatever the counters say. Called by balcao verify.
SELECT level.id AS level_id, level.on_hand, level.backorder_limit,
       sum(c.quantity)::bigint AS committed
FROM inventory_stocklevel level
JOIN inventory_commitment c ON c.level_id = level.id AND c.state IN ('reserved', 'allocated')
GROUP BY level.id
HAVING sum(c.quantity) > level.on_hand + level.backorder_limit
ORDER BY level.id
