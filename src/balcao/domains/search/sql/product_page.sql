-- A product page in one row: words, offers with price and stock, pictures, category.
-- Called by the storefront's product page. Budget 2 ms, primary and unique keys only.
SELECT p.id, p.handle, p.vendor, p.title, p.description_html, p.translations, p.option_names,
       p.seo_description, p.category_id, COALESCE(c.slug, '') AS category_slug,
       COALESCE(c.translations -> %(language)s ->> 'name', c.name, '') AS category_name,
       (SELECT r.number FROM pricing_revision r WHERE r.store_id = p.store_id) AS rules,
       COALESCE(offers.rows, '[]') AS offers, COALESCE(media.rows, '[]') AS media
FROM catalog_product p
LEFT JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(v.id, v.sku, v.option_values, x.amount_minor,
                                     x.compare_at_minor, COALESCE(stock.sellable, 0), v.image)
                    ORDER BY v.position, v.id)::text AS rows
    FROM catalog_variant v
    JOIN pricing_price x ON x.variant_id = v.id AND x.currency = %(currency)s
    LEFT JOIN LATERAL (
        SELECT inventory_sellable(v.id, 'online') AS sellable
    ) stock ON true
    WHERE v.product_id = p.id
) offers ON true
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(m.src,
                                     COALESCE(m.translations -> %(language)s ->> 'alt', m.alt),
                                     m.width, m.height) ORDER BY m.position)::text AS rows
    FROM catalog_media m WHERE m.product_id = p.id
) media ON true
WHERE p.store_id = %(store_id)s AND p.handle = %(handle)s AND p.status = 'active'
