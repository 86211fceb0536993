-- A cart without its lines, what was filled in to buy it, and the number of its store's rules.
-- Called by checkout.queries.so_far, so by every view and sale of a cart.
-- Budget 0.3 ms, primary keys.
SELECT c.id, c.store_id, c.currency, c.state, c.version, c.codes, c.customer_id,
       d.email, d.address, d.rate_code, d.provider, d.accounts, d.tax_id, d.note, d.gift_message,
       COALESCE((SELECT r.number FROM pricing_revision r WHERE r.store_id = c.store_id), 0) AS rules
FROM cart_cart c
LEFT JOIN checkout_checkoutdetails d ON d.cart_id = c.id
WHERE c.id = %(cart_id)s
