-- What accounts changed by month. Called by the profit summary. Budget 200 ms for a million entries.
SELECT date_trunc('month', e.day)::date AS month, a.code, a.currency, sum(e.amount_minor) AS amount
FROM ledger_account a
JOIN ledger_entry e ON e.account_id = a.id
WHERE a.store_id = %(store_id)s AND e.day >= %(since)s AND e.day <= %(until)s
  AND a.type IN ('income', 'expense')
GROUP BY 1, a.code, a.currency
