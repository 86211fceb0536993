"""From the story of an order to the journals that are missing. Pure.

Revenue is earned when the goods leave (IFRS 15, 31 and 38: control passes); until then the whole
price is a contract liability (IFRS 15, 106), against what the shopper still owes. Taxes fall due
with the supply (Directive 2006/112/EC, art. 63; LC 87/1996, art. 12). Orders that are neither paid
nor shipped stand on both sides; a report can net them (IFRS 15, 107).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.rules.sharing import next_shares
from balcao.domains.ledger.values import (
    Draft,
    JournalKind,
    Line,
    OrderStory,
    PaymentFact,
    StockFact,
    TaxFact,
    WalletFact,
)

NET = "net"
K = JournalKind


def journals_of(story: OrderStory) -> list[Draft]:
    """The journals of an order that are not in the books yet, each balanced."""
    drafts = [*_of_the_order(story), *_of_payments(story), *_of_stored_value(story)]
    return [draft for draft in drafts if draft.source not in story.posted and draft.lines]


def stored_value(fact: WalletFact) -> Draft:
    """What a change of a gift card, store credit or points means for the books."""
    owed = Line(chart.STORED[fact.account], -fact.worth_minor, fact.currency)
    other = Line(_other_side(fact), fact.worth_minor, fact.currency)
    return Draft(
        source=f"wallet:{fact.id}",
        kind=K.STORED_VALUE,
        at=fact.at,
        lines=_worth_writing(owed, other),
        order_id=fact.order_id,
        document=fact.kind,
        memo=fact.note,
        actor=fact.actor,
    )


def stock(fact: StockFact) -> Draft:
    """What a movement of stock means for the books: its value comes from or goes to an account."""
    gained = Line(chart.INVENTORY, fact.value_minor, fact.currency)
    other = Line(fact.account or "other", -fact.value_minor, fact.currency)
    return Draft(
        source=f"stock:{fact.id}",
        kind=K.STOCK,
        at=fact.at,
        lines=_worth_writing(gained, other),
        order_id=fact.order_id,
        document=fact.document,
        memo=fact.sku,
        actor=fact.actor,
    )


def tax_parts(story: OrderStory) -> dict[str, int]:
    """What an order's total is made of: taxes by account, and the rest as ``net``."""
    parts: dict[str, int] = {}
    for tax in story.taxes:
        account = tax_account(tax)
        parts[account] = parts.get(account, 0) + tax.amount_minor
    return {NET: story.total_minor - sum(parts.values()), **parts}


def tax_account(tax: TaxFact) -> str:
    """The account of what is owed to a jurisdiction."""
    return chart.TAX + tax.jurisdiction


def _of_the_order(story: OrderStory) -> Iterator[Draft]:
    total = story.total_minor
    if story.placed_at is None:
        return
    yield _draft(
        story, "placed", K.ORDER_PLACED, story.placed_at,
        {chart.RECEIVABLE: total, chart.DEFERRED: -total},
    )  # fmt: skip
    if story.shipped_at is not None:
        yield _draft(story, "shipped", K.ORDER_SHIPPED, story.shipped_at, _earned(story))
    if story.cancelled_at is not None:
        yield _draft(
            story, "cancelled", K.ORDER_CANCELLED, story.cancelled_at,
            {chart.DEFERRED: total, chart.RECEIVABLE: -total},
        )  # fmt: skip
        # What had been given back as an allowance is now a part of giving everything back.
        undone = {account: -amount for account, amount in story.credited.items()}
        yield _draft(story, "uncredited", K.CREDIT_NOTE, story.cancelled_at, undone)


def _earned(story: OrderStory) -> dict[str, int]:
    included = [tax for tax in story.taxes if tax.is_included]
    in_shipping = sum(tax.amount_minor for tax in included if tax.is_on_shipping)
    in_lines = sum(tax.amount_minor for tax in included if not tax.is_on_shipping)
    amounts = {
        chart.DEFERRED: story.total_minor,
        chart.DISCOUNTS: story.discount_minor,
        chart.REVENUE: -(story.lines_minor - story.exemption_minor - in_lines),
        chart.SHIPPING: -(story.shipping_minor - in_shipping),
    }
    for tax in story.taxes:
        account = tax_account(tax)
        amounts[account] = amounts.get(account, 0) - tax.amount_minor
    return amounts


