-- When units that are sold before they are there can be sent: when supply on its way to the level
-- covers all that is promised beyond stock, else after the lead time. Supply that is late counts
-- from now. Called by checkout_place_orders and inventory/promises. Budget 0.1 ms, index
-- expected_level_idx.
CREATE OR REPLACE FUNCTION inventory_promised_at(
    p_level bigint, p_short integer, p_lead_days integer, p_now timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT greatest(p_now, COALESCE(
        (SELECT e.expected_at
         FROM (SELECT x.expected_at,
                      sum(x.quantity) OVER (ORDER BY x.expected_at, x.id) AS by_then
               FROM inventory_expected x WHERE x.level_id = p_level) e
         WHERE e.by_then >= p_short ORDER BY e.expected_at LIMIT 1),
        p_now + make_interval(days => COALESCE(p_lead_days, 14))))
$$;
