"""Each truth about the books can be broken, and is then seen."""

from __future__ import annotations

import pytest
from django.db import connection

from balcao.domains.ledger.invariants import INVARIANTS
from balcao.domains.wallet.operations import issue_gift_card
from tests.domains.ledger.ledgers import delivered, told
from tests.shop import NOW, Shop, brl, open_shop

DAMAGE = {
    "ledger.balanced": "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE line_no = 1",
    "ledger.trial_balance": "UPDATE ledger_entry SET amount_minor = amount_minor + 1"
    " WHERE line_no = 1",
    "ledger.complete": "DELETE FROM ledger_entry; DELETE FROM ledger_journal",
    "ledger.settled": "UPDATE ledger_entry e SET amount_minor = amount_minor - 1"
    " FROM ledger_account a WHERE a.id = e.account_id AND a.code = 'receivable'"
    " AND e.amount_minor > 0",
    "ledger.taxes": "INSERT INTO orders_taxline (store_id, order_id, line_no, jurisdiction, name,"
    " rate_ppm, base_minor, amount_minor, is_included)"
    " SELECT store_id, id, 1, 'BR-SP', 'ICMS', 180000, 100, 18, true FROM orders_order",
    "ledger.clearing": "UPDATE ledger_entry e SET amount_minor = amount_minor - 1"
    " FROM ledger_account a WHERE a.id = e.account_id AND a.code LIKE 'clearing:%'",
    "ledger.stored_value": "UPDATE ledger_entry e SET amount_minor = amount_minor - 1"
    " FROM ledger_account a WHERE a.id = e.account_id AND a.code = 'gift_cards'",
}


@pytest.fixture
def damaged(db: None) -> Shop:
    """A shop with books, whose guards are off until the test's transaction is rolled back."""
    shop = open_shop()
    delivered(shop)
    issue_gift_card(store_id=shop.store_id, amount=brl("50.00"), actor="ana", now=NOW)
    told()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE ledger_journal DISABLE TRIGGER USER")
    return shop


def test_every_truth_is_damaged_here():
    assert {one.name for one in INVARIANTS} == set(DAMAGE)


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.name)
def test_sees_what_was_broken(damaged, invariant):
    assert list(invariant.check()) == []
    with connection.cursor() as cursor:
        cursor.execute(DAMAGE[invariant.name])
    assert list(invariant.check())
