-- Levels of products on sale with nothing, or little, left to sell. Called by refresh_alerts for the
-- whole store (no variants named) and after each change for those that changed. Budget 5 ms for the
-- variants of an order, index stock_level_once; the nightly run reads all levels once.
SELECT CASE WHEN l.left_over <= 0 THEN 'sold_out' ELSE 'low_stock' END AS kind,
       l.variant_id, l.location_id, '' AS lot,
       COALESCE(price.amount_minor, 0) * greatest(l.incoming_gap, 0) AS at_stake,
       jsonb_build_object('left', l.left_over, 'incoming', l.incoming, 'at_most', %(at_most)s::int)
           AS facts
FROM (
    SELECT s.variant_id, s.location_id, s.incoming,
           s.on_hand - s.reserved - s.allocated - s.safety_stock AS left_over,
           %(at_most)s::int + 1 - (s.on_hand - s.reserved - s.allocated - s.safety_stock)
               AS incoming_gap
    FROM inventory_stocklevel s
    JOIN inventory_location place ON place.id = s.location_id AND place.is_active AND place.sells
    WHERE s.store_id = %(store_id)s
      AND (%(variants)s::uuid[] IS NULL OR s.variant_id = ANY (%(variants)s::uuid[]))
      AND s.on_hand - s.reserved - s.allocated - s.safety_stock <= %(at_most)s::int
) l
JOIN catalog_variant v ON v.id = l.variant_id
JOIN catalog_product p ON p.id = v.product_id AND p.status = 'active'
LEFT JOIN pricing_price price
       ON price.variant_id = l.variant_id AND price.store_id = v.store_id
      AND price.currency = %(currency)s
