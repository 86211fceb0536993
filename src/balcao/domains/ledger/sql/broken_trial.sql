-- Stores and currencies whose debits and credits differ. Called by balcao verify. One pass over all
-- entries.
SELECT 'store ' || store_id || ' in ' || currency AS what,
       'the trial balance is off by ' || sum(amount_minor) AS detail
FROM ledger_entry
GROUP BY store_id, currency
HAVING sum(amount_minor) <> 0
ORDER BY 1
