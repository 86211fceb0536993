-- One page of stock by SKU. Called by the stock board and the API. Budget 10 ms for 50 levels,
-- index variant_sku_once_per_store.
SELECT level.id,
       level.variant_id, level.location_id, v.sku, place.name AS location,
       level.on_hand, level.reserved, level.allocated, level.backorder_limit,
       level.safety_stock, level.incoming, level.damaged, level.value_minor, level.fifo_minor
FROM inventory_stocklevel level
JOIN catalog_variant v ON v.id = level.variant_id
JOIN inventory_location place ON place.id = level.location_id
JOIN catalog_product p ON p.id = v.product_id
WHERE level.store_id = %(store_id)s AND v.store_id = %(store_id)s
  AND (v.sku, level.id) > (%(sku)s, %(id)s)
  AND (%(text)s = '' OR starts_with(lower(v.sku), %(text)s)
       OR position(%(text)s IN lower(p.title)) > 0)
  AND (%(at_most)s::int IS NULL
       OR level.on_hand - level.reserved - level.allocated <= %(at_most)s)
ORDER BY v.sku, level.id
LIMIT %(limit)s
