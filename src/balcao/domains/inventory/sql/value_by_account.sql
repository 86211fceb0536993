-- What stock gained and lost by account in a period. Called by the valuation report. Reads the
-- partitions of the period only.
SELECT account, sum(value_minor) AS value, sum(fifo_minor) AS fifo
FROM inventory_stockmovement
WHERE store_id = %(store_id)s AND at >= %(since)s AND at < %(until)s
GROUP BY account
HAVING sum(value_minor) <> 0 OR sum(fifo_minor) <> 0
ORDER BY account
