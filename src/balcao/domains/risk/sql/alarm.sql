-- How many payments were tried and declined lately. Called by buying before a payment is asked for, at most every
-- few seconds in each process. Budget 2 ms, index risk_attempt_recent_idx.
SELECT count(*)::int AS attempts, (count(*) FILTER (WHERE outcome = 'declined'))::int AS declined
FROM risk_paymentattempt
WHERE store_id = %(store_id)s AND at > %(since)s AND outcome <> 'stopped'
