-- Keeps a form as it was left, unless the same page has sent something newer already.
-- Called by checkout.operations.keep_typed. Budget 1 ms: one row by its key.
INSERT INTO checkout_checkoutdetails
    (cart_id, store_id, email, rate_code, provider, typed, updated_at)
VALUES (%(cart_id)s, %(store_id)s, '', '', '', %(typed)s::jsonb, %(now)s)
ON CONFLICT (cart_id) DO UPDATE SET typed = EXCLUDED.typed, updated_at = EXCLUDED.updated_at
WHERE checkout_checkoutdetails.typed ->> '_page' IS DISTINCT FROM EXCLUDED.typed ->> '_page'
   OR (checkout_checkoutdetails.typed ->> '_nr')::bigint <= (EXCLUDED.typed ->> '_nr')::bigint
