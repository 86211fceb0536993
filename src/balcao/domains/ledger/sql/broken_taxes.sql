-- Shipped orders whose booked taxes are not their tax lines. Called by balcao verify. One pass over
-- what was booked at shipping.
WITH booked AS (
    SELECT j.order_id, a.code, -sum(e.amount_minor) AS amount
    FROM ledger_journal j
    JOIN ledger_entry e ON e.journal_id = j.id
    JOIN ledger_account a ON a.id = e.account_id
    WHERE j.kind = 'order_shipped'
    GROUP BY j.order_id, a.code
), taxed AS (
    SELECT t.order_id, left('tax:' || t.jurisdiction, 120) AS code, sum(t.amount_minor) AS amount
    FROM orders_taxline t
    GROUP BY t.order_id, 2
)
SELECT 'order ' || o.number AS what,
       format('%s: booked %s, owed %s', COALESCE(b.code, t.code), COALESCE(b.amount, 0),
              COALESCE(t.amount, 0)) AS detail
FROM (SELECT DISTINCT order_id FROM booked) seen
JOIN orders_order o ON o.id = seen.order_id
LEFT JOIN LATERAL (SELECT code FROM booked WHERE booked.order_id = o.id AND code LIKE 'tax:%'
                   UNION SELECT code FROM taxed WHERE taxed.order_id = o.id) codes ON true
LEFT JOIN booked b ON b.order_id = o.id AND b.code = codes.code
LEFT JOIN taxed t ON t.order_id = o.id AND t.code = codes.code
WHERE COALESCE(b.amount, 0) <> COALESCE(t.amount, 0)
ORDER BY 1
LIMIT 100