def _of_payments(story: OrderStory) -> Iterator[Draft]:
    credited, given = _credited_so_far(story), _given_so_far(story)
    for paid in story.payments:
        yield from _captured(story, paid)
        back = paid.refunded_minor - story.refunded.get(paid.id, 0)
        if back <= 0:
            continue
        source = f"payment:{paid.id}:refunded:{paid.refunded_minor}"
        clearing = chart.CLEARING + paid.provider
        amounts = {chart.RECEIVABLE: back, clearing: -back}
        yield _draft(story, source, K.REFUNDED, paid.refunded_at, amounts)
        given += back
        allowed = _allowed(story, given) - credited
        if allowed > 0:
            yield _credit_note(story, source, paid.refunded_at, credited, allowed)
            credited += allowed


def _captured(story: OrderStory, paid: PaymentFact) -> Iterator[Draft]:
    taken = paid.captured_minor - story.captured.get(paid.id, 0)
    if taken > 0:
        source = f"payment:{paid.id}:captured:{paid.captured_minor}"
        amounts = {chart.CLEARING + paid.provider: taken, chart.RECEIVABLE: -taken}
        yield _draft(story, source, K.CAPTURED, paid.captured_at, amounts)


def _of_stored_value(story: OrderStory) -> Iterator[Draft]:
    given = _given_so_far(story) + sum(
        paid.refunded_minor - story.refunded.get(paid.id, 0) for paid in story.payments
    )
    credited = max(_credited_so_far(story), _allowed(story, given))
    for fact in story.wallet:
        draft = stored_value(fact)
        if draft.source in story.posted:
            continue
        yield draft
        if fact.kind != "refunded":
            continue
        given += fact.worth_minor
        allowed = _allowed(story, given) - credited
        if allowed > 0:
            yield _credit_note(story, draft.source, fact.at, credited, allowed)
            credited += allowed


def _allowed(story: OrderStory, given: int) -> int:
    """How much of what was given back is an allowance: not what had been paid too much.

    An order that ended or was never placed allows nothing; all of it is given back.
    """
    if story.placed_at is None or story.cancelled_at is not None:
        return 0
    by_value = -sum(
        fact.worth_minor for fact in story.wallet if fact.kind in {"spent", "given_back"}
    )
    paid = sum(one.captured_minor for one in story.payments) + by_value
    return max(0, given - max(0, paid - story.total_minor))


def _given_so_far(story: OrderStory) -> int:
    by_value = sum(
        fact.worth_minor
        for fact in story.wallet
        if fact.kind == "refunded" and f"wallet:{fact.id}" in story.posted
    )
    return sum(story.refunded.values()) + by_value


def _credited_so_far(story: OrderStory) -> int:
    return -story.credited.get(chart.RECEIVABLE, 0)


def _credit_note(story: OrderStory, source: str, at: datetime, before: int, amount: int) -> Draft:
    shares = next_shares(before, amount, tax_parts(story))
    net = shares.pop(NET)
    amounts = {chart.REFUNDS: net, **shares, chart.RECEIVABLE: -amount}
    if sum(amounts.values()):  # an order without a price has nothing to share by
        amounts[chart.REFUNDS] = amount - sum(shares.values())
    return _draft(story, f"credit:{source}", K.CREDIT_NOTE, at, amounts)


def _other_side(fact: WalletFact) -> str:
    if fact.kind in ("spent", "given_back", "refunded"):
        return chart.RECEIVABLE
    if fact.kind == "expired":
        return chart.BREAKAGE
    if fact.account == "points":
        return chart.LOYALTY
    return chart.CARDS_ISSUED if fact.kind == "issued" else chart.GOODWILL


def _draft(
    story: OrderStory, source: str, kind: JournalKind, at: datetime, amounts: dict[str, int]
) -> Draft:
    lines = [Line(account, amount, story.currency) for account, amount in amounts.items()]
    return Draft(
        source=source if ":" in source else f"order:{story.id}:{source}",
        kind=kind,
        at=at,
        lines=_worth_writing(*lines),
        order_id=story.id,
        document=f"order:{story.number}",
    )


def _worth_writing(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.amount_minor)
