-- Lines for which the books hold something else on their own account than they say: settled and not
-- booked, booked twice, or booked and open. Called by balcao verify. One pass over lines that have
-- decisions.
WITH booked AS (
    SELECT d.line_id, sum(e.amount_minor) AS amount
    FROM reconciliation_decision d
    JOIN ledger_journal j ON j.store_id = d.store_id AND j.source = d.journal
    JOIN ledger_entry e ON e.journal_id = j.id
    JOIN ledger_account a ON a.id = e.account_id
    JOIN reconciliation_line l ON l.id = d.line_id
    WHERE d.journal <> ''
      AND a.code = CASE WHEN l.source LIKE 'bank:%' THEN l.source ELSE 'clearing:' || l.source END
    GROUP BY d.line_id
)
SELECT 'line ' || l.identity || ' of ' || l.source AS what,
       format('%s, net %s, tells %s of ours, the books hold %s', l.state, l.net_minor, l.fact_minor,
              COALESCE(b.amount, 0)) AS detail
FROM reconciliation_line l LEFT JOIN booked b ON b.line_id = l.id
WHERE COALESCE(b.amount, 0) <> CASE
    WHEN l.state = 'booked' THEN l.net_minor
    WHEN l.state <> 'matched' THEN 0
    WHEN l.source NOT LIKE 'bank:%' AND l.kind IN ('capture', 'refund')
        THEN l.net_minor - l.fact_minor
    ELSE l.net_minor END
ORDER BY l.id
LIMIT 100
