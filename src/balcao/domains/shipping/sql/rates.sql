-- What a store ships by, in order, and what dates are reckoned from; the latter is the same text in
-- each row, and looked up once. Called by shipping.queries, for the rules that the checkout keeps in
-- memory and for pages that show the ways to ship. Budget 1 ms, tens of rows.
SELECT r.code, r.name, r.translations::text AS names, r.currency, r.amount_minor,
       r.free_from_minor, r.min_days, r.max_days, z.countries,
       (SELECT json_build_array(d.cutoff, d.packing_days, d.weekdays, d.closed_on, d.region,
                                s.country, s.time_zone)::text
        FROM shipping_sendingsettings d JOIN stores_store s ON s.id = d.store_id
        WHERE d.store_id = %(store_id)s AND d.is_on) AS sender
FROM shipping_rate r
JOIN shipping_zone z ON z.id = r.zone_id AND z.store_id = r.store_id
WHERE r.store_id = %(store_id)s AND r.is_active
ORDER BY r.position, r.id
