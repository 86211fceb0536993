-- Writes what matching found about the lines of a batch; a line that somebody settled meanwhile is left.
-- Called by matching once for each batch of up to 1,000 lines. Budget 50 ms.
UPDATE reconciliation_line l
SET state = s.state, cause = s.cause, payment_id = s.payment_id, order_id = s.order_id,
    order_number = s.order_number, fact_minor = s.fact_minor,
    fact_currency = s.fact_currency, off_minor = s.off_minor,
    pair_id = s.pair_id, round = l.round + s.settled
FROM jsonb_to_recordset(%(rows)s::jsonb) AS s(
    id uuid, state text, cause text, payment_id uuid, order_id uuid, order_number text,
    fact_minor bigint, fact_currency text, off_minor bigint, pair_id uuid, settled integer)
WHERE l.id = s.id AND l.state IN ('new', 'open')
