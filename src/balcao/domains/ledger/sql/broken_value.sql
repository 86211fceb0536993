-- Kinds of stored value whose liability in the books is not what their posted entries are worth.
-- Called by balcao verify. One pass over the entries of stored value.
WITH owed AS (
    SELECT w.store_id, a.currency,
           CASE a.kind WHEN 'gift_card' THEN 'gift_cards' ELSE a.kind END AS code,
           sum(CASE WHEN w.amount > 0 THEN w.worth_minor ELSE -w.worth_minor END) AS amount
    FROM wallet_entry w
    JOIN wallet_account a ON a.id = w.account_id
    JOIN ledger_journal j ON j.store_id = w.store_id AND j.source = 'wallet:' || w.id
    GROUP BY 1, 2, 3
), booked AS (
    SELECT a.store_id, a.currency, a.code, -sum(e.amount_minor) AS amount
    FROM ledger_account a
    JOIN ledger_entry e ON e.account_id = a.id
    WHERE a.code IN ('gift_cards', 'store_credit', 'points')
    GROUP BY 1, 2, 3
)
SELECT format('%s of store %s in %s', COALESCE(o.code, b.code), COALESCE(o.store_id, b.store_id),
              COALESCE(o.currency, b.currency)) AS what,
       format('the books owe %s, the entries %s', COALESCE(b.amount, 0), COALESCE(o.amount, 0))
           AS detail
FROM owed o
FULL JOIN booked b USING (store_id, currency, code)
WHERE COALESCE(b.amount, 0) <> COALESCE(o.amount, 0)
ORDER BY 1
