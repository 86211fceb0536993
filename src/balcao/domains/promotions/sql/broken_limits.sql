-- Promotions whose uses that count are more than a limit, or cost more than the budget. Called by
-- balcao verify. One pass over all uses; no budget.
SELECT p.name || ' (' || p.id || ')' AS what,
       format('uses %s of %s, spent %s of %s', u.uses, p.uses_limit, u.amount, p.budget_minor)
           AS detail
FROM promotions_promotion p
JOIN (SELECT promotion_id, count(*) AS uses, sum(amount_minor) AS amount
      FROM promotions_use WHERE given_back_at IS NULL GROUP BY 1) u ON u.promotion_id = p.id
WHERE u.uses > p.uses_limit OR u.amount > p.budget_minor
UNION ALL
SELECT 'code ' || c.text, format('uses %s of %s', u.uses, c.uses_limit)
FROM promotions_code c
JOIN (SELECT code_id, count(*) AS uses
      FROM promotions_use WHERE given_back_at IS NULL AND code_id IS NOT NULL GROUP BY 1) u
  ON u.code_id = c.id
WHERE u.uses > c.uses_limit
ORDER BY 1
