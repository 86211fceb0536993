-- Variants of which the road holds other units, in all or of a lot, than transfers have sent and
-- nobody has received, or of which other units are expected. Called by balcao verify. Reads levels
-- of the road and lines of open transfers only.
WITH lines AS (
    SELECT t.store_id, t.number, t.to_location_id, line.id, line.variant_id,
           line.quantity - line.received - line.damaged - line.lost AS open
    FROM inventory_transfer t JOIN inventory_transferline line ON line.transfer_id = t.id
    WHERE t.state IN ('sent', 'partly_received')
), sent AS (
    SELECT store_id, variant_id, sum(open) AS open FROM lines GROUP BY store_id, variant_id
), road AS (
    SELECT level.store_id, level.variant_id, level.on_hand + level.damaged AS units
    FROM inventory_stocklevel level
    JOIN inventory_location place ON place.id = level.location_id AND place.kind = 'transit'
), awaited AS (
    SELECT lines.store_id, lines.variant_id, sum(COALESCE(e.quantity, 0)) AS units
    FROM lines
    LEFT JOIN inventory_stocklevel level
           ON level.location_id = lines.to_location_id AND level.variant_id = lines.variant_id
    LEFT JOIN inventory_expected e
           ON e.level_id = level.id AND e.document = 'transfer:' || lines.number
    GROUP BY lines.store_id, lines.variant_id
), lots AS (
    SELECT lines.store_id, lines.variant_id, lot.code, sum(lot.open) AS open
    FROM lines JOIN inventory_transferlotline lot ON lot.line_id = lines.id
    GROUP BY lines.store_id, lines.variant_id, lot.code
), lots_there AS (
    SELECT level.store_id, level.variant_id, lot.code, stock.quantity + stock.damaged AS units
    FROM inventory_lotstock stock
    JOIN inventory_lot lot ON lot.id = stock.lot_id
    JOIN inventory_stocklevel level ON level.id = stock.level_id
    JOIN inventory_location place ON place.id = level.location_id AND place.kind = 'transit'
)
SELECT COALESCE(road.variant_id, sent.variant_id)::text AS variant_id, '' AS lot,
       COALESCE(road.units, 0)::bigint AS units, COALESCE(sent.open, 0)::bigint AS open,
       COALESCE(awaited.units, 0)::bigint AS expected
FROM road
FULL JOIN sent ON sent.store_id = road.store_id AND sent.variant_id = road.variant_id
LEFT JOIN awaited ON awaited.store_id = sent.store_id AND awaited.variant_id = sent.variant_id
WHERE COALESCE(road.units, 0) <> COALESCE(sent.open, 0)
   OR COALESCE(sent.open, 0) <> COALESCE(awaited.units, 0)
UNION ALL
SELECT lots.variant_id::text, lots.code, COALESCE(there.units, 0), lots.open, lots.open
FROM lots
LEFT JOIN lots_there there ON there.store_id = lots.store_id
      AND there.variant_id = lots.variant_id AND there.code = lots.code
WHERE lots.open > COALESCE(there.units, 0)
