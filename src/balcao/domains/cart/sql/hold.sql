-- Holds a cart until commit and tells whose it is. Called by cart.locks, before the checkout is
-- filled in. Budget 0.2 ms, primary key.
SELECT store_id, state FROM cart_cart WHERE id = %(cart_id)s FOR UPDATE
