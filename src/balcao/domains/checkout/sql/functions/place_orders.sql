-- Accept a set of orders in one round trip: claim their keys, take their carts, price their lines,
-- set their stock aside and write them with payment, timeline and event.
-- Called by checkout.operations.place_orders. Budget 1 ms of database for one order of three lines,
-- 0.2 ms an order in sets of 16. Rows are locked in the order key, cart, stock level, each by its
-- primary key, so that two sets never wait for each other in a circle.
-- An order that cannot be had is answered with its reason and leaves nothing behind; the others of
-- the set are not touched by it. An order with hold_until waits for an outside payment: its units
-- are reserved until then instead of allocated. A kit is taken apart: its components are set aside.
-- What is sold before it is there gets a date (inventory_promised_at). An order names its channel,
-- and may name the places to take from: "places" in order, of which the first "enough" were chosen.
-- An order that was priced by rules ("priced") brings its unit prices (by price lists, reckoned here
-- and never sent by a shopper), discounts and taxes along,
-- and what it takes from promotions and accounts; the number of the rules, the base prices and the
-- price of shipping are compared, and an order that was priced by older ones is answered "stale".
-- A quote ("fixed") keeps its own prices whatever the rules say; its draft becomes one order.
-- Answers per order: nr, status (placed, held, replay, key_reused, retry, cart_missing,
-- cart_ordered, cart_changed, empty, not_for_sale, out_of_stock, not_shippable, total_changed, stale, promotion_gone, credit_gone,
-- draft_gone, draft_ordered, draft_changed, quote_over), detail.
CREATE OR REPLACE FUNCTION checkout_place_orders(p_orders jsonb)
RETURNS TABLE (nr integer, status text, detail jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    n integer := jsonb_array_length(p_orders);
    st text[] := array_fill(NULL::text, ARRAY[n]);
    det jsonb[] := array_fill(NULL::jsonb, ARRAY[n]);
    claimed uuid[];
    c_nr integer[]; c_said jsonb[];  -- the same, by number of the order, with the answers stored
    carts uuid[];
    wanted uuid[];
    lvl_id bigint[];
    lvl_variant uuid[];
    lvl_place bigint[];
    lvl_left integer[];   -- what may still be sold of a level
    lvl_back integer[];   -- how much of that is not there yet
    lvl_kept jsonb[];     -- units kept back, by channel
    -- what has been set aside, one entry per line and level
    t_nr integer[] := '{}'; t_line smallint[] := '{}'; t_idx integer[] := '{}'; t_qty integer[] := '{}';
    -- accepted lines
    a_nr integer[] := '{}'; a_line smallint[] := '{}'; a_variant uuid[] := '{}'; a_sku text[] := '{}';
    a_title text[] := '{}'; a_options text[] := '{}'; a_image text[] := '{}';
    a_qty integer[] := '{}'; a_unit bigint[] := '{}'; a_each integer[] := '{}';
    a_due timestamptz[] := '{}';
    -- accepted orders
    a_gift boolean[] := '{}';
    o_nr integer[] := '{}'; o_sum bigint[] := '{}'; o_ship bigint[] := '{}'; o_rate text[] := '{}';
    this integer := 0;
    subtotal bigint; shipping bigint; total bigint; why text; said text; wants integer; due timestamptz; i integer; last integer;
    lines_before integer := 0; takes_before integer := 0; parts integer; line smallint;
    ord integer[]; taken integer[];
    r record;
BEGIN
    -- 1. One key, one effect. A key that is being used at this moment is waited for here.
    WITH asked AS (
        SELECT o.* FROM jsonb_to_recordset(p_orders) AS o(
            nr integer, id uuid, store_id integer, scope text, key text, hash text, token text,
            currency text, expected_total bigint, credit_minor bigint, priced boolean,
            hold_until timestamptz, now timestamptz)
        ORDER BY o.store_id, o.scope, o.key
    ), won AS (
        INSERT INTO plumbing_idempotencykey
            (store_id, scope, key, request_hash, response, status, created_at)
        SELECT store_id, scope, key, hash,
               jsonb_build_object(
                   'id', id, 'number', 'B-' || nextval('orders_number'), 'token', token,
                   'state', CASE WHEN hold_until IS NOT NULL THEN 'pending'
                                 WHEN priced AND credit_minor = expected_total THEN 'paid'
                                 ELSE 'placed' END,
                   'total_minor', expected_total, 'currency', currency),
               201, now
        FROM asked
        ON CONFLICT DO NOTHING
        RETURNING response
    )
    SELECT array_agg(a.id), array_agg(a.nr), array_agg(won.response) INTO claimed, c_nr, c_said
    FROM won JOIN asked a ON a.id = (won.response ->> 'id')::uuid;
    claimed := COALESCE(claimed, '{}');

    -- 2. One cart, one order. The version says that the shopper saw what is being bought.
    SELECT array_agg(DISTINCT o.cart_id) INTO carts
    FROM jsonb_to_recordset(p_orders) AS o(id uuid, cart_id uuid)
    WHERE o.cart_id IS NOT NULL AND o.id = ANY (claimed);
    IF carts IS NOT NULL THEN
        PERFORM 1 FROM cart_cart WHERE id = ANY (carts) ORDER BY id FOR UPDATE;
        FOR r IN
            SELECT o.nr, o.cart_version, c.state, c.version, c.id AS found,
                   row_number() OVER (PARTITION BY o.cart_id ORDER BY o.nr) AS turn
            FROM jsonb_to_recordset(p_orders)
                 AS o(nr integer, id uuid, cart_id uuid, cart_version integer)
            LEFT JOIN cart_cart c ON c.id = o.cart_id
            WHERE o.cart_id IS NOT NULL AND o.id = ANY (claimed)
        LOOP
            IF r.found IS NULL THEN
                st[r.nr] := 'cart_missing';
            ELSIF r.state <> 'open' THEN
                st[r.nr] := 'cart_ordered';
            ELSIF r.turn > 1 THEN
                st[r.nr] := 'retry';
            ELSIF r.version <> r.cart_version THEN
                st[r.nr] := 'cart_changed';
                det[r.nr] := jsonb_build_object('version', r.version);
            END IF;
        END LOOP;
    END IF;

    IF p_orders @? '$[*].draft_id' THEN
        FOR r IN SELECT * FROM checkout_hold_drafts(p_orders, claimed) LOOP st[r.nr] := r.status; END LOOP;
    END IF;

    -- 3. Hold the stock of all lines of all orders that are still alive, in primary key order.
    -- An array, not a subquery: it is what makes the planner look levels up instead of reading all.
    wanted := ARRAY(
        SELECT DISTINCT COALESCE(kit.component_id, (line ->> 'variant_id')::uuid)
        FROM jsonb_array_elements(p_orders) AS o(doc)
        CROSS JOIN jsonb_array_elements(o.doc -> 'lines') AS line
        LEFT JOIN inventory_kitcomponent kit ON kit.kit_id = (line ->> 'variant_id')::uuid
        WHERE (o.doc ->> 'id')::uuid = ANY (claimed) AND st[(o.doc ->> 'nr')::integer] IS NULL);
    WITH held AS MATERIALIZED (
        SELECT s.id, s.variant_id, s.location_id, s.backorder_limit,
               s.on_hand - s.reserved - s.allocated - s.safety_stock + s.backorder_limit
                   AS left_over
        FROM inventory_stocklevel s
        WHERE s.variant_id = ANY (wanted)
        ORDER BY s.id
        FOR UPDATE OF s
    )
    SELECT array_agg(h.id ORDER BY h.variant_id, l.priority, l.id),
           array_agg(h.variant_id ORDER BY h.variant_id, l.priority, l.id),
           array_agg(l.id ORDER BY h.variant_id, l.priority, l.id),
           array_agg(h.left_over ORDER BY h.variant_id, l.priority, l.id),
           array_agg(h.backorder_limit ORDER BY h.variant_id, l.priority, l.id),
           array_agg(kept.units ORDER BY h.variant_id, l.priority, l.id)
    INTO lvl_id, lvl_variant, lvl_place, lvl_left, lvl_back, lvl_kept
    FROM held h
    JOIN inventory_location l ON l.id = h.location_id AND l.is_active AND l.sells
    LEFT JOIN LATERAL (
        -- a buffer of the variant comes last and stands instead of the location's
        SELECT jsonb_object_agg(b.channel, b.units ORDER BY b.variant_id NULLS FIRST) AS units
        FROM inventory_channelbuffer b
        WHERE b.location_id = l.id AND (b.variant_id IS NULL OR b.variant_id = h.variant_id)
    ) kept ON true;

    -- Promotions, codes and accounts of the whole set, each in the order of its keys.
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(p_orders) AS o(doc) WHERE o.doc ? 'takes') THEN
        PERFORM checkout_hold_takes(p_orders);
    END IF;

    -- 4. In order of arrival: price the lines, take the stock, compare the total.
    FOR r IN
        WITH asked AS MATERIALIZED (
            SELECT o.*, rate.price AS ship_minor, rate.name AS rate_name, rate.free_from,
                   -- looked up once an order, not once a line
                   o.rules IS DISTINCT FROM COALESCE(
                       (SELECT rev.number FROM pricing_revision rev
                        WHERE rev.store_id = o.store_id), 0) AS is_behind
            FROM jsonb_to_recordset(p_orders) AS o(
                nr integer, id uuid, store_id integer, currency text, locale text,
                rate_code text, country text, expected_total bigint, channel text,
                places bigint[], enough integer, now timestamptz, lines jsonb, priced boolean,
                rules bigint, shipping_minor bigint, discount_minor bigint, exemption_minor bigint,
                tax_minor bigint, takes jsonb, credits jsonb, shopper text, fixed boolean,
                credit_minor bigint, expected_credit bigint, method text)
            LEFT JOIN LATERAL (
                SELECT sr.amount_minor AS price, sr.name, sr.free_from_minor AS free_from
                FROM shipping_rate sr JOIN shipping_zone z ON z.id = sr.zone_id
                WHERE sr.store_id = o.store_id AND sr.code = o.rate_code AND sr.is_active
                  AND sr.currency = o.currency AND o.country = ANY (z.countries)
                ORDER BY sr.position, sr.id LIMIT 1
            ) rate ON true
            WHERE o.id = ANY (claimed) AND st[o.nr] IS NULL
        ), spans AS MATERIALIZED (
            SELECT s.variant_id, min(s.idx)::integer AS first, max(s.idx)::integer AS last
            FROM unnest(lvl_variant) WITH ORDINALITY AS s(variant_id, idx)
            GROUP BY s.variant_id
        )
        SELECT a.nr, a.ship_minor, COALESCE(a.method, a.rate_name) AS rate_name, a.free_from, a.expected_total, a.channel, a.places,
               a.enough, a.now, a.id, a.store_id, a.currency, a.shopper, a.takes, a.credits,
               a.priced, a.shipping_minor, a.credit_minor, a.expected_credit,
               COALESCE(a.discount_minor, 0) + COALESCE(a.exemption_minor, 0) AS off,
               COALESCE(a.tax_minor, 0) AS tax,
               a.fixed IS NOT TRUE AND (a.is_behind OR a.priced AND p.status = 'active'
                   AND (l.doc ->> 'base_minor')::bigint
                       IS DISTINCT FROM price.amount_minor) AS is_stale, a.fixed,
               COALESCE((l.doc ->> 'is_gift')::boolean, false) AS is_gift,
               l.line_no::smallint AS line_no, (l.doc ->> 'variant_id')::uuid AS variant_id,
               (l.doc ->> 'quantity')::integer AS quantity,
               count(*) OVER (PARTITION BY a.nr) AS parts_in_order,
               COALESCE(kit.quantity, 1)::integer AS each, policy.releases_at, policy.lead_days,
               v.sku, p.status AS product_status,
               CASE WHEN a.priced THEN (l.doc ->> 'unit_minor')::bigint
                    ELSE price.amount_minor END AS unit,
               COALESCE(p.translations -> a.locale ->> 'title', p.title) AS title,
               COALESCE(p.translations -> a.locale -> 'terms', '{}') AS terms, v.option_values,
               COALESCE(NULLIF(v.image, ''),
                        (SELECT m.src FROM catalog_media m WHERE m.product_id = p.id
                         ORDER BY m.position LIMIT 1), '') AS image,
               spans.first, spans.last
        FROM asked a
        CROSS JOIN LATERAL jsonb_array_elements(a.lines) WITH ORDINALITY AS l(doc, line_no)
        LEFT JOIN catalog_variant v
               ON v.id = (l.doc ->> 'variant_id')::uuid AND v.store_id = a.store_id
        LEFT JOIN catalog_product p ON p.id = v.product_id
        LEFT JOIN pricing_price price
               ON price.variant_id = v.id AND price.currency = a.currency
              AND price.store_id = a.store_id
        LEFT JOIN inventory_kitcomponent kit ON kit.kit_id = v.id
        LEFT JOIN inventory_sellingpolicy policy
               ON policy.variant_id = COALESCE(kit.component_id, v.id)
        LEFT JOIN spans ON spans.variant_id = COALESCE(kit.component_id, v.id)
        ORDER BY a.nr, l.line_no, kit.component_id
    LOOP
        IF r.nr <> this THEN
            this := r.nr; subtotal := 0; parts := 0; line := 0;
            lines_before := cardinality(a_nr); takes_before := cardinality(t_nr);
        END IF;
        CONTINUE WHEN st[this] IS NOT NULL;

        wants := r.quantity * r.each; due := r.releases_at; taken := NULL; ord := NULL;
        IF r.is_stale THEN
            st[this] := 'stale';
        ELSIF r.unit IS NULL OR r.product_status IS DISTINCT FROM 'active' THEN
            st[this] := 'not_for_sale';
            det[this] := jsonb_build_object('line', r.line_no, 'variant_id', r.variant_id);
        ELSIF r.first = r.last THEN
            ord := ARRAY[r.first];
            IF lvl_left[r.first] - COALESCE((lvl_kept[r.first] ->> r.channel)::integer, 0)
               >= wants THEN
                taken := ARRAY[wants];
            END IF;
        ELSIF r.first IS NOT NULL THEN
            ord := ARRAY(
                SELECT x FROM generate_series(r.first, r.last) AS x
                ORDER BY array_position(r.places, lvl_place[x]) NULLS LAST, x);
            taken := checkout_pick(
                ARRAY(SELECT lvl_left[x] - lvl_back[x]
                             - COALESCE((lvl_kept[x] ->> r.channel)::integer, 0)
                      FROM unnest(ord) WITH ORDINALITY AS u(x, n) ORDER BY n),
                ARRAY(SELECT lvl_left[x] - COALESCE((lvl_kept[x] ->> r.channel)::integer, 0)
                      FROM unnest(ord) WITH ORDINALITY AS u(x, n) ORDER BY n),
                COALESCE((SELECT count(*)::integer FROM unnest(ord) AS x
                          WHERE array_position(r.places, lvl_place[x]) <= r.enough),
                         cardinality(ord)),
                wants);
        END IF;
        IF st[this] IS NULL AND taken IS NULL THEN
            st[this] := 'out_of_stock';
            det[this] := jsonb_build_object(
                'line', r.line_no, 'variant_id', r.variant_id, 'sku', r.sku, 'wanted', r.quantity,
                'left', COALESCE((
                    SELECT sum(greatest(0, lvl_left[x] - COALESCE(
                               (lvl_kept[x] ->> r.channel)::integer, 0)))
                    FROM unnest(ord) AS x), 0) / r.each);
        END IF;

        IF st[this] IS NULL THEN
            FOR n IN 1 .. cardinality(ord) LOOP
                CONTINUE WHEN taken[n] = 0;
                i := ord[n];
                lvl_left[i] := lvl_left[i] - taken[n];
                t_nr := t_nr || this; t_line := t_line || r.line_no;
                t_idx := t_idx || i; t_qty := t_qty || taken[n];
                IF lvl_left[i] < lvl_back[i] THEN
                    due := greatest(due, inventory_promised_at(
                        lvl_id[i], lvl_back[i] - lvl_left[i], r.lead_days, r.now));
                END IF;
            END LOOP;
            IF due <= r.now THEN
                due := NULL;
            END IF;
            parts := parts + 1;
            IF r.line_no = line THEN  -- one more component of the same kit
                last := cardinality(a_nr);
                a_each[last] := a_each[last] + r.each;
                a_due[last] := greatest(a_due[last], due);
            ELSE
                line := r.line_no;
                subtotal := subtotal + r.unit * r.quantity;
                a_nr := a_nr || this; a_line := a_line || r.line_no;
                a_variant := a_variant || r.variant_id;
                a_sku := a_sku || r.sku::text; a_title := a_title || left(r.title, 255);
                a_options := a_options || COALESCE((
                    SELECT left(string_agg(COALESCE(r.terms ->> w.value, w.value), ' / '
                                           ORDER BY w.pos), 300)
                    FROM unnest(r.option_values) WITH ORDINALITY AS w(value, pos)
                    WHERE w.value <> 'Default Title'), '');
                a_image := a_image || r.image::text; a_qty := a_qty || r.quantity;
                a_unit := a_unit || r.unit; a_each := a_each || r.each; a_due := a_due || due;
                a_gift := a_gift || r.is_gift;
            END IF;
            IF parts = r.parts_in_order THEN
                shipping := CASE WHEN r.fixed THEN r.shipping_minor
                                 WHEN subtotal >= r.free_from THEN 0 ELSE r.ship_minor END;
                total := subtotal - r.off + shipping + r.tax;
                IF shipping IS NULL THEN
                    st[this] := 'not_shippable';
                ELSIF r.priced AND shipping <> r.shipping_minor THEN
                    st[this] := 'stale';
                ELSIF total <> r.expected_total THEN
                    st[this] := 'total_changed';
                    det[this] := jsonb_build_object(
                        'expected_minor', r.expected_total, 'total_minor', total);
                ELSIF r.credit_minor <> r.expected_credit THEN
                    st[this] := 'credit_gone';
                    det[this] := jsonb_build_object(
                        'expected_minor', r.expected_credit, 'credit_minor', r.credit_minor);
                ELSIF r.takes IS NOT NULL THEN
                    BEGIN
                        PERFORM promotions_take(
                            r.store_id, r.id, r.shopper, r.takes, r.now);
                        PERFORM wallet_take(
                            r.store_id, r.id, r.shopper, r.currency, r.credits, r.now);
                    EXCEPTION WHEN SQLSTATE 'BA001' THEN
                        GET STACKED DIAGNOSTICS why = MESSAGE_TEXT, said = PG_EXCEPTION_DETAIL;
                        st[this] := why;
                        det[this] := said::jsonb;
                    END;
                END IF;
                IF st[this] IS NULL THEN
                    o_nr := o_nr || this; o_sum := o_sum || subtotal;
                    o_ship := o_ship || shipping; o_rate := o_rate || r.rate_name::text;
                END IF;
            END IF;
        END IF;

        IF st[this] IS NOT NULL THEN
            FOR n IN takes_before + 1 .. cardinality(t_nr) LOOP
                lvl_left[t_idx[n]] := lvl_left[t_idx[n]] + t_qty[n];
            END LOOP;
            t_nr := t_nr[1:takes_before]; t_line := t_line[1:takes_before];
            t_idx := t_idx[1:takes_before]; t_qty := t_qty[1:takes_before];
            a_nr := a_nr[1:lines_before]; a_line := a_line[1:lines_before];
            a_variant := a_variant[1:lines_before]; a_sku := a_sku[1:lines_before];
            a_title := a_title[1:lines_before]; a_options := a_options[1:lines_before];
            a_image := a_image[1:lines_before]; a_qty := a_qty[1:lines_before];
            a_unit := a_unit[1:lines_before]; a_each := a_each[1:lines_before];
            a_due := a_due[1:lines_before]; a_gift := a_gift[1:lines_before];
        END IF;
    END LOOP;

    -- 5. Write what was accepted.
    IF cardinality(o_nr) > 0 THEN
        UPDATE inventory_stocklevel s
        SET allocated = s.allocated + g.firm, reserved = s.reserved + g.held
        FROM (
            SELECT lvl_id[t.idx] AS id,
                   COALESCE(sum(t.qty) FILTER (WHERE o.hold_until IS NULL), 0) AS firm,
                   COALESCE(sum(t.qty) FILTER (WHERE o.hold_until IS NOT NULL), 0) AS held
            FROM unnest(t_nr, t_idx, t_qty) AS t(nr, idx, qty)
            JOIN jsonb_to_recordset(p_orders) AS o(nr integer, hold_until timestamptz) ON o.nr = t.nr
            GROUP BY lvl_id[t.idx]
        ) g
        WHERE s.id = g.id;

        PERFORM checkout_write_orders(
            p_orders, c_nr, c_said, o_nr, o_sum, o_ship, o_rate,
            a_nr, a_line, a_variant, a_sku, a_title, a_options, a_image, a_qty, a_unit, a_each,
            a_due, a_gift, t_nr, t_line, t_qty,
            ARRAY(SELECT lvl_id[x] FROM unnest(t_idx) WITH ORDINALITY AS u(x, n) ORDER BY n));

        IF carts IS NOT NULL THEN
            UPDATE cart_cart c SET state = 'ordered', updated_at = o.now
            FROM jsonb_to_recordset(p_orders) AS o(nr integer, cart_id uuid, now timestamptz)
            WHERE o.nr = ANY (o_nr) AND c.id = o.cart_id;
        END IF;
        FOR n IN 1 .. cardinality(c_nr) LOOP
            CONTINUE WHEN c_nr[n] <> ALL (o_nr);
            st[c_nr[n]] := CASE c_said[n] ->> 'state' WHEN 'pending' THEN 'held' ELSE 'placed' END;
            det[c_nr[n]] := c_said[n];
        END LOOP;
    END IF;

    -- 6. A refused order frees its key; whoever lost the race for a key is told what it led to.
    IF cardinality(o_nr) < cardinality(claimed) THEN
        DELETE FROM plumbing_idempotencykey k
        USING jsonb_to_recordset(p_orders)
              AS o(nr integer, id uuid, store_id integer, scope text, key text)
        WHERE o.id = ANY (claimed) AND o.nr <> ALL (o_nr)
          AND k.store_id = o.store_id AND k.scope = o.scope AND k.key = o.key;
    END IF;

    IF cardinality(claimed) < n THEN
        FOR r IN
            SELECT o.nr, o.hash, k.request_hash, k.response
            FROM jsonb_to_recordset(p_orders) AS o(
                nr integer, id uuid, store_id integer, scope text, key text, hash text)
            LEFT JOIN plumbing_idempotencykey k
                   ON k.store_id = o.store_id AND k.scope = o.scope AND k.key = o.key
            WHERE o.id <> ALL (claimed)
        LOOP
            st[r.nr] := CASE WHEN r.request_hash IS NULL THEN 'retry'
                             WHEN r.request_hash = r.hash THEN 'replay'
                             ELSE 'key_reused' END;
            det[r.nr] := r.response;
        END LOOP;
    END IF;

    RETURN QUERY
    SELECT answer.nr::integer, COALESCE(answer.status, 'empty'), answer.detail
    FROM unnest(st, det) WITH ORDINALITY AS answer(status, detail, nr);
END $$;
