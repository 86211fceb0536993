-- How often rules about prices have changed in a store. Called by whoever shows or
-- places a price.
-- Budget 0.1 ms, primary key.
SELECT number FROM pricing_revision WHERE store_id = %(store_id)s
