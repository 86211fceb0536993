-- Payments whose money has moved and of which no line tells. Called by the page of what reconciles, for
-- providers that have a report or a bank account that told of them. One pass over their payments.
SELECT p.id AS payment_id, p.order_id, p.reference AS order_number, p.provider, p.currency,
       p.captured_minor - p.refunded_minor AS amount_minor, p.updated_at AS since,
       p.updated_at < %(late)s AS is_late
FROM payments_payment p
WHERE p.store_id = %(store_id)s AND p.captured_minor > p.refunded_minor
  AND (%(provider)s = '' OR p.provider = %(provider)s)
  AND NOT EXISTS (SELECT FROM reconciliation_line l
                  WHERE l.payment_id = p.id AND l.state = 'matched')
ORDER BY p.updated_at
LIMIT %(limit)s
