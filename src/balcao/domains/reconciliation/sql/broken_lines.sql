-- Lines for which the books hold something else than they say, on their own account or on the one of
-- ours that they settle in another currency: settled and not booked, booked twice, or booked and open.
-- Called by balcao verify. One pass over lines that have decisions.
WITH booked AS (
    SELECT d.line_id,
           sum(e.amount_minor) FILTER (
               WHERE a.currency = l.currency
                 AND a.code = CASE WHEN l.source LIKE 'bank:%' THEN l.source
                                   ELSE 'clearing:' || l.source END) AS amount,
           sum(e.amount_minor) FILTER (
               WHERE a.currency = l.fact_currency
                 AND (a.code LIKE 'clearing:%' OR a.code LIKE 'in\_transit:%')) AS ours
    FROM reconciliation_decision d
    JOIN ledger_journal j ON j.store_id = d.store_id AND j.source = d.journal
    JOIN ledger_entry e ON e.journal_id = j.id
    JOIN ledger_account a ON a.id = e.account_id
    JOIN reconciliation_line l ON l.id = d.line_id
    WHERE d.journal <> ''
    GROUP BY d.line_id
), said AS (
    SELECT l.*, CASE
               WHEN state = 'booked' THEN net_minor
               WHEN state <> 'matched' THEN 0
               WHEN source NOT LIKE 'bank:%' AND kind IN ('capture', 'refund')
                    AND fact_currency = '' THEN net_minor - fact_minor
               ELSE net_minor END AS amount,
           CASE WHEN state = 'matched' AND fact_currency <> '' THEN -fact_minor ELSE 0 END AS ours
    FROM reconciliation_line l
)
SELECT 'line ' || s.identity || ' of ' || s.source AS what,
       format('%s, net %s, tells %s %s of ours, the books hold %s and %s', s.state, s.net_minor,
              s.fact_minor, s.fact_currency, COALESCE(b.amount, 0), COALESCE(b.ours, 0)) AS detail
FROM said s LEFT JOIN booked b ON b.line_id = s.id
WHERE COALESCE(b.amount, 0) <> s.amount OR COALESCE(b.ours, 0) <> s.ours
ORDER BY s.id
LIMIT 100
