-- Variants that shoppers wait for, the most wanted first. Called by the waiting board and the API.
-- Budget 20 ms for 50 of some thousand, index notice_open_idx.
SELECT asked.variant_id, v.product_id, v.sku, p.title,
       array_to_string(v.option_values, ' / ') AS options,
       asked.waiting, asked.first_at,
       inventory_sellable(asked.variant_id, 'online') AS sellable,
       COALESCE((SELECT sum(s.incoming) FROM inventory_stocklevel s
                 WHERE s.variant_id = asked.variant_id AND s.store_id = %(store_id)s), 0)::int
           AS incoming,
       COALESCE(price.amount_minor, 0) AS price_minor
FROM (
    SELECT variant_id, count(*)::int AS waiting, min(asked_at) AS first_at
    FROM replenishment_stocknotice
    WHERE store_id = %(store_id)s AND told_at IS NULL AND ended_at IS NULL
    GROUP BY variant_id
) asked
JOIN catalog_variant v ON v.id = asked.variant_id
JOIN catalog_product p ON p.id = v.product_id
LEFT JOIN pricing_price price
       ON price.variant_id = v.id AND price.store_id = v.store_id AND price.currency = %(currency)s
WHERE (asked.waiting, asked.variant_id) < (%(waiting)s, %(id)s::uuid)
ORDER BY asked.waiting DESC, asked.variant_id DESC
LIMIT %(limit)s
