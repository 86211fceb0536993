-- Variants on sale whose units cost more, on average, than their price. Called by refresh_alerts.
-- One pass over levels with value; what is at stake is the loss on all units in stock.
SELECT 'negative_margin' AS kind, held.variant_id, 0::bigint AS location_id, '' AS lot,
       held.value - price.amount_minor * held.units AS at_stake,
       jsonb_build_object('price_minor', price.amount_minor,
                          'cost_minor', round(held.value / held.units)::bigint) AS facts
FROM (
    SELECT s.variant_id, sum(s.on_hand + s.damaged) AS units, sum(s.value_minor) AS value
    FROM inventory_stocklevel s
    WHERE s.store_id = %(store_id)s AND s.value_minor > 0
    GROUP BY s.variant_id
) held
JOIN catalog_variant v ON v.id = held.variant_id
JOIN catalog_product p ON p.id = v.product_id AND p.status = 'active'
JOIN pricing_price price
  ON price.variant_id = held.variant_id AND price.store_id = v.store_id
 AND price.currency = %(currency)s
WHERE held.value > price.amount_minor * held.units
