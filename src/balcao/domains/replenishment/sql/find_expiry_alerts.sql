-- Lots with units in stock that expire soon or have expired. Called by refresh_alerts. Index
-- lot_expiry_idx.
SELECT 'expiring_lot' AS kind, lot.variant_id, level.location_id, lot.code AS lot,
       CASE WHEN level.on_hand + level.damaged > 0
            THEN round(level.value_minor::numeric * (stock.quantity + stock.damaged)
                       / (level.on_hand + level.damaged))::bigint
            ELSE 0 END AS at_stake,
       jsonb_build_object('expires_on', lot.expires_on, 'units', stock.quantity,
                          'set_aside', stock.damaged) AS facts
FROM inventory_lot lot
JOIN inventory_lotstock stock ON stock.lot_id = lot.id AND stock.quantity + stock.damaged > 0
JOIN inventory_stocklevel level ON level.id = stock.level_id
WHERE lot.store_id = %(store_id)s AND lot.expires_on <= %(until)s
