-- Levels of products on sale with few units left, the emptiest first. Called by the console's
-- front page. Budget 20 ms for 10,000 levels.
SELECT level.id,
       level.variant_id, level.location_id, v.sku, place.name AS location,
       level.on_hand, level.reserved, level.allocated, level.backorder_limit,
       level.safety_stock, level.incoming, level.damaged, level.value_minor, level.fifo_minor
FROM inventory_stocklevel level
JOIN catalog_variant v ON v.id = level.variant_id
JOIN inventory_location place ON place.id = level.location_id
JOIN catalog_product p ON p.id = v.product_id AND p.status = 'active'
WHERE level.store_id = %(store_id)s
  AND level.on_hand - level.reserved - level.allocated <= %(at_most)s
ORDER BY level.on_hand - level.reserved - level.allocated, level.id
LIMIT %(limit)s
