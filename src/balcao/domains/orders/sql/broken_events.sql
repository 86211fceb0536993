-- Orders that were placed, paid, shipped or cancelled but not told so exactly once.
-- Called by balcao verify.
WITH told AS (
    SELECT (payload ->> 'order_id')::uuid AS order_id, name, count(*) AS times
    FROM plumbing_outboxevent WHERE name LIKE 'orders.%' GROUP BY 1, 2
), due AS (
    SELECT id, number, 'orders.placed' AS name FROM orders_order
    WHERE state NOT IN ('pending', 'voided')
    UNION ALL
    SELECT id, number, 'orders.paid' FROM orders_order WHERE paid_at IS NOT NULL
    UNION ALL
    SELECT id, number, 'orders.shipped' FROM orders_order WHERE state IN ('shipped', 'delivered')
    UNION ALL
    SELECT id, number, 'orders.delivered' FROM orders_order WHERE state = 'delivered'
    UNION ALL
    SELECT id, number, 'orders.cancelled' FROM orders_order WHERE state = 'cancelled'
)
SELECT COALESCE(d.number, t.order_id::text) AS number,
       format('%s told %s times', COALESCE(d.name, t.name), COALESCE(t.times, 0)) AS detail
FROM due d
FULL JOIN told t ON t.order_id = d.id AND t.name = d.name
WHERE t.times IS DISTINCT FROM 1 OR d.id IS NULL
