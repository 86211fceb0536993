-- The plans of a store in a few figures. Called by the replenishment board. Reads every plan once.
SELECT count(*) AS variants, count(*) FILTER (WHERE suggested > 0) AS to_buy,
       count(*) FILTER (WHERE suggested > 0 AND supplier_id IS NULL) AS without_supplier,
       COALESCE(sum(stockout_minor), 0)::bigint AS stockout,
       COALESCE(sum(overstock_minor), 0)::bigint AS overstock, max(found_at) AS found_at
FROM replenishment_plan WHERE store_id = %(store_id)s
