"""Goods that change places, by the road."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from balcao.domains.checkout.errors import SoldOut
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import (
    BadQuantity,
    BadTransfer,
    NeedsApproval,
    NoSuchLevel,
    NoSuchLot,
    NoSuchTransfer,
    OutOfStock,
    OverReceived,
    PromisedAway,
    StillOnTheRoad,
    TransferChanged,
    WrongTransferState,
)
from balcao.domains.inventory.operations import (
    create_location,
    receive_lines,
    road_of,
    save_stock_settings,
    set_tracking,
)
from balcao.domains.inventory.queries import (
    document_movements,
    level_of,
    lots_of,
    supply_of,
    transfer_by_id,
    transfers_page,
    valuation,
    value_by_account,
)
from balcao.domains.inventory.values import (
    Arrival,
    Handed,
    LotUnits,
    Tracking,
    TransferState,
    TransferWish,
)
from balcao.kernel.ids import new_id
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def branch(shop: Shop) -> int:
    return create_location(store_id=shop.store_id, code="branch", name="Loja", priority=2)


@pytest.fixture
def step(shop: Shop):
    def call(verb: str, transfer_id, **more):
        who = {} if verb in {"cancel_transfer", "change_transfer"} else {"actor": "ana"}
        when = {} if verb == "change_transfer" else {"now": NOW}
        said = {**who, **when, **more}
        operation = getattr(operations, verb)
        return operation(store_id=shop.store_id, transfer_id=transfer_id, **said)

    return call


@pytest.fixture
def draft(shop: Shop, branch: int):
    def call(*lines: tuple[str, int], lots: tuple[LotUnits, ...] = (), **more):
        wishes = [TransferWish(shop.variants[sku], units, lots) for sku, units in lines]
        plain = {"from_location_id": shop.location_id, "to_location_id": branch, "actor": "ana"}
        said = {**plain, "lines": wishes, "now": NOW, **more}
        return operations.draft_transfer(store_id=shop.store_id, **said)

    return call


@pytest.fixture
def sent(draft, step):
    def call(*lines: tuple[str, int], **more):
        transfer_id = draft(*lines, **more)
        step("send_transfer", transfer_id)
        return transfer_id

    return call


def there(shop: Shop, place: int, sku: str = "CUP") -> tuple[int, int, int]:
    found = level_of(place, shop.variants[sku])
    return found.on_hand, found.damaged, found.incoming


def handed(shop: Shop, units: int, damaged: int = 0, sku: str = "CUP", **more) -> list[Handed]:
    return [Handed(shop.variants[sku], units, damaged, **more)]


class TestDraftTransfer:
    def test_moves_nothing_and_has_a_number(self, shop, draft):
        made = transfer_by_id(shop.store_id, draft(("CUP", 3), ("VASE-S", 1)))
        assert (made.state, made.number[:2], made.units) == (TransferState.DRAFT, "T-", 4)
        assert level(shop).on_hand == 100
        assert [line.sku for line in made.lines] == ["CUP", "VASE-S"]

    @pytest.mark.parametrize(
        ("lines", "refusal"),
        [
            ([], BadTransfer),
            ([("CUP", 1), ("CUP", 2)], BadTransfer),
            ([("CUP", 0)], BadQuantity),
            ([("CUP", -1)], BadQuantity),
        ],
    )
    def test_refuses_lines_that_make_no_sense(self, draft, lines, refusal):
        with pytest.raises(refusal):
            draft(*lines)

    def test_refuses_one_place_twice_and_the_road(self, shop, draft):
        with pytest.raises(BadTransfer):
            draft(("CUP", 1), to_location_id=shop.location_id)
        with pytest.raises(BadTransfer):
            draft(("CUP", 1), to_location_id=road_of(shop.store_id))

    def test_refuses_a_variant_that_does_not_exist(self, shop, draft):
        with pytest.raises(NoSuchLevel):
            draft(("CUP", 1), lines=[TransferWish(new_id(), 1)])

    def test_is_changed_until_it_is_sent_by_who_saw_it_last(self, shop, draft, step):
        made = draft(("CUP", 3))
        lines = [TransferWish(shop.variants["CUP"], 5)]
        step("change_transfer", made, lines=lines, expected_version=1)
        assert transfer_by_id(shop.store_id, made).units == 5
        with pytest.raises(TransferChanged):
            step("change_transfer", made, lines=lines, expected_version=1)
        step("send_transfer", made)
        with pytest.raises(WrongTransferState):
            step("change_transfer", made, lines=lines)

    def test_is_cancelled_once(self, shop, draft, step):
        made = draft(("CUP", 3))
        step("cancel_transfer", made)
        with pytest.raises(WrongTransferState):
            step("cancel_transfer", made)
        with pytest.raises(WrongTransferState):
            step("send_transfer", made)

    def test_of_another_store_is_not_there(self, shop, draft):
        with pytest.raises(NoSuchTransfer):
            transfer_by_id(shop.store_id + 1, draft(("CUP", 3)))

    def test_is_listed_latest_first_page_by_page(self, shop, draft):
        made = [draft(("CUP", n + 1), now=NOW + timedelta(minutes=n)) for n in range(3)]
        first = transfers_page(shop.store_id, limit=2)
        rest = transfers_page(shop.store_id, limit=2, cursor=first.next_cursor)
        assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
        assert not transfers_page(shop.store_id, states=[TransferState.SENT]).items


class TestSendTransfer:
    def test_puts_the_goods_on_the_road_with_their_cost(self, shop, branch, sent):
        doing(shop, "receive_stock", quantity=100, value=brl("600.00"))
        before = sum(one.value.minor for one in valuation(shop.store_id))
        made = sent(("CUP", 10), expected_at=LATER)
        assert level(shop).on_hand == 190
        assert there(shop, road_of(shop.store_id)) == (10, 0, 0)
        assert there(shop, branch) == (0, 0, 10)
        assert level_of(road_of(shop.store_id), shop.variants["CUP"]).value_minor == 3000
        assert sum(one.value.minor for one in valuation(shop.store_id)) == before
        (coming,) = supply_of(shop.store_id, [shop.variants["CUP"]])
        assert (coming.quantity, coming.expected_at) == (10, LATER)
        assert coming.document == transfer_by_id(shop.store_id, made).document
        assert_books_balance()

    def test_happens_once(self, shop, sent, step):
        made = sent(("CUP", 10))
        with pytest.raises(WrongTransferState):
            step("send_transfer", made)
        assert level(shop).on_hand == 90

    def test_leaves_what_is_promised_to_shoppers(self, shop, draft, step):
        purchase(shop.request(("LAST", 1)), now=NOW)
        with pytest.raises(PromisedAway):
            step("send_transfer", draft(("LAST", 1)))

    def test_refuses_more_than_lies_there_and_changes_nothing(self, shop, draft, step):
        made = draft(("CUP", 1), ("LAST", 2))
        with pytest.raises(OutOfStock) as caught:
            step("send_transfer", made)
        assert caught.value.facts["skus"] == ["LAST"]
        assert transfer_by_id(shop.store_id, made).state == "draft"
        assert level(shop).on_hand == 100

    def test_is_not_sold_from_on_the_road(self, shop, sent):
        sent(("LAST", 1))
        with pytest.raises(SoldOut):
            purchase(shop.request(("LAST", 1)), now=NOW)

    def test_cannot_be_cancelled_but_taken_back_and_sent_again(self, shop, branch, sent, step):
        made = sent(("CUP", 10))
        with pytest.raises(StillOnTheRoad):
            step("cancel_transfer", made)
        step("recall_transfer", made)
        assert level(shop).on_hand == 100
        assert there(shop, branch) == (0, 0, 0)
        step("send_transfer", made)
        assert there(shop, branch) == (0, 0, 10)
        assert_books_balance()


class TestReceiveTransfer:
    def test_closes_when_all_is_in(self, shop, branch, sent, step):
        made = sent(("CUP", 10), ("VASE-S", 2))
        assert step("receive_transfer", made, lines=handed(shop, 4)) == "partly_received"
        assert there(shop, branch) == (4, 0, 6)
        lines = handed(shop, 6) + handed(shop, 2, sku="VASE-S")
        assert step("receive_transfer", made, lines=lines) == "closed"
        assert there(shop, branch) == (10, 0, 0)
        assert there(shop, road_of(shop.store_id)) == (0, 0, 0)
        assert_books_balance()

    def test_keeps_what_came_broken_apart(self, shop, branch, sent, step):
        made = sent(("CUP", 10))
        step("receive_transfer", made, lines=handed(shop, 7, damaged=3))
        assert there(shop, branch) == (7, 3, 0)
        reasons = [m.reason for m in document_movements(shop.store_id, _document(shop, made))]
        assert reasons == ["transferred"] * 4 + ["damaged"]
        assert_books_balance()

    def test_refuses_more_than_was_sent(self, shop, branch, sent, step):
        made = sent(("CUP", 10))
        step("receive_transfer", made, lines=handed(shop, 6))
        with pytest.raises(OverReceived):
            step("receive_transfer", made, lines=handed(shop, 4, damaged=1))
        assert there(shop, branch) == (6, 0, 4)

    @pytest.mark.parametrize(("units", "damaged"), [(0, 0), (-1, 0), (3, -1)])
    def test_refuses_what_is_no_number_of_units(self, shop, sent, step, units, damaged):
        made = sent(("CUP", 10))
        with pytest.raises(BadQuantity):
            step("receive_transfer", made, lines=handed(shop, units, damaged))

    def test_refuses_what_is_not_part_of_it(self, shop, sent, step):
        made = sent(("CUP", 10))
        with pytest.raises(BadTransfer):
            step("receive_transfer", made, lines=handed(shop, 1, sku="LAST"))
        with pytest.raises(BadTransfer):
            step("receive_transfer", made, lines=handed(shop, 1) * 2)

    def test_refuses_who_did_not_see_what_another_received(self, shop, sent, step):
        made = sent(("CUP", 10))
        step("receive_transfer", made, lines=handed(shop, 3), expected_version=2)
        with pytest.raises(TransferChanged):
            step("receive_transfer", made, lines=handed(shop, 3), expected_version=2)

    def test_does_not_mix_transfers_that_share_the_road(self, shop, branch, sent, step):
        first, second = sent(("CUP", 10)), sent(("CUP", 5))
        step("receive_transfer", second, lines=handed(shop, 5))
        assert there(shop, road_of(shop.store_id)) == (10, 0, 0)
        with pytest.raises(WrongTransferState):
            step("receive_transfer", second, lines=handed(shop, 1))
        assert transfer_by_id(shop.store_id, first).open == 10
        assert_books_balance()

    def test_needs_to_be_on_the_road(self, shop, draft, step):
        with pytest.raises(WrongTransferState):
            step("receive_transfer", draft(("CUP", 1)), lines=handed(shop, 1))


class TestLots:
    @pytest.fixture
    def tracked(self, shop):
        doing(shop, "write_off", quantity=100)
        variant = shop.variants["CUP"]
        set_tracking(store_id=shop.store_id, variant_id=variant, tracking=Tracking.LOT, now=NOW)
        lots = (LotUnits("OLD", 5, date(2027, 5, 1)), LotUnits("NEW", 5, date(2027, 6, 1)))
        receive_lines(
            store_id=shop.store_id,
            location_id=shop.location_id,
            lines=[Arrival(variant, 10, lots=lots)],
            document="",
            actor="ana",
            now=NOW,
        )

    def lying(self, shop, place):
        found = lots_of(shop.store_id, shop.variants["CUP"])
        return {x.code: (x.quantity, x.damaged) for x in found if x.location_id == place}

    def test_go_first_expired_first_and_stay_apart_on_the_road(
        self, shop, branch, tracked, sent, step
    ):
        first, second = sent(("CUP", 4)), sent(("CUP", 4))
        lots = transfer_by_id(shop.store_id, second).lines[0].lots
        assert [(lot.code, lot.open) for lot in lots] == [("OLD", 1), ("NEW", 3)]
        step("receive_transfer", second, lines=handed(shop, 3, damaged=1))
        assert self.lying(shop, branch) == {"OLD": (1, 0), "NEW": (2, 1)}
        assert self.lying(shop, road_of(shop.store_id)) == {"OLD": (4, 0)}
        step("receive_transfer", first, lines=handed(shop, 4))
        assert self.lying(shop, branch) == {"OLD": (5, 0), "NEW": (2, 1)}
        assert_books_balance()

    def test_that_were_not_sent_cannot_come_in(self, shop, tracked, sent, step):
        made = sent(("CUP", 2), lots=(LotUnits("NEW", 2),))
        with pytest.raises(NoSuchLot):
            step("receive_transfer", made, lines=handed(shop, 2, lots=(LotUnits("OLD", 2),)))

    def test_come_back_and_are_given_up_by_name(self, shop, branch, tracked, sent, step):
        made = sent(("CUP", 7))
        step("recall_transfer", made)
        assert self.lying(shop, shop.location_id) == {"OLD": (5, 0), "NEW": (5, 0)}
        step("send_transfer", made)
        step("receive_transfer", made, lines=handed(shop, 6))
        step("close_transfer", made)
        step(
            "find_lost",
            made,
            variant_id=shop.variants["CUP"],
            quantity=1,
            lots=(LotUnits("NEW", 1),),
        )
        assert self.lying(shop, branch) == {"OLD": (5, 0), "NEW": (2, 0)}
        assert_books_balance()


class TestCloseTransfer:
    def test_writes_what_is_missing_off_the_road(self, shop, branch, sent, step):
        doing(shop, "receive_stock", quantity=100, value=brl("600.00"))
        made = sent(("CUP", 10))
        step("receive_transfer", made, lines=handed(shop, 8))
        costs = step("close_transfer", made)
        assert costs == {shop.variants["CUP"]: brl("6.00")}
        line = transfer_by_id(shop.store_id, made).lines[0]
        assert (line.received, line.lost, line.open) == (8, 2, 0)
        assert there(shop, branch) == (8, 0, 0)
        lost = value_by_account(shop.store_id, since=NOW, until=LATER)["shrinkage"]
        assert lost[0] == brl("-6.00")
        assert_books_balance()

    def test_with_a_great_loss_needs_somebody_else(self, shop, sent, step):
        save_stock_settings(store_id=shop.store_id, changes={"approve_above_minor": 500})
        doing(shop, "receive_stock", quantity=100, value=brl("600.00"))
        made = sent(("CUP", 10))
        step("receive_transfer", made, lines=handed(shop, 8), actor="bia")
        for who, may in (("ana", True), ("Bia", True), ("eva", False)):
            with pytest.raises(NeedsApproval):
                step("close_transfer", made, actor=who, may_approve=may)
        step("close_transfer", made, actor="eva", may_approve=True)
        assert_books_balance()

    def test_brings_back_what_is_found_later_for_what_it_had_cost(self, shop, branch, sent, step):
        doing(shop, "receive_stock", quantity=100, value=brl("600.01"))
        made = sent(("CUP", 10))
        step("close_transfer", made)
        find = partial(step, "find_lost", made, variant_id=shop.variants["CUP"])
        find(quantity=3)
        find(quantity=7)
        found = level_of(branch, shop.variants["CUP"])
        assert (found.on_hand, found.value_minor) == (10, 3000)
        with pytest.raises(BadQuantity):
            find(quantity=1)
        assert_books_balance()

    def test_needs_something_on_the_road(self, shop, draft, sent, step):
        with pytest.raises(WrongTransferState):
            step("close_transfer", draft(("CUP", 1)))
        made = sent(("CUP", 1))
        step("receive_transfer", made, lines=handed(shop, 1))
        with pytest.raises(WrongTransferState):
            step("close_transfer", made)


def _document(shop, transfer_id):
    return transfer_by_id(shop.store_id, transfer_id).document
