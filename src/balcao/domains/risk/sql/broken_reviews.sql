-- Orders in review that are not on hold, or have left the house. Called by balcao verify. Reads the queue
-- of risk_score_queue_idx.
SELECT 'order ' || o.number AS what, format('in review, %s, %s', o.state,
       CASE WHEN h.order_id IS NULL THEN 'not on hold' ELSE 'on hold' END) AS detail
FROM risk_score s
JOIN orders_order o ON o.id = s.order_id
LEFT JOIN orders_orderhold h ON h.order_id = o.id
WHERE s.state = 'review'
  AND (o.state IN ('shipped', 'delivered')
       OR h.order_id IS NULL AND o.state IN ('placed', 'paid', 'packed'))
ORDER BY 1
LIMIT 100
