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
    a_due timestamptz[], a_gift boolean[], t_nr integer[], t_line smallint[], t_qty integer[], t_level bigint[])
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT o.*, c.said ->> 'number' AS number, acc.subtotal, acc.shipping, acc.rate_name,
               COALESCE(o.discount_minor, 0) AS discount, COALESCE(o.tax_minor, 0) AS tax,
               COALESCE(o.credit_minor, 0) AS credit,
               COALESCE(o.exemption_minor, 0) AS exemption, sum.total,
               -- Nothing is left to pay: there is nothing to wait for.
               o.priced IS TRUE AND o.credit_minor = sum.total AS is_paid
        FROM unnest(o_nr, o_sum, o_ship, o_rate) AS acc(nr, subtotal, shipping, rate_name)
        JOIN jsonb_to_recordset(p_orders) AS o(
            nr integer, id uuid, payment_id uuid, store_id integer,
            cart_id uuid, token text, email text, locale text, address jsonb, currency text,
            provider text, pays_on_delivery boolean, rate_code text,
            hold_until timestamptz, now timestamptz, discount_minor bigint, tax_minor bigint,
            credit_minor bigint, tax_id text, discounts jsonb, taxes jsonb,
            note text, gift_message text,
            exemption_minor bigint, priced boolean, draft_id uuid, story jsonb,
            earliest date, latest date) ON o.nr = acc.nr
        CROSS JOIN LATERAL (
            SELECT acc.subtotal - COALESCE(o.discount_minor, 0) - COALESCE(o.exemption_minor, 0)
                   + acc.shipping + COALESCE(o.tax_minor, 0) AS total
        ) sum
        JOIN unnest(c_nr, c_said) AS c(nr, said) ON c.nr = o.nr
    ), written AS (
        INSERT INTO orders_order
            (id, store_id, number, cart_id, draft_id, token, email, locale, address, currency,
             lines_minor, discount_minor, exemption_minor, shipping_minor, tax_minor,
             total_minor, credit_minor, tax_id, state, provider, pays_on_delivery, rate_code,
             rate_name, hold_until, placed_at, paid_at, version, earliest, latest)
        SELECT id, store_id, number, cart_id, draft_id, token, email, locale, address, currency,
               subtotal, discount, exemption, shipping, tax, total, credit, COALESCE(tax_id, ''),
               CASE WHEN is_paid THEN 'paid' WHEN hold_until IS NULL THEN 'placed'
                    ELSE 'pending' END,
               provider, pays_on_delivery AND NOT is_paid, rate_code, rate_name, hold_until, now,
               CASE WHEN is_paid THEN now END, 1,
               -- What is sold before it is there cannot be promised for these days.
               CASE WHEN nr <> ALL (late.nrs) THEN earliest END,
               CASE WHEN nr <> ALL (late.nrs) THEN latest END
        FROM asked, (SELECT COALESCE(array_agg(l.nr), '{}') AS nrs
                     FROM unnest(a_nr, a_due) AS l(nr, due) WHERE l.due IS NOT NULL) late
    ), lines AS (
        INSERT INTO orders_orderline
            (store_id, order_id, line_no, variant_id, sku, title, options, image,
             quantity, unit_minor, total_minor, units_each, promised_at, is_gift)
        SELECT a.store_id, a.id, l.line_no, l.variant_id, l.sku, l.title, l.options, l.image,
               l.qty, l.unit, l.qty * l.unit, l.each, l.due, l.gift
        FROM unnest(a_nr, a_line, a_variant, a_sku, a_title, a_options, a_image, a_qty, a_unit,
                    a_each, a_due, a_gift)
             AS l(nr, line_no, variant_id, sku, title, options, image, qty, unit, each, due, gift)
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
        SELECT payment_id, store_id, id, number, provider, currency, total - credit, 0, 0,
               CASE WHEN is_paid THEN 'captured' WHEN hold_until IS NULL THEN 'pending'
                    ELSE 'intent' END,
               'pay:' || payment_id, '', now, now
        FROM asked
    ), off AS (
        INSERT INTO orders_orderdiscount
            (store_id, order_id, line_no, promotion_id, name, code, amount_minor)
        SELECT a.store_id, a.id, d.line_no, d.promotion_id, d.name, d.code, d.amount_minor
        FROM asked a
        CROSS JOIN jsonb_to_recordset(a.discounts) AS d(
            line_no smallint, promotion_id uuid, name text, code text, amount_minor bigint)
    ), taxed AS (
        INSERT INTO orders_taxline
            (store_id, order_id, line_no, jurisdiction, name, rate_ppm, base_minor, amount_minor,
             is_included)
        SELECT a.store_id, a.id, t.line_no, t.jurisdiction, t.name, t.rate_ppm, t.base_minor,
               t.amount_minor, t.is_included
        FROM asked a
        CROSS JOIN jsonb_to_recordset(a.taxes) AS t(
            line_no smallint, jurisdiction text, name text, rate_ppm integer, base_minor bigint,
            amount_minor bigint, is_included boolean)
    ), wrote AS (
        INSERT INTO orders_orderwords (order_id, store_id, note, gift_message)
        SELECT id, store_id, COALESCE(note, ''), COALESCE(gift_message, '')
        FROM asked WHERE note <> '' OR gift_message <> ''
    ), told AS (
        INSERT INTO plumbing_outboxevent (store_id, name, payload, at)
        SELECT store_id, 'orders.placed',
               jsonb_build_object('store_id', store_id, 'at', now, 'order_id', id), now
        FROM asked WHERE hold_until IS NULL
    ), told_paid AS (
        INSERT INTO plumbing_outboxevent (store_id, name, payload, at)
        SELECT store_id, 'orders.paid',
               jsonb_build_object('store_id', store_id, 'at', now, 'order_id', id), now
        FROM asked WHERE is_paid
    ), taken AS (
        UPDATE drafts_draft d SET state = 'ordered', updated_at = a.now
        FROM asked a WHERE d.id = a.draft_id
    ), story AS (
        INSERT INTO orders_timelineentry (store_id, order_id, at, kind, actor, detail)
        SELECT a.store_id, a.id, a.now, s.kind, s.actor, s.detail
        FROM asked a
        CROSS JOIN jsonb_to_recordset(a.story) AS s(kind text, actor text, detail jsonb)
    ), said_paid AS (
        INSERT INTO orders_timelineentry (store_id, order_id, at, kind, actor, detail)
        SELECT store_id, id, now, 'paid', '', '{}' FROM asked WHERE is_paid
    )
    INSERT INTO orders_timelineentry (store_id, order_id, at, kind, actor, detail)
    SELECT store_id, id, now, 'placed', '', '{}' FROM asked WHERE hold_until IS NULL;
END $$;
