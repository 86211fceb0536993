-- The smaller of what is receivable and what is deferred, over the orders of a store: what is neither
-- paid nor shipped. Called by the trial balance. Budget 300 ms for a million entries.
SELECT currency, sum(LEAST(receivable, deferred))::bigint AS amount
FROM (SELECT e.order_id, e.currency,
             sum(e.amount_minor) FILTER (WHERE a.code = %(receivable)s) AS receivable,
             -sum(e.amount_minor) FILTER (WHERE a.code = %(deferred)s) AS deferred
      FROM ledger_account a
      JOIN ledger_entry e ON e.account_id = a.id
      WHERE a.store_id = %(store_id)s AND a.code IN (%(receivable)s, %(deferred)s)
        AND e.day <= %(until)s AND e.order_id IS NOT NULL
      GROUP BY e.order_id, e.currency) orders
WHERE receivable > 0 AND deferred > 0
GROUP BY currency
