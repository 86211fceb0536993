-- Hold the drafts that a set of orders is made of, in the order of their keys, and say which cannot
-- become an order: gone, ordered already, taken back or changed since it was looked at, or past its
-- time. Called by checkout_place_orders after the carts and before the stock. Budget 0.1 ms.
CREATE OR REPLACE FUNCTION checkout_hold_drafts(p_orders jsonb, p_claimed uuid[])
RETURNS TABLE (nr integer, status text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM 1 FROM drafts_draft d
    WHERE d.id = ANY (ARRAY(
        SELECT o.draft_id FROM jsonb_to_recordset(p_orders) AS o(id uuid, draft_id uuid)
        WHERE o.id = ANY (p_claimed) AND o.draft_id IS NOT NULL))
    ORDER BY d.id FOR UPDATE;
    RETURN QUERY
    SELECT o.nr, CASE WHEN d.id IS NULL THEN 'draft_gone'
                      WHEN d.state = 'ordered' THEN 'draft_ordered'
                      WHEN o.turn > 1 THEN 'retry'
                      WHEN d.state = 'expired' THEN 'quote_over'
                      WHEN d.state <> 'quoted' OR d.version <> o.draft_version THEN 'draft_changed'
                      WHEN d.expires_at <= o.now THEN 'quote_over' END
    FROM (SELECT x.*, row_number() OVER (PARTITION BY x.draft_id ORDER BY x.nr) AS turn
          FROM jsonb_to_recordset(p_orders) AS x(
              nr integer, id uuid, store_id integer, draft_id uuid, draft_version integer,
              now timestamptz)
          WHERE x.id = ANY (p_claimed) AND x.draft_id IS NOT NULL) o
    LEFT JOIN drafts_draft d ON d.id = o.draft_id AND d.store_id = o.store_id;
END $$;
