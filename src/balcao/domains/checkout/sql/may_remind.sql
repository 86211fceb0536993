-- Whether a reminder may still go out: its cart as it was, its address still willing, its store
-- still reminding. Called by whoever claims a mail, with the cart held. Budget 1 ms, primary keys.
SELECT r.id
FROM checkout_cartreminder r
JOIN checkout_remindersettings s ON s.store_id = r.store_id AND s.is_on
JOIN cart_cart c ON c.id = r.cart_id AND c.state = 'open' AND c.version = r.cart_version
WHERE r.id = %(reminder_id)s AND r.claimed_at IS NULL AND checkout_can_be_had(c.id)
  AND NOT EXISTS (SELECT FROM checkout_cartreminder o
                  WHERE o.cart_id = r.cart_id AND o.returned_at IS NOT NULL)
  AND (SELECT said.is_given FROM customers_consent said
       WHERE said.store_id = r.store_id AND said.email = r.email AND said.kind = 'marketing'
       ORDER BY said.at DESC, said.id DESC LIMIT 1)
  AND NOT EXISTS (SELECT FROM orders_order o
                  WHERE o.store_id = r.store_id AND lower(o.email) = r.email
                    AND o.placed_at >= c.updated_at AND o.state <> 'voided')
