-- One page of product cards. Called by category, home and search pages and the API.
-- Budget 4 ms for 24 cards; product_listing_idx, search_words_idx and primary keys.
WITH chosen AS (
    SELECT p.id, p.handle, p.vendor, p.title, p.translations, p.created_at
    FROM catalog_product p
    WHERE p.store_id = %(store_id)s AND p.status = 'active'
      AND (%(category)s::uuid IS NULL OR p.category_id = %(category)s::uuid)
      AND (%(query)s = '' OR p.id IN (
            SELECT d.product_id FROM search_searchdocument d
            WHERE d.store_id = %(store_id)s AND d.language = %(language)s
              AND d.words @@ to_tsquery('simple', %(query)s)))
      AND EXISTS (SELECT 1 FROM catalog_variant v JOIN pricing_price x ON x.variant_id = v.id
                  WHERE v.product_id = p.id AND x.currency = %(currency)s)
), page AS (
    SELECT c.*, count(*) OVER () AS total, offer.*
    FROM chosen c
    CROSS JOIN LATERAL (
        SELECT min(x.amount_minor) AS price_minor, max(x.amount_minor) AS highest_minor,
               (array_agg(x.compare_at_minor ORDER BY x.amount_minor))[1] AS compare_minor
        FROM catalog_variant v JOIN pricing_price x ON x.variant_id = v.id
        WHERE v.product_id = c.id AND x.currency = %(currency)s
    ) offer
    ORDER BY CASE WHEN %(sort)s = 'price' THEN offer.price_minor END,
             CASE WHEN %(sort)s = '-price' THEN -offer.price_minor END,
             CASE WHEN %(sort)s = 'name'
                  THEN lower(COALESCE(c.translations -> %(language)s ->> 'title', c.title)) END,
             c.created_at DESC, c.id DESC
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.handle, COALESCE(page.translations -> %(language)s ->> 'title', page.title) AS title,
       page.vendor, COALESCE(media.src, '') AS image, COALESCE(media.alt, '') AS image_alt,
       page.price_minor, page.compare_minor, page.highest_minor > page.price_minor AS has_range,
       stock.sellable, page.total
FROM page
LEFT JOIN LATERAL (
    SELECT m.src, COALESCE(m.translations -> %(language)s ->> 'alt', m.alt) AS alt
    FROM catalog_media m WHERE m.product_id = page.id ORDER BY m.position LIMIT 1
) media ON true
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(s.on_hand - s.reserved - s.allocated + s.backorder_limit), 0)::int
           AS sellable
    FROM catalog_variant v JOIN inventory_stocklevel s ON s.variant_id = v.id
    WHERE v.product_id = page.id
) stock
ORDER BY CASE WHEN %(sort)s = 'price' THEN page.price_minor END,
         CASE WHEN %(sort)s = '-price' THEN -page.price_minor END,
         CASE WHEN %(sort)s = 'name'
              THEN lower(COALESCE(page.translations -> %(language)s ->> 'title', page.title)) END,
         page.created_at DESC, page.id DESC
