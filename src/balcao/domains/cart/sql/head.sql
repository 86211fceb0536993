-- A cart without its lines. Called by every page and address that shows or orders a cart. Budget
-- 0.2 ms, primary key.
SELECT id, store_id, currency, state, version, codes, customer_id FROM cart_cart WHERE id = %(cart_id)s
