-- The ways to ship into a country, in order, with what they cost from an order of this value on.
-- Called by checkout, purchase and the pages of the shop. Budget 1 ms, tens of rows.
SELECT r.code, COALESCE(NULLIF(r.translations ->> %(language)s, ''), r.name) AS name,
       CASE WHEN r.free_from_minor <= %(subtotal)s THEN 0 ELSE r.amount_minor END AS minor,
       r.min_days, r.max_days
FROM shipping_rate r
JOIN shipping_zone z ON z.id = r.zone_id
WHERE r.store_id = %(store_id)s AND r.is_active AND r.currency = %(currency)s
  AND z.store_id = r.store_id AND z.countries @> ARRAY[%(country)s]::varchar[]
ORDER BY r.position, r.id
