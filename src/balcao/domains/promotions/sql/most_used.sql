-- How often one shopper, and one day, used a promotion at most. Called by promotions.operations
-- before a limit is lowered. One pass over its uses; no budget.
SELECT COALESCE((SELECT max(n) FROM (
           SELECT count(*) AS n FROM promotions_use
           WHERE promotion_id = %(promotion_id)s AND given_back_at IS NULL GROUP BY shopper) s
       ), 0)::int AS per_shopper,
       COALESCE((SELECT max(used) FROM promotions_day
                 WHERE promotion_id = %(promotion_id)s), 0)::int AS per_day
