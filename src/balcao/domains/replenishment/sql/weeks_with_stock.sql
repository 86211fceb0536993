-- Weeks in which a variant could be bought somewhere: between two lines of the ledger that leave
-- units, or after the last one; and those before its first line, of which the ledger says nothing.
-- Called by plan_store every night. One pass over the ledger.
WITH spans AS (
    SELECT m.variant_id, m.balance, (m.at AT TIME ZONE %(zone)s)::date AS since,
           (COALESCE(lead(m.at) OVER (PARTITION BY m.variant_id, m.location_id
                                      ORDER BY m.at, m.turn), %(until)s)
            AT TIME ZONE %(zone)s)::date AS until
    FROM inventory_stockmovement m
    JOIN inventory_location place ON place.id = m.location_id AND place.sells
    WHERE m.store_id = %(store_id)s AND m.at < %(until)s
)
SELECT spans.variant_id, week
FROM spans
CROSS JOIN LATERAL generate_series(
    greatest(0, (spans.since - %(first)s::date) / 7),
    least(%(weeks)s::int - 1, (spans.until - %(first)s::date) / 7)) AS week
WHERE spans.balance > 0 AND spans.until >= %(first)s::date
UNION
SELECT known.variant_id, week
FROM (SELECT variant_id, min(since) AS since FROM spans GROUP BY variant_id) known
CROSS JOIN LATERAL generate_series(
    0, least(%(weeks)s::int, (known.since - %(first)s::date) / 7) - 1) AS week
WHERE known.since > %(first)s::date
ORDER BY 1, 2
