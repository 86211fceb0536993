-- Purchase keys that answer an order which is not there as answered. Called by balcao verify.
SELECT k.key, k.response ->> 'number' AS number
FROM plumbing_idempotencykey k
LEFT JOIN orders_order o ON o.id = (k.response ->> 'id')::uuid
     AND o.number = k.response ->> 'number'
     AND o.total_minor = (k.response ->> 'total_minor')::bigint
WHERE k.scope = 'purchase' AND o.id IS NULL
