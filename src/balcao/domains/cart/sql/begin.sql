-- Begins a cart with some lines, or nothing at all when one of them is not for sale: those are
-- answered. Called by cart.operations.begin_cart. Budget 2 ms for 100 lines.
WITH wanted AS (
    SELECT w.variant_id, w.quantity, w.nr
    FROM unnest(%(variants)s::uuid[], %(quantities)s::integer[]) WITH ORDINALITY
         AS w(variant_id, quantity, nr)
), missing AS (
    SELECT w.variant_id FROM wanted w
    WHERE NOT EXISTS (
        SELECT FROM catalog_variant v
        JOIN catalog_product p ON p.id = v.product_id
        JOIN pricing_price price ON price.variant_id = v.id AND price.currency = %(currency)s
        WHERE v.id = w.variant_id AND v.store_id = %(store_id)s AND p.status = 'active')
), begun AS (
    INSERT INTO cart_cart (id, store_id, currency, locale, state, version, created_at, updated_at)
    SELECT %(cart_id)s, %(store_id)s, %(currency)s, %(locale)s, 'open', 1, %(now)s, %(now)s
    WHERE NOT EXISTS (SELECT FROM missing)
    RETURNING id
), filled AS (
    INSERT INTO cart_cartline (cart_id, variant_id, quantity, added_at)
    SELECT begun.id, w.variant_id, w.quantity, %(now)s
    FROM begun, wanted w ORDER BY w.nr
)
SELECT variant_id FROM missing ORDER BY variant_id
