-- What is known about orders at the moment they were placed. Called by scoring when an order is placed, with one
-- id, and when thresholds are tried, with some hundred. Budget 5 ms for one order; indexes
-- order_shopper_idx, order_listing_idx and those of risk_paymentattempt.
SELECT o.id AS order_id, o.store_id, o.number, o.currency, o.state, lower(o.email) AS email,
       o.address ->> 'country' AS country, o.total_minor, o.placed_at,
       (SELECT count(*)::int FROM orders_order e
        WHERE e.store_id = o.store_id AND lower(e.email) = lower(o.email)
          AND e.placed_at < o.placed_at AND e.state NOT IN ('pending', 'voided')) AS earlier,
       (SELECT count(*)::int FROM orders_order e
        WHERE e.store_id = o.store_id AND lower(e.email) = lower(o.email)
          AND e.placed_at > o.placed_at - interval '1 day' AND e.placed_at <= o.placed_at
          AND e.state <> 'voided') AS mail_today,
       (SELECT count(DISTINCT lower(e.email))::int FROM orders_order e
        WHERE e.store_id = o.store_id
          AND e.placed_at > o.placed_at - interval '1 day' AND e.placed_at <= o.placed_at
          AND e.address ->> 'postal_code' = o.address ->> 'postal_code'
          AND lower(e.address ->> 'line1') = lower(o.address ->> 'line1')) AS mails_at_address,
       EXISTS (SELECT FROM orders_order e
               WHERE e.store_id = o.store_id AND lower(e.email) = lower(o.email)
                 AND e.placed_at < o.placed_at AND e.state NOT IN ('pending', 'voided', 'cancelled')
                 AND e.address ->> 'country' <> o.address ->> 'country') AS has_other_country,
       COALESCE((SELECT max(l.quantity) FROM orders_orderline l
                 WHERE l.order_id = o.id AND NOT l.is_gift), 0) AS most_of_one,
       COALESCE((SELECT count(DISTINCT t.mail)::int FROM risk_paymentattempt t
        WHERE t.network = a.network AND t.network <> '' AND t.store_id = o.store_id
          AND t.at > a.at - interval '1 day' AND t.at <= a.at), 0) AS mails_at_network,
       COALESCE((SELECT count(DISTINCT t.mail)::int FROM risk_paymentattempt t
        WHERE t.device = a.device AND t.device <> '' AND t.store_id = o.store_id
          AND t.at > a.at - interval '1 day' AND t.at <= a.at), 0) AS mails_at_device,
       COALESCE((SELECT count(*)::int FROM risk_paymentattempt t
        WHERE t.network = a.network AND t.network <> '' AND t.store_id = o.store_id
          AND t.outcome = 'declined' AND t.at > a.at - interval '1 day' AND t.at <= a.at), 0)
           AS declines
FROM orders_order o
LEFT JOIN LATERAL (
    SELECT t.network, t.device, t.at FROM risk_paymentattempt t
    WHERE t.order_id = o.id OR t.cart_id = o.cart_id
    ORDER BY t.order_id IS NULL, t.id DESC LIMIT 1) a ON true
WHERE o.id = ANY(%(orders)s::uuid[])
ORDER BY o.placed_at DESC, o.id
