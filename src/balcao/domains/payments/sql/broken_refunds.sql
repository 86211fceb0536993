-- Payments whose refunds tell another sum than they do. Called by balcao verify. Budget 1 s.
SELECT p.id, format('given back %s, refunds %s; on its way %s, asked %s', p.refunded_minor, r.done,
                    p.refunding_minor, r.asked) AS detail
FROM payments_payment p
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(x.amount_minor) FILTER (WHERE x.state = 'done'), 0) AS done,
           COALESCE(sum(x.amount_minor) FILTER (WHERE x.state = 'asked'), 0) AS asked
    FROM payments_refund x WHERE x.payment_id = p.id
) r
WHERE p.refunded_minor <> r.done OR p.refunding_minor <> r.asked
