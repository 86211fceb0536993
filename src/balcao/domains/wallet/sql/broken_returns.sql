-- Entries of which more was given or taken back than they were. Called by balcao verify. One pass
-- over the entries that undo another.
SELECT 'entry ' || e.id AS what,
       format('%s worth %s, but worth %s went back', e.amount, e.worth_minor,
              sum(back.worth_minor)) AS detail
FROM wallet_entry back
JOIN wallet_entry e ON e.id = back.of_id
WHERE back.kind IN ('given_back', 'refunded')
GROUP BY e.id
HAVING sum(back.worth_minor) > e.worth_minor OR e.kind <> 'spent'
UNION ALL
SELECT 'entry ' || e.id, format('%s earned, %s taken back', e.amount, -sum(back.amount))
FROM wallet_entry back
JOIN wallet_entry e ON e.id = back.of_id
WHERE back.kind = 'taken_back'
GROUP BY e.id
HAVING -sum(back.amount) > e.amount OR e.kind <> 'earned'
ORDER BY 1
