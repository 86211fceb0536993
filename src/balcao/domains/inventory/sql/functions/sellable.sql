-- Units of a variant that a channel can be sold now; of a kit as many as its scarcest component
-- makes. Called by listings, product pages, carts and inventory/availability. Budget 0.03 ms, index
-- stock_level_once.
CREATE OR REPLACE FUNCTION inventory_sellable(p_variant uuid, p_channel text)
RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT COALESCE(min(part.units), 0)::integer
    FROM (
        SELECT COALESCE(sum(greatest(0,
                   s.on_hand - s.reserved - s.allocated - s.safety_stock + s.backorder_limit
                   - COALESCE((SELECT b.units FROM inventory_channelbuffer b
                               WHERE b.location_id = s.location_id AND b.channel = p_channel
                                 AND (b.variant_id IS NULL OR b.variant_id = s.variant_id)
                               ORDER BY b.variant_id NULLS LAST LIMIT 1), 0))), 0)
               / COALESCE(kit.quantity, 1) AS units
        FROM (SELECT p_variant AS id) AS asked
        LEFT JOIN inventory_kitcomponent kit ON kit.kit_id = asked.id
        LEFT JOIN (inventory_stocklevel s
                   JOIN inventory_location l ON l.id = s.location_id AND l.is_active AND l.sells)
               ON s.variant_id = COALESCE(kit.component_id, asked.id)
        GROUP BY kit.component_id, kit.quantity
    ) part
$$;
