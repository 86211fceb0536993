-- Orders whose state, parcels and stock disagree. Called by balcao verify.
WITH aside AS (
    SELECT order_id,
           sum(quantity) FILTER (WHERE state = 'reserved') AS reserved,
           sum(quantity) FILTER (WHERE state = 'allocated') AS allocated,
           sum(quantity) FILTER (WHERE state = 'shipped') AS shipped
    FROM inventory_commitment GROUP BY order_id
), ordered AS (
    SELECT order_id, sum(quantity * units_each) AS units FROM orders_orderline GROUP BY order_id
), parcels AS (
    SELECT f.order_id, sum(l.quantity * line.units_each) AS packed,
           sum(l.quantity * line.units_each)
               FILTER (WHERE f.state IN ('shipped', 'delivered')) AS shipped
    FROM orders_fulfillment f JOIN orders_fulfillmentline l ON l.fulfillment_id = f.id
    JOIN orders_orderline line ON line.order_id = f.order_id AND line.line_no = l.line_no
    WHERE f.state <> 'cancelled' GROUP BY f.order_id
)
SELECT o.number, format('%s: ordered %s, reserved %s, allocated %s, shipped %s, packed %s',
                        o.state, d.units, a.reserved, a.allocated, a.shipped, p.packed) AS detail
FROM orders_order o
LEFT JOIN aside a ON a.order_id = o.id
LEFT JOIN ordered d ON d.order_id = o.id
LEFT JOIN parcels p ON p.order_id = o.id
WHERE COALESCE(a.reserved, 0) <> CASE WHEN o.state = 'pending' THEN d.units ELSE 0 END
   OR COALESCE(a.allocated, 0) <>
      CASE WHEN o.state IN ('placed', 'paid', 'packed') THEN d.units ELSE 0 END
   OR COALESCE(a.shipped, 0) <>
      CASE WHEN o.state IN ('shipped', 'delivered') THEN d.units ELSE 0 END
   OR COALESCE(p.shipped, 0) <> COALESCE(a.shipped, 0)
   OR COALESCE(p.packed, 0) > d.units
   OR d.units IS NULL
