-- The lines of some orders with what was taken off each and the taxes of each; line_no is null for
-- the shipping, and only then the variant too. The columns are the place of the order among those
-- asked for, then those of PastLine in its order. Called by orders.queries.past. Budget 150 ms for
-- the 40,000 lines of 2,000 orders, indexes order_line_once, order_discount_once, tax line by order.
WITH wanted AS MATERIALIZED (
    SELECT w.order_id, w.nr FROM unnest(%(orders)s::uuid[]) WITH ORDINALITY AS w(order_id, nr)
), off AS (
    SELECT d.order_id, d.line_no, sum(d.amount_minor)::bigint AS off
    FROM wanted JOIN orders_orderdiscount d USING (order_id) GROUP BY 1, 2
), tax AS (
    SELECT t.order_id, t.line_no,
           COALESCE(sum(t.amount_minor) FILTER (WHERE t.is_included), 0)::bigint AS included,
           COALESCE(sum(t.amount_minor) FILTER (WHERE NOT t.is_included), 0)::bigint AS added
    FROM wanted JOIN orders_taxline t USING (order_id) GROUP BY 1, 2
)
SELECT wanted.nr, l.line_no, l.variant_id, l.quantity, l.unit_minor,
       COALESCE(off.off, 0) AS discount_minor, COALESCE(tax.included, 0) AS included_minor,
       COALESCE(tax.added, 0) AS added_minor, l.is_gift
FROM wanted
JOIN orders_orderline l USING (order_id)
LEFT JOIN off ON off.order_id = l.order_id AND off.line_no = l.line_no
LEFT JOIN tax ON tax.order_id = l.order_id AND tax.line_no = l.line_no
UNION ALL
SELECT w.nr, NULL, NULL, 1, 0, COALESCE(off.off, 0), COALESCE(tax.included, 0),
       COALESCE(tax.added, 0), false
FROM wanted w
LEFT JOIN off ON off.order_id = w.order_id AND off.line_no IS NULL
LEFT JOIN tax ON tax.order_id = w.order_id AND tax.line_no IS NULL
WHERE off.off IS NOT NULL OR tax.included IS NOT NULL
ORDER BY 1, 2
