-- One page of product cards. Called by category, home and search pages and the API.
-- Budget 4 ms for 24 cards of 300; primary keys, variant and price by product, search_words_idx.
-- Prices of all products are read only where they decide the order; otherwise of the page alone.
WITH chosen AS (
    SELECT p.id, p.created_at, cheapest.minor AS by_price,
           CASE WHEN %(sort)s = 'name'
                THEN lower(COALESCE(p.translations -> %(language)s ->> 'title', p.title)) END AS by_name
    FROM catalog_product p
    LEFT JOIN (
        SELECT v.product_id, min(x.amount_minor) AS minor
        FROM catalog_variant v JOIN pricing_price x ON x.variant_id = v.id
        WHERE %(sort)s IN ('price', '-price') AND x.currency = %(currency)s
        GROUP BY v.product_id
    ) cheapest ON cheapest.product_id = p.id
    WHERE p.store_id = %(store_id)s AND p.status = 'active'
      AND (%(category)s::uuid IS NULL OR p.category_id = %(category)s::uuid)
      AND (%(query)s = '' OR p.id IN (
            SELECT d.product_id FROM search_searchdocument d
            WHERE d.store_id = %(store_id)s AND d.language = %(language)s
              AND d.words @@ to_tsquery('simple', %(query)s)))
      AND EXISTS (SELECT 1 FROM catalog_variant v JOIN pricing_price x ON x.variant_id = v.id
                  WHERE v.product_id = p.id AND x.currency = %(currency)s)
), page AS MATERIALIZED (
    SELECT c.id, count(*) OVER () AS total,
           row_number() OVER (ORDER BY
               CASE WHEN %(sort)s = 'price' THEN c.by_price END,
               CASE WHEN %(sort)s = '-price' THEN -c.by_price END,
               c.by_name, c.created_at DESC, c.id DESC) AS place
    FROM chosen c
    ORDER BY place
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT p.id, (SELECT r.number FROM pricing_revision r WHERE r.store_id = %(store_id)s) AS rules,
       p.handle, COALESCE(p.translations -> %(language)s ->> 'title', p.title) AS title,
       p.vendor, COALESCE(media.src, '') AS image, COALESCE(media.alt, '') AS image_alt,
       offer.price_minor, offer.compare_minor, offer.highest_minor > offer.price_minor AS has_range,
       offer.sellable, page.total
FROM page
JOIN catalog_product p ON p.id = page.id
LEFT JOIN LATERAL (
    SELECT m.src, COALESCE(m.translations -> %(language)s ->> 'alt', m.alt) AS alt
    FROM catalog_media m WHERE m.product_id = p.id ORDER BY m.position LIMIT 1
) media ON true
CROSS JOIN LATERAL (
    SELECT min(x.amount_minor) AS price_minor, max(x.amount_minor) AS highest_minor,
           (array_agg(x.compare_at_minor ORDER BY x.amount_minor)
                FILTER (WHERE x.amount_minor IS NOT NULL))[1] AS compare_minor,
           COALESCE(sum(stock.sellable), 0)::int AS sellable
    FROM catalog_variant v
    LEFT JOIN pricing_price x ON x.variant_id = v.id AND x.currency = %(currency)s
    LEFT JOIN LATERAL (
        SELECT inventory_sellable(v.id, 'online') AS sellable
    ) stock ON true
    WHERE v.product_id = p.id
) offer
ORDER BY page.place
