-- The lines of a cart as cart/lines tells them, with what whoever prices them has to know, as
-- checkout/facts tells it. Called by checkout.queries.lines, once a view of the checkout.
-- Budget 2 ms for 20 lines, primary keys only.
SELECT v.id AS variant_id, p.handle, v.sku,
       COALESCE(p.translations -> %(language)s ->> 'title', p.title) AS title,
       COALESCE((SELECT string_agg(
                        COALESCE(p.translations -> %(language)s -> 'terms' ->> o.value, o.value),
                        ' / ' ORDER BY o.nr)
                 FROM unnest(v.option_values) WITH ORDINALITY AS o(value, nr)
                 WHERE o.value <> 'Default Title'), '') AS options,
       COALESCE(NULLIF(v.image, ''),
                (SELECT m.src FROM catalog_media m WHERE m.product_id = p.id
                 ORDER BY m.position LIMIT 1), '') AS image,
       l.quantity,
       inventory_sellable(v.id, 'online') AS sellable,
       CASE WHEN p.status = 'active' THEN price.amount_minor END AS unit_minor,
       CASE WHEN p.status = 'active' THEN price.compare_at_minor END AS compare_at_minor,
       v.product_id, p.status = 'active' AS is_on_sale,
       COALESCE(p.category_id::text, '') AS category, p.vendor AS brand, p.tags,
       COALESCE(p.attributes, '{}') AS attributes, p.option_names, v.option_values,
       v.weight_grams, CASE WHEN v.taxable THEN p.tax_class ELSE 'exempt' END AS tax_class,
       ARRAY(SELECT c.collection_id::text FROM catalog_collection_products c
             WHERE c.product_id = p.id) AS collections
FROM cart_cartline l
JOIN catalog_variant v ON v.id = l.variant_id
JOIN catalog_product p ON p.id = v.product_id
LEFT JOIN pricing_price price
       ON price.variant_id = v.id AND price.currency = %(currency)s
      AND price.store_id = v.store_id
WHERE l.cart_id = %(cart_id)s
ORDER BY l.id
