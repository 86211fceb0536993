-- Which promotions some typed codes belong to, and what stands against each code. Called by
-- promotions.queries.find_codes. Budget 1 ms for 10 codes among millions, index
-- code_once_per_store.
SELECT c.text, c.promotion_id::text AS promotion_id, c.id AS code_id,
       CASE WHEN c.revoked_at IS NOT NULL OR b.revoked_at IS NOT NULL THEN 'revoked'
            WHEN c.expires_at <= %(now)s THEN 'expired'
            WHEN c.used >= c.uses_limit THEN 'used_up'
            WHEN p.status <> 'active' THEN 'not_active'
            ELSE '' END AS problem
FROM promotions_code c
JOIN promotions_promotion p ON p.id = c.promotion_id
LEFT JOIN promotions_batch b ON b.id = c.batch_id
WHERE c.store_id = %(store_id)s AND c.text = ANY(%(texts)s)
ORDER BY c.id
