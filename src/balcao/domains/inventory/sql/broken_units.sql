-- Levels whose lots, bins or expected units disagree with what the level says. Called by balcao
-- verify.
WITH lots AS (
    SELECT level_id, sum(quantity) AS good, sum(damaged) AS bad
    FROM inventory_lotstock GROUP BY level_id
), binned AS (
    SELECT level_id, sum(quantity) AS units FROM inventory_binstock GROUP BY level_id
), coming AS (
    SELECT level_id, sum(quantity) AS units FROM inventory_expected GROUP BY level_id
)
SELECT level.id AS level_id, item.tracking, level.on_hand, lots.good AS in_lots,
       level.damaged, lots.bad AS damaged_in_lots, binned.units AS in_bins,
       level.incoming, COALESCE(coming.units, 0)::bigint AS expected
FROM inventory_stocklevel level
LEFT JOIN inventory_stockitem item ON item.variant_id = level.variant_id
LEFT JOIN lots ON lots.level_id = level.id
LEFT JOIN binned ON binned.level_id = level.id
LEFT JOIN coming ON coming.level_id = level.id
WHERE (COALESCE(item.tracking, 'none') <> 'none'
       AND (level.on_hand <> COALESCE(lots.good, 0) OR level.damaged <> COALESCE(lots.bad, 0)))
   OR COALESCE(binned.units, 0) > level.on_hand
   OR level.incoming <> COALESCE(coming.units, 0)
ORDER BY level.id
