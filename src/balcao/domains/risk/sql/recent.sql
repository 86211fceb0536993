-- The orders of some days that count, the latest first. Called by trying thresholds. Budget 10 ms
-- for 1,000 orders, index order_listing_idx.
SELECT id FROM orders_order
WHERE store_id = %(store_id)s AND placed_at >= %(since)s AND placed_at < %(until)s
  AND state NOT IN ('pending', 'voided')
ORDER BY placed_at DESC, id
LIMIT %(most)s
