-- Hold every promotion, code and account that a set of orders takes from, each table in the order of
-- its keys, so that two sets never wait for each other in a circle. Called by
-- checkout_place_orders after the stock levels, when an order of the set takes anything. Budget
-- 0.1 ms.
CREATE OR REPLACE FUNCTION checkout_hold_takes(p_orders jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM promotions_promotion p
    WHERE p.id = ANY (ARRAY(
        SELECT (t ->> 'promotion_id')::uuid FROM jsonb_array_elements(p_orders) AS o(doc)
        CROSS JOIN jsonb_array_elements(o.doc -> 'takes') AS t))
    ORDER BY p.id FOR UPDATE;
    PERFORM 1 FROM promotions_code c
    WHERE c.id = ANY (ARRAY(
        SELECT (t ->> 'code_id')::bigint FROM jsonb_array_elements(p_orders) AS o(doc)
        CROSS JOIN jsonb_array_elements(o.doc -> 'takes') AS t))
    ORDER BY c.id FOR UPDATE;
    PERFORM 1 FROM wallet_account a
    WHERE a.id = ANY (ARRAY(
        SELECT (t ->> 'account_id')::uuid FROM jsonb_array_elements(p_orders) AS o(doc)
        CROSS JOIN jsonb_array_elements(o.doc -> 'credits') AS t))
    ORDER BY a.id FOR UPDATE;
END $$;
