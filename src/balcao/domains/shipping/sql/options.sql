-- The ways to ship into a country, in order, with what they cost from an order of this value on,
-- and what their dates are reckoned from; the same text in each row, and looked up once.
-- Called by checkout, purchase and the pages of the shop. Budget 1 ms, tens of rows.
SELECT r.code, COALESCE(NULLIF(r.translations ->> %(language)s, ''), r.name) AS name,
       CASE WHEN r.free_from_minor <= %(subtotal)s THEN 0 ELSE r.amount_minor END AS minor,
       r.min_days, r.max_days,
       (SELECT json_build_array(d.cutoff, d.packing_days, d.weekdays, d.closed_on, d.region,
                                s.country, s.time_zone)::text
        FROM shipping_sendingsettings d JOIN stores_store s ON s.id = d.store_id
        WHERE d.store_id = %(store_id)s AND d.is_on) AS sender
FROM shipping_rate r
JOIN shipping_zone z ON z.id = r.zone_id
WHERE r.store_id = %(store_id)s AND r.is_active AND r.currency = %(currency)s
  AND z.store_id = r.store_id AND z.countries @> ARRAY[%(country)s]::varchar[]
ORDER BY r.position, r.id
