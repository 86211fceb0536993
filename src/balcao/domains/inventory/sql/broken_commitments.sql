-- Levels whose counters differ from their open commitments. Called by balcao verify.
SELECT level.id AS level_id, level.reserved, level.allocated,
       COALESCE(sum(c.quantity) FILTER (WHERE c.state = 'reserved'), 0)::bigint AS reservations,
       COALESCE(sum(c.quantity) FILTER (WHERE c.state = 'allocated'), 0)::bigint AS allocations
FROM inventory_stocklevel level
LEFT JOIN inventory_commitment c ON c.level_id = level.id AND c.state IN ('reserved', 'allocated')
GROUP BY level.id
HAVING level.reserved <> COALESCE(sum(c.quantity) FILTER (WHERE c.state = 'reserved'), 0)
    OR level.allocated <> COALESCE(sum(c.quantity) FILTER (WHERE c.state = 'allocated'), 0)
ORDER BY level.id
