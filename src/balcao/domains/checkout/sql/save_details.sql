-- Keeps what a shopper filled in, if the cart is open; what is null stays as it is. Answers as
-- checkout/cart does. The cart is held, so that no order is made of it meanwhile.
-- Called by checkout.operations.save_details. Budget 1 ms: two rows by their keys.
WITH held AS (
    SELECT c.id, c.store_id, c.currency, c.state, c.version, c.codes, c.customer_id
    FROM cart_cart c WHERE c.id = %(cart_id)s FOR UPDATE
), saved AS (
    INSERT INTO checkout_checkoutdetails AS kept
        (cart_id, store_id, email, address, rate_code, provider, accounts, tax_id, note,
         gift_message, updated_at)
    SELECT held.id, held.store_id, COALESCE(%(email)s::text, ''), %(address)s::jsonb,
           COALESCE(%(rate_code)s::text, ''), COALESCE(%(provider)s::text, ''),
           COALESCE(%(accounts)s::uuid[], '{}'), COALESCE(%(tax_id)s::text, ''),
           COALESCE(%(note)s::text, ''), COALESCE(%(gift_message)s::text, ''), %(now)s
    FROM held
    WHERE held.state = 'open' AND held.store_id = COALESCE(%(store_id)s::integer, held.store_id)
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
    RETURNING email, address, rate_code, provider, accounts, tax_id, note, gift_message
)
SELECT held.*, saved.*,
       COALESCE((SELECT r.number FROM pricing_revision r WHERE r.store_id = held.store_id), 0)
           AS rules
FROM held LEFT JOIN saved ON true
