-- Take what an order is paid with from gift cards, store credit and points, or raise BA001 and take
-- nothing. Called by checkout_place_orders within a block of its own; its caller holds the accounts
-- of the whole set, locked in the order of their keys. Budget 0.1 ms an account.
-- p_credits: [{"account_id", "units", "worth_minor"}]; units are minor units, or points. A balance
-- is asked and lowered in one statement; its CHECK stands behind it.
CREATE OR REPLACE FUNCTION wallet_take(
    p_store integer, p_order uuid, p_shopper text, p_currency text, p_credits jsonb,
    p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    t record; has record;
BEGIN
    FOR t IN
        SELECT * FROM jsonb_to_recordset(p_credits)
            AS x(account_id uuid, units bigint, worth_minor bigint)
        ORDER BY x.account_id
    LOOP
        UPDATE wallet_account a SET balance = a.balance - t.units, turn = a.turn + 1
        WHERE a.id = t.account_id AND a.store_id = p_store AND t.units > 0
          AND a.balance >= t.units AND a.disabled_at IS NULL
          AND (a.expires_at IS NULL OR a.expires_at > p_now)
          AND (a.kind = 'points' OR (a.currency = p_currency AND t.units = t.worth_minor))
          AND (a.kind = 'gift_card' OR a.owner = p_shopper)
        RETURNING a.turn, a.balance INTO has;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'credit_gone' USING ERRCODE = 'BA001',
                DETAIL = jsonb_build_object('account_id', t.account_id);
        END IF;
        INSERT INTO wallet_entry
            (store_id, account_id, turn, at, kind, amount, balance, worth_minor, order_id, actor,
             note)
        VALUES (p_store, t.account_id, has.turn, p_now, 'spent', -t.units, has.balance,
                t.worth_minor, p_order, '', '');
    END LOOP;
END $$;
