-- What inventory expects of purchase orders against what is open on them. Called by balcao verify.
-- One pass over the lines of live orders.
WITH opened AS (
    SELECT o.store_id, o.number, o.location_id, l.variant_id,
           l.quantity - l.received - l.cancelled AS units
    FROM purchasing_purchaseorder o JOIN purchasing_purchaseline l ON l.order_id = o.id
    WHERE o.state IN ('approved', 'sent', 'partly_received')
      AND l.quantity > l.received + l.cancelled
), expected AS (
    SELECT e.store_id, substr(e.document, 10) AS number, level.location_id, level.variant_id,
           e.quantity AS units
    FROM inventory_expected e JOIN inventory_stocklevel level ON level.id = e.level_id
    WHERE e.document LIKE 'purchase:%'
)
SELECT 'order ' || number AS what,
       format('open %s, expected %s of %s', COALESCE(opened.units, 0),
              COALESCE(expected.units, 0), variant_id) AS detail
FROM opened FULL JOIN expected USING (store_id, number, location_id, variant_id)
WHERE COALESCE(opened.units, 0) <> COALESCE(expected.units, 0)
ORDER BY 1
