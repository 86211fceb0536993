-- What a shopper has filled in at the checkout of a cart.
-- Called by checkout.queries.filled and, through it, by every view and sale of a cart.
-- Budget 0.2 ms, primary key.
SELECT email, address, rate_code, provider, accounts, tax_id, note, gift_message
FROM checkout_checkoutdetails WHERE cart_id = %(cart_id)s
