-- Attempts to pay by hour, and how many were declined or stopped. Called by the page of risk. Budget 20 ms
-- for a day, index risk_attempt_recent_idx.
SELECT date_trunc('hour', at) AS at, count(*)::int AS attempts,
       (count(*) FILTER (WHERE outcome = 'declined'))::int AS declined,
       (count(*) FILTER (WHERE outcome = 'stopped'))::int AS stopped
FROM risk_paymentattempt
WHERE store_id = %(store_id)s AND at >= %(since)s
GROUP BY 1 ORDER BY 1
