-- When so many units of each variant can be sent, for those of which not as many lie anywhere to be
-- sold or whose release is still to come. Called by product pages, carts and the API. Budget 1 ms for 20
-- variants, indexes stock_level_once and expected_level_idx. A kit waits for its last component.
SELECT part.variant_id, max(part.at) AS at, bool_or(part.is_preorder) AS is_preorder
FROM (
    SELECT w.id AS variant_id, pol.releases_at > %(now)s AS is_preorder,
           greatest(pol.releases_at, CASE WHEN here.firm < w.wanted * COALESCE(kit.quantity, 1)
                                          THEN next.at END) AS at
    FROM unnest(%(variants)s::uuid[], %(wanted)s::integer[]) AS w(id, wanted)
    LEFT JOIN inventory_kitcomponent kit ON kit.kit_id = w.id
    LEFT JOIN inventory_sellingpolicy pol ON pol.variant_id = COALESCE(kit.component_id, w.id)
    CROSS JOIN LATERAL (
        SELECT COALESCE(sum(greatest(0,
                   s.on_hand - s.reserved - s.allocated - s.safety_stock)), 0) AS firm
        FROM inventory_stocklevel s
        JOIN inventory_location l ON l.id = s.location_id AND l.is_active AND l.sells
        WHERE s.variant_id = COALESCE(kit.component_id, w.id)
    ) here
    LEFT JOIN LATERAL (
        SELECT min(inventory_promised_at(
                   s.id, greatest(0, s.reserved + s.allocated + s.safety_stock - s.on_hand)
                         + w.wanted * COALESCE(kit.quantity, 1) - here.firm::integer,
                   pol.lead_days, %(now)s)) AS at
        FROM inventory_stocklevel s
        JOIN inventory_location l ON l.id = s.location_id AND l.is_active AND l.sells
        WHERE s.variant_id = COALESCE(kit.component_id, w.id)
          AND s.on_hand - s.reserved - s.allocated - s.safety_stock + s.backorder_limit > 0
    ) next ON true
) part
WHERE part.at > %(now)s
GROUP BY part.variant_id
