-- What whoever prices a cart has to know of its variants, at this moment. Called by
-- checkout.queries.quoting, once a quote. Budget 2 ms for 50 variants, primary keys only.
SELECT v.id AS variant_id, v.product_id, price.amount_minor AS base_minor,
       price.compare_at_minor, p.status = 'active' AS is_on_sale,
       COALESCE(p.category_id::text, '') AS category, p.vendor AS brand, p.tags,
       COALESCE(p.attributes, '{}') AS attributes, p.option_names, v.option_values,
       v.weight_grams, CASE WHEN v.taxable THEN p.tax_class ELSE 'exempt' END AS tax_class,
       ARRAY(SELECT c.collection_id::text FROM catalog_collection_products c
             WHERE c.product_id = p.id) AS collections,
       CASE WHEN v.id = ANY (%(gifts)s) THEN inventory_sellable(v.id, 'online') ELSE 0 END
           AS sellable
FROM catalog_variant v
JOIN catalog_product p ON p.id = v.product_id
LEFT JOIN pricing_price price
       ON price.variant_id = v.id AND price.currency = %(currency)s
      AND price.store_id = v.store_id AND p.status = 'active'
WHERE v.id = ANY (%(variants)s) AND v.store_id = %(store_id)s
