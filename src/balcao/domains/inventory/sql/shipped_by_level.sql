-- What was shipped in a period, per level that holds anything: cost in minor units, and units.
-- Called by a nightly job, to class levels for counting. One pass over the levels and over the
-- partitions of the period.
SELECT level.id AS level_id, level.location_id,
       COALESCE(gone.value, 0)::bigint AS value, COALESCE(gone.units, 0)::bigint AS units
FROM inventory_stocklevel level
JOIN inventory_location place ON place.id = level.location_id AND place.kind <> 'transit'
LEFT JOIN (
    SELECT variant_id, location_id, -sum(value_minor) AS value, -sum(quantity) AS units
    FROM inventory_stockmovement
    WHERE store_id = %(store_id)s AND at >= %(since)s AND at < %(until)s AND reason = 'shipped'
    GROUP BY variant_id, location_id
) gone ON gone.variant_id = level.variant_id AND gone.location_id = level.location_id
WHERE level.store_id = %(store_id)s AND (level.on_hand > 0 OR gone.units > 0)
ORDER BY level.id
