-- Writes journals once for each source and returns how many were new. Called by every posting of
-- domains/ledger. Budget 2 ms for one journal of six entries.
--
-- p_journals: [{id, source, kind, at, day, order_id, document, memo, actor,
--               entries: [{account, type, currency, amount}]}]
-- The row of the books is held (shared) until commit: closing a month waits for whoever writes, and
-- whoever writes after it sees the month closed. What belongs to a closed month is booked on the
-- first day that is open.
CREATE OR REPLACE FUNCTION ledger_write(p_store integer, p_journals jsonb) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    journal jsonb;
    closed date;
    booked date;
    new_id uuid;
    written integer := 0;
BEGIN
    SELECT closed_through INTO closed FROM ledger_books WHERE store_id = p_store FOR SHARE;
    IF NOT FOUND THEN
        INSERT INTO ledger_books (store_id, since)
        SELECT p_store, max((j->>'at')::timestamptz) FROM jsonb_array_elements(p_journals) j
        ON CONFLICT DO NOTHING;
        SELECT closed_through INTO closed FROM ledger_books WHERE store_id = p_store FOR SHARE;
    END IF;

    INSERT INTO ledger_account (store_id, code, currency, type)
    SELECT DISTINCT p_store, e->>'account', e->>'currency', e->>'type'
    FROM jsonb_array_elements(p_journals) j, jsonb_array_elements(j->'entries') e
    WHERE NOT EXISTS (SELECT FROM ledger_account a
                      WHERE a.store_id = p_store AND a.code = e->>'account'
                        AND a.currency = e->>'currency')
    ORDER BY 2, 3
    ON CONFLICT DO NOTHING;

    FOR journal IN
        SELECT j FROM jsonb_array_elements(p_journals) j ORDER BY j->>'source'
    LOOP
        booked := GREATEST((journal->>'day')::date, closed + 1);
        INSERT INTO ledger_journal (id, store_id, day, of_day, at, kind, source, order_id,
                                    document, memo, actor)
        VALUES ((journal->>'id')::uuid, p_store, booked, (journal->>'day')::date,
                (journal->>'at')::timestamptz, journal->>'kind', journal->>'source',
                (journal->>'order_id')::uuid, journal->>'document', journal->>'memo',
                journal->>'actor')
        ON CONFLICT (store_id, source) DO NOTHING
        RETURNING id INTO new_id;
        CONTINUE WHEN new_id IS NULL;
        INSERT INTO ledger_entry (journal_id, line_no, day, store_id, account_id, currency,
                                  amount_minor, order_id)
        SELECT new_id, e.nr, booked, p_store, a.id, a.currency, (e.line->>'amount')::bigint,
               (journal->>'order_id')::uuid
        FROM jsonb_array_elements(journal->'entries') WITH ORDINALITY AS e(line, nr)
        JOIN ledger_account a ON a.store_id = p_store AND a.code = e.line->>'account'
                             AND a.currency = e.line->>'currency';
        written := written + 1;
    END LOOP;
    RETURN written;
END $$;
