-- Carts that do not fit their orders. Called by balcao verify.
SELECT c.id::text AS cart_id, c.state, count(o.id) AS orders
FROM cart_cart c
LEFT JOIN orders_order o ON o.cart_id = c.id AND o.state <> 'voided'
GROUP BY c.id, c.state
HAVING count(o.id) <> CASE WHEN c.state = 'ordered' THEN 1 ELSE 0 END
