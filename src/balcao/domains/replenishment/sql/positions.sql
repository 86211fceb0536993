-- What there is of each variant on sale: units that can be sold, that are on their way or drafted, and
-- promised; its price, and what its units cost on average. Called by plan_store every night.
SELECT v.id AS variant_id, v.sku,
       COALESCE(stock.on_hand, 0)::bigint AS on_hand,
       (COALESCE(stock.incoming, 0) + COALESCE(drafted.units, 0))::bigint AS incoming,
       COALESCE(stock.promised, 0)::bigint AS promised,
       COALESCE(price.amount_minor, 0) AS price_minor,
       CASE WHEN COALESCE(stock.units, 0) > 0 THEN round(stock.value / stock.units)::bigint
            ELSE COALESCE(item.last_cost_minor, price.cost_minor, 0) END AS cost_minor
FROM catalog_variant v
JOIN catalog_product p ON p.id = v.product_id AND p.status = 'active'
LEFT JOIN (
    SELECT s.variant_id, sum(s.on_hand) FILTER (WHERE place.sells) AS on_hand,
           sum(s.incoming) + COALESCE(sum(s.on_hand) FILTER (WHERE place.kind = 'transit'), 0)
               - COALESCE(sum(x.units), 0) AS incoming,
           sum(s.reserved + s.allocated) AS promised,
           sum(s.on_hand + s.damaged) AS units, sum(s.value_minor) AS value
    FROM inventory_stocklevel s
    JOIN inventory_location place ON place.id = s.location_id
    LEFT JOIN (
        SELECT level_id, sum(quantity) AS units FROM inventory_expected
        WHERE document LIKE 'transfer:%%' GROUP BY level_id
    ) x ON x.level_id = s.id
    WHERE s.store_id = %(store_id)s GROUP BY s.variant_id
) stock ON stock.variant_id = v.id
LEFT JOIN (
    SELECT line.variant_id, sum(line.quantity - line.cancelled) AS units
    FROM purchasing_purchaseline line
    JOIN purchasing_purchaseorder o ON o.id = line.order_id AND o.state = 'draft'
    WHERE o.store_id = %(store_id)s GROUP BY line.variant_id
) drafted ON drafted.variant_id = v.id
LEFT JOIN inventory_stockitem item ON item.variant_id = v.id
LEFT JOIN pricing_price price
       ON price.variant_id = v.id AND price.store_id = v.store_id
      AND price.currency = %(currency)s
WHERE v.store_id = %(store_id)s
ORDER BY v.id
