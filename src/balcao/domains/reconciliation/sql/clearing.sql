-- What the books hold on each provider's clearing account, by the payment it belongs to, and what lines
-- of the provider have told of it. Called by the page of what reconciles and by balcao verify. One pass
-- over the entries of clearing accounts; budget 500 ms for a million of them.
WITH held AS (
    SELECT split_part(a.code, ':', 2) AS provider, e.currency, e.amount_minor,
           CASE WHEN j.kind IN ('captured', 'refunded') THEN split_part(j.source, ':', 2)::uuid END
               AS payment_id,
           d.line_id
    FROM ledger_account a
    JOIN ledger_entry e ON e.account_id = a.id
    JOIN ledger_journal j ON j.id = e.journal_id
    LEFT JOIN reconciliation_decision d
           ON d.store_id = j.store_id AND d.journal = j.source AND d.journal <> ''
    WHERE a.store_id = %(store_id)s AND a.code LIKE 'clearing:%%'
), booked AS (
    SELECT h.provider, h.currency, h.amount_minor,
           COALESCE(h.payment_id, CASE WHEN l.state = 'matched' THEN l.payment_id END) AS payment_id,
           h.line_id, h.payment_id IS NOT NULL AS is_fact
    FROM held h LEFT JOIN reconciliation_line l ON l.id = h.line_id
), told AS (
    SELECT source AS provider, currency, state, net_minor, at,
           CASE WHEN state = 'matched' THEN payment_id END AS payment_id
    FROM reconciliation_line
    WHERE store_id = %(store_id)s AND source NOT LIKE 'bank:%%'
), per_payment AS (
    SELECT provider, currency, payment_id, sum(held) AS held, sum(told) AS told,
           sum(lines) AS lines
    FROM (SELECT provider, currency, payment_id, amount_minor AS held, 0 AS told, 0 AS lines
          FROM booked WHERE payment_id IS NOT NULL
          UNION ALL
          SELECT provider, currency, payment_id, 0, net_minor, 1 FROM told
          WHERE payment_id IS NOT NULL
          UNION ALL
          SELECT p.provider, COALESCE(NULLIF(l.fact_currency, ''), l.currency), l.payment_id, 0, 0, 1 FROM reconciliation_line l
          JOIN payments_payment p ON p.id = l.payment_id
          WHERE l.store_id = %(store_id)s AND l.state = 'matched' AND l.source LIKE 'bank:%%'
         ) both_sides
    GROUP BY 1, 2, 3
), parts AS (
    SELECT m.provider, m.currency,
           CASE WHEN m.lines > 0 THEN 'difference'
                WHEN p.updated_at < %(late)s THEN 'missing' ELSE 'timing' END AS part,
           m.held - m.told AS amount
    FROM per_payment m JOIN payments_payment p ON p.id = m.payment_id
    WHERE m.held <> m.told
    UNION ALL
    SELECT provider, currency, CASE WHEN state IN ('new', 'open') THEN 'waiting' ELSE 'noted' END,
           -net_minor
    FROM told WHERE state IN ('new', 'open', 'noted')
    UNION ALL
    SELECT provider, currency, 'by_hand', amount_minor FROM booked
    WHERE payment_id IS NULL AND line_id IS NULL
    UNION ALL
    SELECT provider, currency, 'ledger', amount_minor FROM booked
    UNION ALL
    SELECT provider, currency, 'reported', net_minor FROM told
)
SELECT provider, currency, part, sum(amount)::bigint AS amount_minor, count(*)::int AS count
FROM parts GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
