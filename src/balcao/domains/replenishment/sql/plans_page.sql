-- Plans, those with most at risk first: what should be bought, what there is too much of, or all.
-- Called by the replenishment board and the API. Budget 10 ms for 50, index plan_to_buy_idx.
SELECT plan.*, v.product_id, v.sku, p.title
FROM (
    SELECT pl.*, CASE WHEN %(show)s = 'overstock' THEN pl.overstock_minor
                      ELSE pl.stockout_minor END AS weight
    FROM replenishment_plan pl
    WHERE pl.store_id = %(store_id)s
      AND (%(show)s <> 'buy' OR pl.suggested > 0)
      AND (%(show)s <> 'overstock' OR pl.overstock_units > 0)
      AND (%(cls)s = '' OR pl.value_class = %(cls)s)
) plan
JOIN catalog_variant v ON v.id = plan.variant_id
JOIN catalog_product p ON p.id = v.product_id
WHERE (plan.weight, plan.variant_id) < (%(weight)s::bigint, %(variant)s::uuid)
ORDER BY plan.weight DESC, plan.variant_id DESC
LIMIT %(limit)s
