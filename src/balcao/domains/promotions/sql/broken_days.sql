-- Days on which a promotion was used more often than it allows a day. Called by balcao verify. One
-- pass over all uses; no budget.
SELECT p.name || ' (' || p.id || ') on ' || u.day AS what,
       format('%s uses of %s', count(*), p.per_day_limit) AS detail
FROM promotions_promotion p
JOIN promotions_use u ON u.promotion_id = p.id AND u.given_back_at IS NULL
WHERE p.per_day_limit IS NOT NULL
GROUP BY p.id, u.day HAVING count(*) > p.per_day_limit
ORDER BY 1
