-- Write accepted orders with their lines, what is set aside for them, payment, timeline and event.
-- Called by checkout_place_orders, which holds all locks and has decided everything; nothing is
-- decided here. Budget 0.05 ms an order in sets of 16.
-- By number of the order: c_* are the answers stored with the keys, o_* orders, a_* their lines,
-- t_* what is set aside for the lines.
CREATE OR REPLACE FUNCTION checkout_write_orders(
    p_orders jsonb, c_nr integer[], c_said jsonb[],
    o_nr integer[], o_sum bigint[], o_ship bigint[], o_rate text[],
    a_nr integer[], a_line smallint[], a_variant uuid[], a_sku text[], a_title text[],
    a_options text[], a_image text[], a_qty integer[], a_unit bigint[], a_each integer[],
    a_due timestamptz[], t_nr integer[], t_line smallint[], t_qty integer[], t_level bigint[])
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT o.*, c.said ->> 'number' AS number, acc.subtotal, acc.shipping, acc.rate_name
        FROM unnest(o_nr, o_sum, o_ship, o_rate) AS acc(nr, subtotal, shipping, rate_name)
        JOIN jsonb_to_recordset(p_orders) AS o(
            nr integer, id uuid, payment_id uuid, store_id integer,
            cart_id uuid, token text, email text, locale text, address jsonb, currency text,
            provider text, pays_on_delivery boolean, rate_code text,
            hold_until timestamptz, now timestamptz) ON o.nr = acc.nr
        JOIN unnest(c_nr, c_said) AS c(nr, said) ON c.nr = o.nr
    ), written AS (
        INSERT INTO orders_order
            (id, store_id, number, cart_id, token, email, locale, address, currency,
             lines_minor, discount_minor, shipping_minor, tax_minor, total_minor, state,
             provider, pays_on_delivery, rate_code, rate_name, hold_until, placed_at, version)
        SELECT id, store_id, number, cart_id, token, email, locale, address, currency,
               subtotal, 0, shipping, 0, subtotal + shipping,
               CASE WHEN hold_until IS NULL THEN 'placed' ELSE 'pending' END,
               provider, pays_on_delivery, rate_code, rate_name, hold_until, now, 1
        FROM asked
    ), lines AS (
        INSERT INTO orders_orderline
            (store_id, order_id, line_no, variant_id, sku, title, options, image,
             quantity, unit_minor, total_minor, units_each, promised_at)
        SELECT a.store_id, a.id, l.line_no, l.variant_id, l.sku, l.title, l.options, l.image,
               l.qty, l.unit, l.qty * l.unit, l.each, l.due
        FROM unnest(a_nr, a_line, a_variant, a_sku, a_title, a_options, a_image, a_qty, a_unit,
                    a_each, a_due)
             AS l(nr, line_no, variant_id, sku, title, options, image, qty, unit, each, due)
        JOIN asked a ON a.nr = l.nr
    ), aside AS (
        INSERT INTO inventory_commitment
            (store_id, order_id, line_no, level_id, quantity, state, expires_at)
        SELECT a.store_id, a.id, t.line_no, t.level_id, t.qty,
               CASE WHEN a.hold_until IS NULL THEN 'allocated' ELSE 'reserved' END, a.hold_until
        FROM unnest(t_nr, t_line, t_level, t_qty) AS t(nr, line_no, level_id, qty)
        JOIN asked a ON a.nr = t.nr
    ), paying AS (
        INSERT INTO payments_payment
            (id, store_id, order_id, reference, provider, currency, amount_minor,
             captured_minor, refunded_minor, state, idempotency_key, provider_reference,
             created_at, updated_at)
        SELECT payment_id, store_id, id, number, provider, currency, subtotal + shipping, 0, 0,
               CASE WHEN hold_until IS NULL THEN 'pending' ELSE 'intent' END,
               'pay:' || payment_id, '', now, now
        FROM asked
    ), told AS (
        INSERT INTO plumbing_outboxevent (store_id, name, payload, at)
        SELECT store_id, 'orders.placed',
               jsonb_build_object('store_id', store_id, 'at', now, 'order_id', id), now
        FROM asked WHERE hold_until IS NULL
    )
    INSERT INTO orders_timelineentry (store_id, order_id, at, kind, actor, detail)
    SELECT store_id, id, now, 'placed', '', '{}' FROM asked WHERE hold_until IS NULL;
END $$;
