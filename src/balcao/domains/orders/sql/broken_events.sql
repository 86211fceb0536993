-- Orders that were placed, paid, shipped or cancelled but not told so exactly once.
-- Called by balcao verify. Told events are kept until there is one 90 days younger, so orders
-- about as old are left out.
WITH cut AS (
    SELECT max(at) - interval '89 days' AS at FROM plumbing_outboxevent
), recent AS (
    SELECT o.* FROM orders_order o, cut WHERE o.placed_at > COALESCE(cut.at, '-infinity')
), told AS (
    SELECT (e.payload ->> 'order_id')::uuid AS order_id, e.name, count(*) AS times
    FROM plumbing_outboxevent e
    LEFT JOIN orders_order o ON o.id = (e.payload ->> 'order_id')::uuid
    WHERE e.name LIKE 'orders.%'
      AND (o.id IS NULL OR o.placed_at > (SELECT at FROM cut))
    GROUP BY 1, 2
), due AS (
    SELECT id, number, 'orders.placed' AS name FROM recent
    WHERE state NOT IN ('pending', 'voided')
    UNION ALL
    SELECT id, number, 'orders.paid' FROM recent WHERE paid_at IS NOT NULL
    UNION ALL
    SELECT id, number, 'orders.shipped' FROM recent WHERE state IN ('shipped', 'delivered')
    UNION ALL
    SELECT id, number, 'orders.delivered' FROM recent WHERE state = 'delivered'
    UNION ALL
    SELECT id, number, 'orders.cancelled' FROM recent WHERE state = 'cancelled'
)
SELECT COALESCE(d.number, t.order_id::text) AS number,
       format('%s told %s times', COALESCE(d.name, t.name), COALESCE(t.times, 0)) AS detail
FROM due d
FULL JOIN told t ON t.order_id = d.id AND t.name = d.name
WHERE t.times IS DISTINCT FROM 1 OR d.id IS NULL
