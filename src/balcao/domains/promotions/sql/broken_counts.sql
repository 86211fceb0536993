-- Counters of promotions, codes and days that are not the uses that count. Called by balcao verify.
-- One pass over all uses and codes; no budget.
SELECT p.name || ' (' || p.id || ')' AS what,
       format('counted %s for %s, uses are %s for %s', p.used, p.spent_minor,
              COALESCE(u.uses, 0), COALESCE(u.amount, 0)) AS detail
FROM promotions_promotion p
LEFT JOIN (SELECT promotion_id, count(*) AS uses, sum(amount_minor) AS amount
           FROM promotions_use WHERE given_back_at IS NULL GROUP BY 1) u ON u.promotion_id = p.id
WHERE p.used <> COALESCE(u.uses, 0) OR p.spent_minor <> COALESCE(u.amount, 0)
UNION ALL
SELECT 'code ' || c.text, format('counted %s, uses are %s', c.used, COALESCE(u.uses, 0))
FROM promotions_code c
LEFT JOIN (SELECT code_id, count(*) AS uses
           FROM promotions_use WHERE given_back_at IS NULL GROUP BY 1) u ON u.code_id = c.id
WHERE c.used <> COALESCE(u.uses, 0)
UNION ALL
SELECT 'promotion ' || COALESCE(d.promotion_id, u.promotion_id) || ' on '
           || COALESCE(d.day, u.day),
       format('counted %s, uses are %s', COALESCE(d.used, 0), COALESCE(u.uses, 0))
FROM promotions_day d
FULL JOIN (SELECT promotion_id, day, count(*) AS uses
           FROM promotions_use WHERE given_back_at IS NULL GROUP BY 1, 2) u
  ON u.promotion_id = d.promotion_id AND u.day = d.day
WHERE COALESCE(d.used, 0) <> COALESCE(u.uses, 0)
ORDER BY 1
