-- Give back every use of an order that was not given back yet, and lower the counters by exactly
-- those rows. Called by promotions.operations.give_back with its promotions and codes held. Budget
-- 1 ms, index on order_id.
WITH back AS (
    UPDATE promotions_use SET given_back_at = %(now)s
    WHERE order_id = %(order_id)s AND given_back_at IS NULL
    RETURNING promotion_id, code_id, day, amount_minor
), promotions AS (
    UPDATE promotions_promotion p
    SET used = p.used - s.uses, spent_minor = p.spent_minor - s.amount
    FROM (SELECT promotion_id, count(*)::int AS uses, sum(amount_minor)::bigint AS amount
          FROM back GROUP BY 1) s
    WHERE p.id = s.promotion_id
), codes AS (
    UPDATE promotions_code c SET used = c.used - s.uses
    FROM (SELECT code_id, count(*)::int AS uses FROM back WHERE code_id IS NOT NULL GROUP BY 1) s
    WHERE c.id = s.code_id
), days AS (
    UPDATE promotions_day d SET used = d.used - s.uses
    FROM (SELECT promotion_id, day, count(*)::int AS uses FROM back GROUP BY 1, 2) s
    WHERE d.promotion_id = s.promotion_id AND d.day = s.day
)
SELECT promotion_id::text AS promotion_id FROM back ORDER BY 1
