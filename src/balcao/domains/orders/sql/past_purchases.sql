-- How often some shoppers had bought before a moment, as promotions count it. Called by
-- orders.queries.past for each part of a back-test. Budget 50 ms for 2,000 shoppers, index
-- order_shopper_idx.
SELECT w.shopper, count(o.id)::integer AS orders
FROM unnest(%(shoppers)s::text[]) AS w (shopper)
JOIN orders_order o ON o.store_id = %(store_id)s AND lower(o.email) = w.shopper
WHERE o.state NOT IN ('pending', 'voided', 'cancelled')
  AND (o.placed_at, o.id) < (%(before_at)s::timestamptz, %(before_id)s::uuid)
GROUP BY 1
