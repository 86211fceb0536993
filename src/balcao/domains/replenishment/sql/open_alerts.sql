-- Write what was found: new alerts are opened, open ones are brought up to date. Called by
-- refresh_alerts and recheck_stock. Rows are taken in the order of their key.
INSERT INTO replenishment_alert
    (store_id, kind, variant_id, location_id, lot, at_stake_minor, facts, opened_at, seen_at)
SELECT %(store_id)s, f.kind, f.variant_id, f.location_id, f.lot, f.at_stake, f.facts, %(now)s,
       %(now)s
FROM jsonb_to_recordset(%(found)s::jsonb) AS f(
    kind text, variant_id uuid, location_id bigint, lot text, at_stake bigint, facts jsonb)
ORDER BY f.variant_id, f.kind, f.location_id, f.lot
ON CONFLICT (variant_id, kind, location_id, lot, store_id) WHERE closed_at IS NULL
DO UPDATE SET at_stake_minor = excluded.at_stake_minor, facts = excluded.facts,
              seen_at = excluded.seen_at
