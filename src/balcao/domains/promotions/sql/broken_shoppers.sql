-- Shoppers who used a promotion more often than it allows each of them. Called by balcao verify.
-- One pass over all uses; no budget.
SELECT p.name || ' (' || p.id || ')' AS what,
       format('a shopper has %s uses of %s', count(*), p.per_shopper_limit) AS detail
FROM promotions_promotion p
JOIN promotions_use u ON u.promotion_id = p.id AND u.given_back_at IS NULL
WHERE p.per_shopper_limit IS NOT NULL
GROUP BY p.id, u.shopper HAVING count(*) > p.per_shopper_limit
ORDER BY 1
