-- Parts of orders that two payments have taken money for. Called by balcao verify. Budget 1 s.
SELECT order_id, part, count(*) AS times
FROM payments_payment
WHERE captured_minor > refunded_minor + refunding_minor
GROUP BY order_id, part
HAVING count(*) > 1
