-- Orders for which the books say that a provider holds something else than it captured less what it
-- refunded, as far as that is posted. Called by balcao verify. One pass over payments and their journals.
WITH booked AS (
    SELECT j.order_id, sum(e.amount_minor) AS held,
           max(split_part(j.source, ':', 4)::bigint) FILTER (WHERE j.kind = 'captured') AS captured,
           max(split_part(j.source, ':', 4)::bigint) FILTER (WHERE j.kind = 'refunded') AS refunded,
           split_part(j.source, ':', 2) AS payment_id
    FROM ledger_journal j
    JOIN ledger_entry e ON e.journal_id = j.id
    JOIN ledger_account a ON a.id = e.account_id AND a.code LIKE 'clearing:%'
    WHERE j.kind IN ('captured', 'refunded')
    GROUP BY j.order_id, payment_id
)
SELECT 'payment ' || b.payment_id AS what,
       format('the books hold %s, the payment took %s and gave back %s', b.held, p.captured_minor,
              p.refunded_minor) AS detail
FROM booked b
LEFT JOIN payments_payment p ON p.id = b.payment_id::uuid
WHERE p.id IS NULL
   OR b.held <> COALESCE(b.captured, 0) - COALESCE(b.refunded, 0)
   OR COALESCE(b.captured, 0) > p.captured_minor OR COALESCE(b.refunded, 0) > p.refunded_minor
ORDER BY 1
LIMIT 100
