-- Units of each variant that shoppers asked for, week by week, with what was brought along from
-- elsewhere. Called by plan_store every night. Reads the orders of the period once; a kit counts as
-- its parts, because commitments do.
SELECT d.variant_id, d.week, sum(d.units)::bigint AS units
FROM (
    SELECT level.variant_id,
           ((o.placed_at AT TIME ZONE %(zone)s)::date - %(first)s::date) / 7 AS week,
           c.quantity AS units
    FROM orders_order o
    JOIN inventory_commitment c ON c.order_id = o.id
    JOIN inventory_stocklevel level ON level.id = c.level_id
    WHERE o.store_id = %(store_id)s AND o.state NOT IN ('pending', 'voided', 'cancelled')
      AND o.placed_at >= %(since)s AND o.placed_at < %(until)s
    UNION ALL
    SELECT variant_id, (day - %(first)s::date) / 7, quantity
    FROM replenishment_pastsale
    WHERE store_id = %(store_id)s AND day >= %(first)s::date AND day < %(last)s::date
) d
GROUP BY d.variant_id, d.week
ORDER BY d.variant_id, d.week
