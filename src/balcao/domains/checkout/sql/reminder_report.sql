-- What reminders of each step led to since a moment; an order counts for one of them. Called by the
-- console and the API. Budget 100 ms for 10,000 reminders, indexes cart_reminder_made_idx and
-- order_one_per_cart.
WITH reminded AS (
    SELECT * FROM checkout_cartreminder
    WHERE store_id = %(store_id)s AND made_at >= %(since)s AND sent_at IS NOT NULL
), credited AS (
    SELECT DISTINCT ON (o.id) r.id, o.total_minor
    FROM reminded r
    JOIN orders_order o ON o.cart_id IN (r.cart_id, r.returned_cart_id)
    WHERE o.store_id = r.store_id AND o.placed_at >= r.sent_at AND o.currency = %(currency)s
      AND o.state NOT IN ('voided', 'cancelled')
    ORDER BY o.id, r.returned_at DESC NULLS LAST, r.step DESC
)
SELECT step.n AS step, count(DISTINCT r.id) AS sent,
       count(DISTINCT r.id) FILTER (WHERE r.returned_at IS NOT NULL) AS returned,
       count(credited.id) AS ordered,
       COALESCE(sum(credited.total_minor), 0)::bigint AS recovered_minor
FROM generate_series(1, 3) AS step (n)
LEFT JOIN reminded r ON r.step = step.n
LEFT JOIN credited ON credited.id = r.id
GROUP BY step.n
ORDER BY step.n
