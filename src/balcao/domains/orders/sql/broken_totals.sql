-- Orders whose amounts do not add up or are not what is charged. Called by balcao verify.
SELECT o.number, format(
           'lines %s, sum of lines %s, discount %s, sum of discounts %s, exempt %s, tax %s, taxes %s, '
           'total %s, credit %s, charged %s',
           o.lines_minor, l.lines, o.discount_minor, d.given, o.exemption_minor, o.tax_minor, t.added,
           o.total_minor, o.credit_minor, p.amount) AS detail
FROM orders_order o
LEFT JOIN LATERAL (
    SELECT sum(x.quantity * x.unit_minor) AS lines FROM orders_orderline x WHERE x.order_id = o.id
) l ON true
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(x.amount_minor), 0) AS given,
           COALESCE(sum(x.amount_minor) FILTER (WHERE x.line_no IS NULL), 0) AS off_shipping
    FROM orders_orderdiscount x WHERE x.order_id = o.id
) d
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(x.amount_minor) FILTER (WHERE NOT x.is_included), 0) AS added
    FROM orders_taxline x WHERE x.order_id = o.id
) t
LEFT JOIN LATERAL (
    SELECT sum(x.amount_minor) AS amount, min(x.currency) AS currency
    FROM (SELECT DISTINCT ON (y.part) y.amount_minor, y.currency FROM payments_payment y
          WHERE y.order_id = o.id ORDER BY y.part, y.created_at DESC, y.id DESC) x
) p ON true
WHERE o.lines_minor IS DISTINCT FROM l.lines
   OR o.discount_minor <> d.given
   OR o.shipping_minor < d.off_shipping
   OR o.tax_minor <> t.added
   OR o.total_minor <> o.lines_minor - o.discount_minor - o.exemption_minor + o.shipping_minor
                       + o.tax_minor
   OR o.total_minor - o.credit_minor IS DISTINCT FROM p.amount
   OR o.currency IS DISTINCT FROM p.currency
   OR least(o.lines_minor, o.discount_minor, o.shipping_minor, o.tax_minor, o.total_minor) < 0
   OR EXISTS (
       SELECT 1 FROM orders_orderdiscount x
       LEFT JOIN orders_orderline y ON y.order_id = o.id AND y.line_no = x.line_no
       WHERE x.order_id = o.id AND x.line_no IS NOT NULL
       GROUP BY x.line_no, y.total_minor
       HAVING y.total_minor IS NULL OR sum(x.amount_minor) > y.total_minor)
