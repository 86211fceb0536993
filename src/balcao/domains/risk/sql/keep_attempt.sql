-- Writes down that somebody tried to pay. Called by risk.operations.buying, once a purchase.
-- Budget 0.3 ms, one row and five small indexes.
INSERT INTO risk_paymentattempt
    (store_id, at, network, device, mail, cart_id, order_id, outcome)
VALUES (%(store_id)s, %(now)s, %(network)s, %(device)s, %(mail)s, %(cart_id)s, %(order_id)s,
        %(outcome)s)
RETURNING id
