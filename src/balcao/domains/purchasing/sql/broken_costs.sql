-- Landed costs whose shares do not add up to them, or that do not undo what they reverse. Called by
-- balcao verify. One pass over all shares.
SELECT 'landed cost ' || c.id AS what,
       format('cost %s, shares %s', c.store_minor, COALESCE(sum(s.share_minor), 0)) AS detail
FROM purchasing_landedcost c
LEFT JOIN purchasing_landedshare s ON s.cost_id = c.id
LEFT JOIN purchasing_landedcost undone ON undone.id = c.reverses_id
GROUP BY c.id, undone.store_minor
HAVING c.store_minor <> COALESCE(sum(s.share_minor), 0)
    OR (undone.store_minor IS NOT NULL AND undone.store_minor <> -c.store_minor)
ORDER BY 1
