-- Stock of some variants at every place. Called by product and stock pages. Budget 2 ms for 50
-- variants, index stock_level_once.
SELECT level.id,
       level.variant_id, level.location_id, v.sku, place.name AS location,
       level.on_hand, level.reserved, level.allocated, level.backorder_limit,
       level.safety_stock, level.incoming, level.damaged, level.value_minor, level.fifo_minor
FROM inventory_stocklevel level
JOIN catalog_variant v ON v.id = level.variant_id
JOIN inventory_location place ON place.id = level.location_id
WHERE level.variant_id = ANY(%(variants)s::uuid[])
ORDER BY place.priority, level.id
