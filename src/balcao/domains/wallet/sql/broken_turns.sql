-- Entries that do not go on where the one before them ended: a turn that is missing, or a balance
-- that is not the balance before and the amount. Called by balcao verify. One pass over all entries.
SELECT 'entry ' || line.id AS what,
       format('turn %s with %s and balance %s follows turn %s with balance %s', line.turn,
              line.amount, line.balance, line.before_turn, line.before_balance) AS detail
FROM (
    SELECT e.id, e.turn, e.amount, e.balance,
           lag(e.turn, 1, 0) OVER past AS before_turn,
           lag(e.balance, 1, 0::bigint) OVER past AS before_balance
    FROM wallet_entry e
    WINDOW past AS (PARTITION BY e.account_id ORDER BY e.turn)
) line
WHERE line.turn <> line.before_turn + 1 OR line.balance <> line.before_balance + line.amount
ORDER BY 1
