-- From which of several places so many units are taken; NULL when they do not have so many.
-- Called by checkout_place_orders, for a line that more than one place could serve. Places come in
-- the order of the store's strategy; the first p_enough of them were chosen to serve the whole
-- order. Units that lie there go before units that are still to come, the chosen places before the
-- others, one place that has it all before several that have some.
CREATE OR REPLACE FUNCTION checkout_pick(
    p_firm integer[], p_all integer[], p_enough integer, p_wanted integer)
RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    n integer := cardinality(p_all);
    none integer[] := array_fill(0, ARRAY[n]);
    taken integer[];
    has integer[];
    rest integer; take integer;
BEGIN
    FOR pass IN 1..2 LOOP
        has := CASE pass WHEN 1 THEN p_firm ELSE p_all END;
        FOR reach IN least(p_enough, n) .. n LOOP
            CONTINUE WHEN reach > p_enough AND reach < n;  -- the chosen ones, then all
            FOR i IN 1 .. reach LOOP
                IF has[i] >= p_wanted THEN
                    taken := none;
                    taken[i] := p_wanted;
                    RETURN taken;
                END IF;
            END LOOP;
            taken := none;
            rest := p_wanted;
            FOR layer IN 1 .. pass LOOP  -- what lies there first, then what is to come
                FOR i IN 1 .. reach LOOP
                    take := least(CASE layer WHEN 1 THEN p_firm[i] ELSE has[i] END - taken[i], rest);
                    CONTINUE WHEN take <= 0;
                    taken[i] := taken[i] + take;
                    rest := rest - take;
                END LOOP;
            END LOOP;
            IF rest = 0 THEN
                RETURN taken;
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;
