-- What nine of ten of a store's last 500 orders before a moment did not exceed, if there were 20.
-- Called by scoring when an order is placed. Budget 3 ms, index order_listing_idx.
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY total_minor) AS usual, count(*) AS orders
FROM (SELECT total_minor FROM orders_order
      WHERE store_id = %(store_id)s AND currency = %(currency)s AND placed_at < %(before)s
        AND state NOT IN ('pending', 'voided')
      ORDER BY placed_at DESC, id LIMIT 500) last
HAVING count(*) >= 20
