-- What lies in no bin of one place, the most units first. Called by putting away. Budget 300 ms for
-- 200,000 levels at the place: two scans and one join, nothing per level.
SELECT level.variant_id, v.sku, (level.on_hand - COALESCE(binned.units, 0))::int AS units
FROM inventory_stocklevel level
JOIN catalog_variant v ON v.id = level.variant_id
LEFT JOIN (
    SELECT lying.level_id, sum(lying.quantity) AS units
    FROM inventory_binstock lying
    JOIN inventory_bin place ON place.id = lying.bin_id
    WHERE place.location_id = %(location_id)s
    GROUP BY lying.level_id
) binned ON binned.level_id = level.id
WHERE level.store_id = %(store_id)s AND level.location_id = %(location_id)s
  AND level.on_hand > COALESCE(binned.units, 0)
ORDER BY units DESC, level.id
LIMIT %(limit)s
