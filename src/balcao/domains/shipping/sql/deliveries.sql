-- What dates are reckoned from: the rules of sending, and the days of the rate that counts for a
-- country, currency and code; no row where no dates are promised. Called by checkout for the
-- rules it keeps in memory. Budget 5 ms for some hundred rows.
SELECT DISTINCT ON (c.country, r.currency, r.code)
       c.country, r.currency, r.code, r.min_days, r.max_days, d.sender
FROM (SELECT json_build_array(d.cutoff, d.packing_days, d.weekdays, d.closed_on, d.region,
                              s.country, s.time_zone)::text AS sender
      FROM shipping_sendingsettings d JOIN stores_store s ON s.id = d.store_id
      WHERE d.store_id = %(store_id)s AND d.is_on) d
CROSS JOIN shipping_rate r
JOIN shipping_zone z ON z.id = r.zone_id AND z.store_id = r.store_id
CROSS JOIN LATERAL unnest(z.countries) AS c(country)
WHERE r.store_id = %(store_id)s AND r.is_active
ORDER BY c.country, r.currency, r.code, r.position, r.id
