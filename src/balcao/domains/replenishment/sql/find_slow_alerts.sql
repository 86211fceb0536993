-- Units that lie without one being shipped for a long time. Called by refresh_alerts. For each level
-- with units one look at the index of the ledger, in the partitions of the period only.
SELECT 'slow_mover' AS kind, s.variant_id, s.location_id, '' AS lot,
       s.value_minor AS at_stake,
       jsonb_build_object('units', s.on_hand, 'days', %(days)s::int) AS facts
FROM inventory_stocklevel s
JOIN inventory_location place ON place.id = s.location_id AND place.is_active AND place.sells
WHERE s.store_id = %(store_id)s AND s.on_hand > 0
  AND NOT EXISTS (
      SELECT 1 FROM inventory_stockmovement m
      WHERE m.variant_id = s.variant_id AND m.location_id = s.location_id
        AND m.at > %(since)s AND m.reason = 'shipped')
  AND EXISTS (
      SELECT 1 FROM inventory_stockmovement m
      WHERE m.variant_id = s.variant_id AND m.location_id = s.location_id
        AND m.at <= %(since)s)
