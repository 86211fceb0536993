-- Open alerts of one kind or all, those with most at stake first. Called by the alerts board and the
-- API. Budget 10 ms for 50, indexes alert_open_idx and
-- notice_open_idx.
SELECT a.id, a.kind, a.variant_id, v.product_id, v.sku, p.title, a.location_id,
       COALESCE(place.name, '') AS location, a.lot, a.at_stake_minor, a.facts, a.opened_at,
       a.snoozed_until,
       CASE WHEN a.kind = 'sold_out' THEN (
           SELECT count(*) FROM replenishment_stocknotice n
           WHERE n.store_id = a.store_id AND n.variant_id = a.variant_id
             AND n.told_at IS NULL AND n.ended_at IS NULL) ELSE 0 END::int AS waiting
FROM replenishment_alert a
JOIN catalog_variant v ON v.id = a.variant_id
JOIN catalog_product p ON p.id = v.product_id
LEFT JOIN inventory_location place ON place.id = a.location_id
WHERE a.store_id = %(store_id)s AND a.closed_at IS NULL
  AND (%(kind)s = '' OR a.kind = %(kind)s)
  AND (%(place)s = 0 OR a.location_id = %(place)s)
  AND (a.snoozed_until IS NULL OR a.snoozed_until <= %(now)s) <> %(snoozed)s
  AND (a.at_stake_minor, a.id) < (%(at_stake)s, %(id)s)
ORDER BY a.at_stake_minor DESC, a.id DESC
LIMIT %(limit)s
