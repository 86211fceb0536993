-- Carts whose reminder of one step is due: open, left alone, with something to buy, of an address
-- that agreed to be written to and has not ordered since. Called by the sweep. Budget 50 ms for
-- 200 carts, index cart_open_left_idx.
SELECT c.id AS cart_id, c.version, c.locale, who.email
FROM cart_cart c
LEFT JOIN checkout_checkoutdetails d ON d.cart_id = c.id
LEFT JOIN customers_customer s ON s.id = c.customer_id
CROSS JOIN LATERAL (
    SELECT lower(btrim(COALESCE(NULLIF(s.email, ''), NULLIF(d.email, ''), d.typed ->> 'email', '')))
               AS email,
           greatest(c.updated_at, d.updated_at) AS left_at) who
WHERE c.store_id = %(store_id)s AND c.state = 'open'
  AND c.updated_at <= %(before)s AND c.updated_at > %(oldest)s
  AND who.left_at <= %(before)s AND who.left_at > %(after)s
  AND who.email <> ''
  AND (SELECT said.is_given FROM customers_consent said
       WHERE said.store_id = c.store_id AND said.email = who.email AND said.kind = 'marketing'
       ORDER BY said.at DESC, said.id DESC LIMIT 1)
  AND checkout_can_be_had(c.id)
  AND NOT EXISTS (SELECT FROM checkout_cartreminder r
                  WHERE r.cart_id = c.id AND r.step = %(step)s)
  AND (%(step)s = 1 OR EXISTS (
       SELECT FROM checkout_cartreminder r
       WHERE r.cart_id = c.id AND r.step = %(step)s - 1 AND r.cart_version = c.version
         AND r.sent_at <= %(last_sent)s AND r.returned_at IS NULL))
  AND NOT EXISTS (SELECT FROM checkout_cartreminder r
                  WHERE r.store_id = c.store_id AND r.email = who.email AND r.cart_id <> c.id
                    AND r.made_at > %(quiet)s)
  AND NOT EXISTS (SELECT FROM orders_order o
                  WHERE o.store_id = c.store_id AND lower(o.email) = who.email
                    AND o.placed_at >= c.updated_at AND o.state <> 'voided')
ORDER BY c.updated_at, c.id
LIMIT %(limit)s
