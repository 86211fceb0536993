-- Accounts whose balance is not the sum of their entries, whose turn is not the number of them, or
-- that are below zero. Called by balcao verify. One pass over all entries.
SELECT 'account ' || a.id AS what,
       format('balance %s after turn %s, entries sum to %s in %s', a.balance, a.turn,
              COALESCE(sum(e.amount), 0), count(e.id)) AS detail
FROM wallet_account a
LEFT JOIN wallet_entry e ON e.account_id = a.id
GROUP BY a.id
HAVING a.balance <> COALESCE(sum(e.amount), 0) OR a.turn <> count(e.id) OR a.balance < 0
ORDER BY 1
