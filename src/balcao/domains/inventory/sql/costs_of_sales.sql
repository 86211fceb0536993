-- What the goods of some documents cost, as the ledger wrote it when they were shipped. Called by
-- inventory.queries.costs for each part of a back-test. Budget 150 ms for 2,000 documents, index
-- movement_document_idx.
SELECT m.document, -sum(m.value_minor)::bigint AS cost_minor
FROM inventory_stockmovement m
WHERE m.document = ANY (%(documents)s) AND m.store_id = %(store_id)s AND m.at >= %(since)s
  AND m.account = 'cost_of_goods_sold'
GROUP BY 1
