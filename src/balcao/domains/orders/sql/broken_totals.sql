-- Orders whose amounts do not add up or are not what is charged. Called by balcao verify.
SELECT o.number, format('lines %s, sum of lines %s, total %s, charged %s',
                        o.lines_minor, l.lines, o.total_minor, p.amount) AS detail
FROM orders_order o
LEFT JOIN LATERAL (
    SELECT sum(x.quantity * x.unit_minor) AS lines FROM orders_orderline x WHERE x.order_id = o.id
) l ON true
LEFT JOIN LATERAL (
    SELECT y.amount_minor AS amount, y.currency FROM payments_payment y
    WHERE y.order_id = o.id ORDER BY y.created_at DESC, y.id DESC LIMIT 1
) p ON true
WHERE o.lines_minor IS DISTINCT FROM l.lines
   OR o.total_minor <> o.lines_minor - o.discount_minor + o.shipping_minor + o.tax_minor
   OR o.total_minor IS DISTINCT FROM p.amount
   OR o.currency IS DISTINCT FROM p.currency
   OR least(o.lines_minor, o.discount_minor, o.shipping_minor, o.tax_minor, o.total_minor) < 0
