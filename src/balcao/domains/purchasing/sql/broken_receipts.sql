-- Receipts that are not in the ledger exactly once, unit by unit; reversed ones add up to nothing.
-- Called by balcao verify. One pass over receipts and their movements, index movement_document_idx.
WITH said AS (
    SELECT rc.store_id, rc.number, rc.location_id, l.variant_id,
           CASE WHEN rc.reversed_at IS NULL THEN l.accepted ELSE 0 END AS good,
           CASE WHEN rc.reversed_at IS NULL THEN l.damaged ELSE 0 END AS damaged
    FROM purchasing_receipt rc JOIN purchasing_receiptline l ON l.receipt_id = rc.id
), posted AS (
    SELECT m.store_id, substr(m.document, 9) AS number, m.location_id, m.variant_id,
           sum(m.quantity) AS good, sum(m.damaged) AS damaged
    FROM inventory_stockmovement m WHERE m.document LIKE 'receipt:RC-%'
    GROUP BY 1, 2, 3, 4
)
SELECT 'receipt ' || number AS what,
       format('receipt %s+%s, ledger %s+%s of %s', COALESCE(said.good, 0),
              COALESCE(said.damaged, 0), COALESCE(posted.good, 0), COALESCE(posted.damaged, 0),
              variant_id) AS detail
FROM said FULL JOIN posted USING (store_id, number, location_id, variant_id)
WHERE COALESCE(said.good, 0) <> COALESCE(posted.good, 0)
   OR COALESCE(said.damaged, 0) <> COALESCE(posted.damaged, 0)
ORDER BY 1
