-- What lay of a variant at each place at a past moment. Called by stock pages and the API.
-- Budget 100 ms at 50 million movements: one look at the index movement_turn_once per place.
SELECT place.id AS location_id, place.name AS location,
       last.balance, last.damaged_balance, last.value_balance, last.fifo_balance
FROM inventory_location place
CROSS JOIN LATERAL (
    SELECT m.balance, m.damaged_balance, m.value_balance, m.fifo_balance
    FROM inventory_stockmovement m
    WHERE m.variant_id = %(variant_id)s AND m.location_id = place.id AND m.at <= %(at)s
    ORDER BY m.at DESC, m.turn DESC
    LIMIT 1
) last
WHERE place.store_id = %(store_id)s
ORDER BY place.priority, place.id
