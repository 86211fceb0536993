-- Place a set of orders, see functions/place_orders.sql. Called by checkout.operations.
SELECT nr, status, detail FROM checkout_place_orders(%(orders)s)
