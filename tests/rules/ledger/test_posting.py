"""Posting rules: each journal balances, and an order that is over leaves nothing open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.ledger.rules.posting import journals_of, tax_parts
from balcao.domains.ledger.rules.sharing import next_shares, shares_of
from balcao.domains.ledger.values import (
    Draft,
    JournalKind,
    OrderStory,
    PaymentFact,
    TaxFact,
    WalletFact,
)

AT = datetime(2026, 11, 23, tzinfo=UTC)
ORDER = UUID(int=1)
PAYMENT = UUID(int=2)
cents = st.integers(0, 10**9)


@st.composite
def stories(draw: st.DrawFn) -> OrderStory:
    """An order whose amounts add up, placed and no more."""
    lines, shipping = draw(cents), draw(cents)
    discount = draw(st.integers(0, lines + shipping))
    left = lines + shipping - discount
    included = draw(st.integers(0, left))
    on_top = draw(cents)
    taxes = (
        TaxFact("BR-SP", included // 2, is_included=True, is_on_shipping=False),
        TaxFact("BR-SP", included - included // 2, is_included=True, is_on_shipping=True),
        TaxFact("BR", on_top, is_included=False, is_on_shipping=False),
    )
    return OrderStory(
        id=ORDER, number="B-1", currency="BRL", lines_minor=lines, discount_minor=discount,
        exemption_minor=0, shipping_minor=shipping, total_minor=left + on_top, taxes=taxes,
        placed_at=AT, shipped_at=None, cancelled_at=None,
    )  # fmt: skip


def sums(drafts: list[Draft]) -> dict[str, int]:
    found: dict[str, int] = {}
    for draft in drafts:
        for line in draft.lines:
            found[line.account] = found.get(line.account, 0) + line.amount_minor
    return {account: amount for account, amount in found.items() if amount}


def paid(story: OrderStory, captured: int, refunded: int, card: int) -> OrderStory:
    """Paid by a provider and by a gift card."""
    facts = PaymentFact(PAYMENT, "stripe", captured, refunded, AT, AT)
    spent = WalletFact(1, "gift_card", "spent", -card, "BRL", AT, ORDER)
    return replace(story, payments=(facts,), wallet=(spent,) if card else ())


class TestJournals:
    @given(stories(), st.data())
    def test_balance_at_every_step(self, story, data):
        card = data.draw(st.integers(0, story.total_minor))
        taken = story.total_minor - card
        back = data.draw(st.integers(0, taken))
        for step in ({}, {"shipped_at": AT}, {"cancelled_at": AT}):
            drafts = journals_of(replace(paid(story, taken, back, card), **step))
            assert all(draft.is_balanced for draft in drafts)
            assert all(len(draft.lines) >= 2 for draft in drafts)
            assert len({draft.source for draft in drafts}) == len(drafts)

    @given(stories(), st.data())
    def test_leave_nothing_open_on_an_order_that_is_paid_and_shipped(self, story, data):
        card = data.draw(st.integers(0, story.total_minor))
        back = data.draw(st.integers(0, story.total_minor - card))
        whole = replace(paid(story, story.total_minor - card, back, card), shipped_at=AT)
        left = sums(journals_of(whole))
        assert not {"receivable", "deferred_revenue"} & left.keys()
        assert left.get("clearing:stripe", 0) == story.total_minor - card - back

    @given(stories(), st.data())
    def test_leave_nothing_at_all_of_an_order_that_went_back(self, story, data):
        card = data.draw(st.integers(0, story.total_minor))
        taken = story.total_minor - card
        ended = replace(paid(story, taken, taken, card), cancelled_at=AT)
        back = WalletFact(2, "gift_card", "given_back", card, "BRL", AT, ORDER)
        if card:
            ended = replace(ended, wallet=(*ended.wallet, back))
        assert sums(journals_of(ended)) == {}

    @given(stories(), st.data())
    def test_come_to_the_same_told_at_once_or_bit_by_bit(self, story, data):
        first = data.draw(st.integers(0, story.total_minor))
        then = data.draw(st.integers(first, story.total_minor))
        whole = replace(paid(story, story.total_minor, then, 0), shipped_at=AT)
        early = journals_of(paid(story, story.total_minor, first, 0))
        credit = [draft for draft in early if draft.kind == JournalKind.CREDIT_NOTE]
        known = replace(
            whole,
            posted=frozenset(draft.source for draft in early),
            captured={PAYMENT: story.total_minor},
            refunded={PAYMENT: first},
            credited=sums(credit),
        )
        assert sums([*early, *journals_of(known)]) == sums(journals_of(whole))

    @given(stories())
    def test_are_not_written_again(self, story):
        whole = replace(paid(story, story.total_minor, 0, 0), shipped_at=AT)
        posted = frozenset(draft.source for draft in journals_of(whole))
        again = replace(whole, posted=posted, captured={PAYMENT: story.total_minor})
        assert journals_of(again) == []

    @given(stories())
    def test_owe_the_taxes_of_the_order_once_it_is_shipped(self, story):
        left = sums(journals_of(replace(story, shipped_at=AT)))
        taxes = {name: -left.get(name, 0) for name in ("tax:BR-SP", "tax:BR")}
        parts = tax_parts(story)
        assert taxes == {name: parts[name] for name in taxes}

    @given(stories())
    def test_allow_nothing_where_a_second_payment_goes_back(self, story):
        late = PaymentFact(UUID(int=3), "pix", story.total_minor, story.total_minor, AT, AT)
        whole = replace(paid(story, story.total_minor, 0, 0), shipped_at=AT)
        twice = replace(whole, payments=(*whole.payments, late))
        assert sums(journals_of(twice)) == sums(journals_of(whole))

    def test_say_nothing_of_an_order_that_was_never_placed(self):
        story = OrderStory(
            id=ORDER, number="B-1", currency="BRL", lines_minor=5, discount_minor=0,
            exemption_minor=0, shipping_minor=0, total_minor=5, placed_at=None, shipped_at=None,
            cancelled_at=None,
        )  # fmt: skip
        assert journals_of(story) == []


class TestShares:
    parts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10**6), min_size=1)

    @given(st.integers(0, 10**7), parts)
    def test_add_up_to_the_amount(self, amount, parts):
        assert sum(shares_of(amount, parts).values()) == (amount if sum(parts.values()) else 0)

    @given(st.lists(st.integers(0, 10**5), max_size=6), parts)
    def test_in_steps_end_where_sharing_at_once_does(self, amounts, parts):
        total, sums = 0, dict.fromkeys(parts, 0)
        for amount in amounts:
            for name, share in next_shares(total, amount, parts).items():
                sums[name] += share
            total += amount
        assert sums == shares_of(total, parts)
