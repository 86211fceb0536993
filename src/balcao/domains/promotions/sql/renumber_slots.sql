-- Number the uses of each shopper of a promotion from 1 in the order in which they were made, after
-- slots were set to 0. Called by promotions.operations when a limit per shopper is set, with the
-- promotion held. One pass over its uses; no budget.
UPDATE promotions_use u SET slot = n.slot
FROM (SELECT id, row_number() OVER (PARTITION BY shopper ORDER BY id) AS slot
      FROM promotions_use WHERE promotion_id = %(promotion_id)s AND given_back_at IS NULL) n
WHERE u.id = n.id
