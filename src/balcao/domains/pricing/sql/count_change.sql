-- Count a change of the rules about prices in a store. Called by pricing.operations.rules_changed,
-- at the end of its transaction. Budget 0.1 ms, one row.
INSERT INTO pricing_revision (store_id, number) VALUES (%(store_id)s, 1)
ON CONFLICT (store_id) DO UPDATE SET number = pricing_revision.number + 1
