-- What lies at each place and is worth, beside the sum of its movements. Called by the valuation
-- report. One pass over levels and one over the ledger: a report, not a page of the shop.
WITH held AS (
    SELECT location_id, count(*) FILTER (WHERE on_hand + damaged > 0) AS variants,
           sum(on_hand) AS units, sum(damaged) AS damaged,
           sum(value_minor) AS value, sum(fifo_minor) AS fifo
    FROM inventory_stocklevel WHERE store_id = %(store_id)s GROUP BY location_id
), ledger AS (
    SELECT location_id, sum(value_minor) AS value, sum(fifo_minor) AS fifo
    FROM inventory_stockmovement WHERE store_id = %(store_id)s GROUP BY location_id
)
SELECT place.id AS location_id, place.name AS location,
       COALESCE(held.variants, 0) AS variants, COALESCE(held.units, 0) AS units,
       COALESCE(held.damaged, 0) AS damaged,
       COALESCE(held.value, 0) AS value, COALESCE(held.fifo, 0) AS fifo,
       COALESCE(ledger.value, 0) AS ledger_value, COALESCE(ledger.fifo, 0) AS ledger_fifo
FROM inventory_location place
LEFT JOIN held ON held.location_id = place.id
LEFT JOIN ledger ON ledger.location_id = place.id
WHERE place.store_id = %(store_id)s
ORDER BY place.priority, place.id
