-- Levels whose last line of the ledger says another balance than the level, so that stock of the
-- past would be told wrong. Called by balcao verify. One look at the index per level.
SELECT level.id AS level_id, level.on_hand, last.balance, level.damaged, last.damaged_balance,
       level.value_minor AS value, last.value_balance, level.fifo_minor AS fifo, last.fifo_balance
FROM inventory_stocklevel level
CROSS JOIN LATERAL (
    SELECT m.balance, m.damaged_balance, m.value_balance, m.fifo_balance
    FROM inventory_stockmovement m
    WHERE m.variant_id = level.variant_id AND m.location_id = level.location_id
    ORDER BY m.at DESC, m.turn DESC LIMIT 1
) last
WHERE level.on_hand <> last.balance OR level.damaged <> last.damaged_balance
   OR level.value_minor <> last.value_balance OR level.fifo_minor <> last.fifo_balance
ORDER BY level.id
