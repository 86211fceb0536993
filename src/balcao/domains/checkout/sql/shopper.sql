-- How often somebody has bought before, and the segments they are in. Called by
-- checkout.queries.quoting when rules look at shoppers. Budget 1 ms, index order_shopper_idx.
SELECT (SELECT count(*)::integer FROM orders_order o
        WHERE o.store_id = %(store_id)s AND lower(o.email) = %(email)s
          AND o.state NOT IN ('pending', 'voided', 'cancelled')) AS orders,
       ARRAY(SELECT s.slug::text FROM customers_customer c
             JOIN customers_membership m ON m.customer_id = c.id
             JOIN customers_segment s ON s.id = m.segment_id
             WHERE c.store_id = %(store_id)s AND c.email = %(email)s) AS groups
