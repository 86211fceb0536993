-- Whether anybody waits for one of these variants or for a kit with them in it. Called by waits_for
-- after each change of stock. Budget 1 ms for the variants of an order, index notice_open_idx.
SELECT 1 AS one
FROM replenishment_stocknotice n
WHERE n.store_id = %(store_id)s AND n.told_at IS NULL AND n.ended_at IS NULL
  AND (n.variant_id = ANY (%(variants)s::uuid[])
       OR n.variant_id IN (SELECT kit.kit_id FROM inventory_kitcomponent kit
                           WHERE kit.store_id = %(store_id)s
                             AND kit.component_id = ANY (%(variants)s::uuid[])))
LIMIT 1
