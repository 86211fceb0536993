-- Writes down that a provider is about to be asked. Called by begin_call before each call. Budget 1 ms.
-- What is to be paid must still be what the provider will be told: the lock waits for whoever is
-- dividing or replacing the payment, and they find the row of the call when they come later.
INSERT INTO payments_providercall AS c
    (id, store_id, payment_id, verb, key, amount_minor, state, tries, outcome, reference, reason,
     first_at, last_at, next_at)
SELECT gen_random_uuid(), p.store_id, p.id, %(verb)s::text, %(key)s, %(amount)s::bigint, 'asked', 1,
       '', '', '', %(now)s, %(now)s, %(due)s
FROM payments_payment p
WHERE p.id = %(payment_id)s
  AND (%(verb)s::text <> 'pay'
       OR p.state IN ('intent', 'pending') AND p.amount_minor = %(amount)s::bigint)
FOR SHARE OF p
ON CONFLICT (payment_id, verb, key) DO UPDATE
    SET tries = c.tries + 1, last_at = excluded.last_at, next_at = excluded.next_at,
        state = CASE WHEN c.state IN ('answered', 'refused') AND c.verb <> 'look_up'
                     THEN c.state ELSE 'asked' END
RETURNING c.id
