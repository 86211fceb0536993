-- Journals that do not balance, have fewer than two entries, or entries of another day, store or
-- account currency. Called by balcao verify. One pass over all entries.
SELECT 'journal ' || j.id AS what,
       format('%s entries, off by %s, %s strays', count(e.journal_id),
              COALESCE(sum(e.amount_minor), 0), count(e.journal_id) FILTER (WHERE
              e.day <> j.day OR e.store_id <> j.store_id OR a.currency <> e.currency)) AS detail
FROM ledger_journal j
LEFT JOIN ledger_entry e ON e.journal_id = j.id
LEFT JOIN ledger_account a ON a.id = e.account_id
GROUP BY j.id
HAVING count(e.journal_id) < 2
    OR bool_or(e.day <> j.day OR e.store_id <> j.store_id OR a.currency <> e.currency)
    OR EXISTS (SELECT FROM ledger_entry x WHERE x.journal_id = j.id
               GROUP BY x.currency HAVING sum(x.amount_minor) <> 0)
ORDER BY 1
LIMIT 100
