-- What lay at each place and was worth at a past moment: balances after the last movement, beside
-- the sum of all until then. Called by the valuation report. One pass over the ledger.
WITH moved AS (
    SELECT location_id, variant_id, sum(value_minor) AS ledger_value, sum(fifo_minor) AS ledger_fifo,
           (array_agg(ARRAY[balance, damaged_balance, value_balance, fifo_balance]
                      ORDER BY at DESC, turn DESC))[1:1] AS last
    FROM inventory_stockmovement
    WHERE store_id = %(store_id)s AND at <= %(at)s
    GROUP BY location_id, variant_id
)
SELECT place.id AS location_id, place.name AS location,
       count(*) FILTER (WHERE last[1][1] + last[1][2] > 0) AS variants,
       COALESCE(sum(last[1][1]), 0) AS units, COALESCE(sum(last[1][2]), 0) AS damaged,
       COALESCE(sum(last[1][3]), 0) AS value, COALESCE(sum(last[1][4]), 0) AS fifo,
       COALESCE(sum(ledger_value), 0) AS ledger_value, COALESCE(sum(ledger_fifo), 0) AS ledger_fifo
FROM inventory_location place
LEFT JOIN moved ON moved.location_id = place.id
WHERE place.store_id = %(store_id)s
GROUP BY place.id, place.name, place.priority
ORDER BY place.priority, place.id
