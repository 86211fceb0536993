-- What is left of the limits of some promotions for one shopper on one day of the store. Called by
-- promotions.queries.lefts_of at each priced cart. Budget 1 ms for 20 promotions, indexes
-- promotion key, use_shopper_idx, day_counted_once.
SELECT p.id::text AS id,
       CASE WHEN p.uses_limit IS NOT NULL THEN GREATEST(p.uses_limit - p.used, 0) END AS uses,
       CASE WHEN p.per_shopper_limit IS NOT NULL THEN GREATEST(p.per_shopper_limit - (
           SELECT count(*) FROM promotions_use u
           WHERE u.promotion_id = p.id AND u.shopper = %(shopper)s AND u.given_back_at IS NULL
       ), 0)::int END AS shopper_uses,
       CASE WHEN p.per_day_limit IS NOT NULL THEN GREATEST(p.per_day_limit - COALESCE((
           SELECT d.used FROM promotions_day d WHERE d.promotion_id = p.id AND d.day = %(day)s
       ), 0), 0) END AS today,
       CASE WHEN p.budget_minor IS NOT NULL
            THEN GREATEST(p.budget_minor - p.spent_minor, 0) END AS budget_minor
FROM promotions_promotion p
WHERE p.store_id = %(store_id)s AND p.id = ANY(%(ids)s)
  AND (p.uses_limit IS NOT NULL OR p.per_shopper_limit IS NOT NULL
       OR p.per_day_limit IS NOT NULL OR p.budget_minor IS NOT NULL)
