-- Take the uses and the money that an order asks of promotions, or raise BA001 and take nothing.
-- Called by checkout_place_orders within a block of its own; its caller holds the rows of all
-- promotions and codes of the set, locked in the order of their keys. Budget 0.1 ms a promotion.
-- p_takes: [{"promotion_id", "code_id", "amount_minor", "day"}]. The limits are asked in the same
-- statement that counts; CHECK constraints and unique slots stand behind them.
CREATE OR REPLACE FUNCTION promotions_take(
    p_store integer, p_order uuid, p_shopper text, p_takes jsonb, p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    t record; own integer; daily integer; turn integer; seat integer;
BEGIN
    FOR t IN
        SELECT * FROM jsonb_to_recordset(p_takes)
            AS x(promotion_id uuid, code_id bigint, amount_minor bigint, day date)
        ORDER BY x.promotion_id
    LOOP
        UPDATE promotions_promotion p
        SET used = p.used + 1, spent_minor = p.spent_minor + t.amount_minor
        WHERE p.id = t.promotion_id AND p.store_id = p_store AND p.status = 'active'
          AND (p.uses_limit IS NULL OR p.used < p.uses_limit)
          AND (p.budget_minor IS NULL OR p.spent_minor + t.amount_minor <= p.budget_minor)
        RETURNING p.per_shopper_limit, p.per_day_limit INTO own, daily;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'promotion_gone' USING ERRCODE = 'BA001',
                DETAIL = jsonb_build_object('promotion_id', t.promotion_id, 'why', 'used_up');
        END IF;

        IF t.code_id IS NOT NULL THEN
            UPDATE promotions_code c SET used = c.used + 1
            WHERE c.id = t.code_id AND c.promotion_id = t.promotion_id AND c.revoked_at IS NULL
              AND (c.expires_at IS NULL OR c.expires_at > p_now)
              AND (c.uses_limit IS NULL OR c.used < c.uses_limit)
              AND NOT EXISTS (SELECT 1 FROM promotions_batch b
                              WHERE b.id = c.batch_id AND b.revoked_at IS NOT NULL);
            IF NOT FOUND THEN
                RAISE EXCEPTION 'promotion_gone' USING ERRCODE = 'BA001',
                    DETAIL = jsonb_build_object('promotion_id', t.promotion_id, 'why', 'code');
            END IF;
        END IF;

        INSERT INTO promotions_day AS d (store_id, promotion_id, day, used)
        VALUES (p_store, t.promotion_id, t.day, 1)
        ON CONFLICT (promotion_id, day) DO UPDATE SET used = d.used + 1
        WHERE daily IS NULL OR d.used < daily
        RETURNING d.used INTO turn;
        IF NOT FOUND OR turn > daily THEN
            RAISE EXCEPTION 'promotion_gone' USING ERRCODE = 'BA001',
                DETAIL = jsonb_build_object('promotion_id', t.promotion_id, 'why', 'today');
        END IF;

        seat := 0;
        IF own IS NOT NULL THEN
            SELECT min(s) INTO seat FROM generate_series(1, own) AS s
            WHERE NOT EXISTS (
                SELECT 1 FROM promotions_use u
                WHERE u.promotion_id = t.promotion_id AND u.shopper = p_shopper AND u.slot = s
                  AND u.given_back_at IS NULL);
            IF seat IS NULL THEN
                RAISE EXCEPTION 'promotion_gone' USING ERRCODE = 'BA001',
                    DETAIL = jsonb_build_object('promotion_id', t.promotion_id, 'why', 'shopper');
            END IF;
        END IF;
        INSERT INTO promotions_use
            (store_id, promotion_id, code_id, order_id, shopper, slot, day, day_slot,
             amount_minor, at)
        VALUES (p_store, t.promotion_id, t.code_id, p_order, p_shopper, seat, t.day, turn,
                t.amount_minor, p_now);
    END LOOP;
END $$;
