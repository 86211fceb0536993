-- Keeps what a shopper filled in; what is null stays as it is.
-- Called by checkout.operations.save_details, with the cart held. Budget 1 ms: one row by its key.
INSERT INTO checkout_checkoutdetails AS kept
    (cart_id, store_id, email, address, rate_code, provider, accounts, tax_id, note,
     gift_message, updated_at)
VALUES (%(cart_id)s, %(store_id)s, COALESCE(%(email)s::text, ''), %(address)s::jsonb,
        COALESCE(%(rate_code)s::text, ''), COALESCE(%(provider)s::text, ''),
        COALESCE(%(accounts)s::uuid[], '{}'), COALESCE(%(tax_id)s::text, ''),
        COALESCE(%(note)s::text, ''), COALESCE(%(gift_message)s::text, ''), %(now)s)
ON CONFLICT (cart_id) DO UPDATE SET
    email = COALESCE(%(email)s::text, kept.email),
    address = COALESCE(%(address)s::jsonb, kept.address),
    rate_code = COALESCE(%(rate_code)s::text, kept.rate_code),
    provider = COALESCE(%(provider)s::text, kept.provider),
    accounts = COALESCE(%(accounts)s::uuid[], kept.accounts),
    tax_id = COALESCE(%(tax_id)s::text, kept.tax_id),
    note = COALESCE(%(note)s::text, kept.note),
    gift_message = COALESCE(%(gift_message)s::text, kept.gift_message),
    updated_at = EXCLUDED.updated_at
