"""Variants, their prices and their stock: which row a draft means, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from balcao.domains.catalog.values import ProductRow, VariantRow
from balcao.domains.imports.rules.merging import backorder_limit, merged_variant, pick
from balcao.domains.imports.rules.shop import Findings, Index, Terms, options_key
from balcao.domains.imports.rules.showing import LABELS, changes_between, money_change
from balcao.domains.imports.rules.sku import make_sku
from balcao.domains.imports.values.drafts import AS_IS, ProductDraft, VariantDraft
from balcao.domains.imports.values.plan import StepKind, VariantStep
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.values import PriceRow, VariantPrice
from balcao.kernel.changes import FieldChange
from balcao.kernel.money import Money

NOT_SHOWN = ("id", "product_id", "position")


class VariantDesk:
    """Goes through the variants of each product and gathers what is to be written."""

    def __init__(
        self, drafts: Sequence[ProductDraft], index: Index, terms: Terms, findings: Findings
    ) -> None:
        self.index, self.terms, self.findings = index, terms, findings
        self.rows: list[VariantRow] = []
        self.renamed: list[UUID] = []
        self.prices: list[VariantPrice] = []
        self.on_hand: list[Count] = []
        self.limits: dict[UUID, int] = {}
        self.created: set[UUID] = set()
        self._taken = set(index.by_sku) | {v.sku for draft in drafts for v in draft.variants}

    def sort(
        self, draft: ProductDraft, product: ProductRow, known: Sequence[VariantRow]
    ) -> tuple[tuple[VariantStep, ...], bool]:
        """The steps for a product's variants, and whether more than stock changes."""
        final = {row.id: row for row in known}
        steps: list[VariantStep] = []
        lines: dict[UUID, int] = {}
        touched = False
        for variant in draft.variants:
            old = self._match(variant, product, known)
            if old is None and variant.options is AS_IS and known:
                continue
            new = merged_variant(variant, old or self._new(variant, product, len(final)))
            other = lines.setdefault(new.id, variant.line)
            if other != variant.line:
                self.findings.refuse(variant.line, "sku", "This row and the one on line "
                                     f"{other} mean the same variant, “{new.sku}”.",
                                     "Remove one of them.")  # fmt: skip
                continue
            final[new.id] = new
            step, is_touched = self._step(variant, old, new)
            steps.append(step)
            touched = touched or is_touched
        self._check_options(draft, product, list(final.values()), lines)
        return tuple(steps), touched

    def _match(
        self, draft: VariantDraft, product: ProductRow, known: Sequence[VariantRow]
    ) -> VariantRow | None:
        by_sku = self.index.by_sku.get(draft.sku) if draft.sku else None
        if by_sku is not None and by_sku.product_id != product.id:
            owner = self.index.handles[by_sku.product_id]
            self.findings.refuse(draft.line, "sku", f"The SKU “{draft.sku}” belongs to the "
                                 f"product “{owner}”.",
                                 "Use another SKU, or that product's handle.")  # fmt: skip
            return None
        if by_sku is not None:
            return by_sku
        if draft.options is AS_IS:
            if len(known) == 1 and not product.option_names:
                return known[0]
            if known:
                self.findings.refuse(draft.line, "option1_value", "The row does not say which "
                                     f"variant of “{product.handle}” it means.",
                                     "Add its SKU or its option values.")  # fmt: skip
            return None
        key = options_key(draft.options)
        return next((row for row in known if options_key(row.option_values) == key), None)

    def _new(self, draft: VariantDraft, product: ProductRow, count: int) -> VariantRow:
        options = pick(draft.options, ())
        sku = draft.sku or make_sku(product.handle, options, self._taken)
        self._taken.add(sku)
        row = VariantRow(
            id=self.terms.make_id(),
            product_id=product.id,
            sku=sku,
            option_values=options,
            position=count + 1,
        )
        self.created.add(row.id)
        return row

    def _step(
        self, draft: VariantDraft, old: VariantRow | None, new: VariantRow
    ) -> tuple[VariantStep, bool]:
        changes = changes_between(old, new, skip=NOT_SHOWN) if old else ()
        if old is None or changes:
            self.rows.append(new)
        if old and (old.sku, old.option_values) != (new.sku, new.option_values):
            self.renamed.append(new.id)
        changes += self._price(draft, new, is_new=old is None)
        touched = bool(changes)
        changes += self._stock(draft, new)
        kind = StepKind.CREATE if old is None else StepKind.CHANGE if changes else StepKind.LEAVE
        step = VariantStep(kind, draft.line, new.sku, new.option_values, changes)
        return step, touched or old is None

    def _price(
        self, draft: VariantDraft, row: VariantRow, *, is_new: bool
    ) -> tuple[FieldChange, ...]:
        old = self.index.prices.get(row.id)
        currency = self.terms.currency
        amount = pick(draft.price, Money(old.amount_minor, currency) if old else None)
        if amount is None:
            if is_new:
                self.findings.refuse(draft.line, "price", f"The new variant “{row.sku}” has no "
                                     "price.", "Add a price such as 12.50.")  # fmt: skip
            return ()
        compare_at = pick(draft.compare_at, _money(old.compare_at_minor if old else None, currency))
        cost = pick(draft.cost, _money(old.cost_minor if old else None, currency))
        if compare_at is not None and compare_at < amount:
            if draft.compare_at is not AS_IS:
                self.findings.warn(draft.line, "compare_at", f"{compare_at.major} is below the "
                                   f"price {amount.major}.", "It is not imported.")  # fmt: skip
            compare_at = None
        price = VariantPrice(row.id, amount, compare_at, cost)
        changes = _price_changes(old, price)
        if changes:
            self.prices.append(price)
        return changes

    def _stock(self, draft: VariantDraft, row: VariantRow) -> tuple[FieldChange, ...]:
        old = self.index.levels.get(row.id)
        had, had_limit = (old.on_hand, old.backorder_limit) if old else (None, 0)
        limit = backorder_limit(draft, had_limit)
        on_hand = pick(draft.on_hand, had)
        if on_hand is None:
            on_hand = 0 if limit else None
        if on_hand is None:
            return ()
        promised = old.reserved + old.allocated if old else 0
        if on_hand + limit < promised:
            self.findings.refuse(draft.line, "quantity", f"{promised} of “{row.sku}” are promised "
                                 f"to buyers; stock cannot become {on_hand}.",
                                 "Ship or cancel those orders first.")  # fmt: skip
        changes: tuple[FieldChange, ...] = ()
        if on_hand != had:
            self.on_hand.append(Count(row.id, on_hand))
            shown = "" if had is None else str(had)
            changes += (FieldChange(LABELS["on_hand"], shown, str(on_hand)),)
        if limit != had_limit:
            self.limits[row.id] = limit
            changes += (FieldChange(LABELS["backorder_limit"], str(had_limit), str(limit)),)
        return changes

    def _check_options(
        self,
        draft: ProductDraft,
        product: ProductRow,
        rows: Sequence[VariantRow],
        lines: dict[UUID, int],
    ) -> None:
        seen: dict[tuple[str, ...], str] = {}
        for row in rows:
            line = lines.get(row.id, draft.line)
            if len(row.option_values) != len(product.option_names):
                names = ", ".join(product.option_names) or "no options"
                self.findings.refuse(line, "option1_name", f"The variant “{row.sku}” does not fit "
                                     f"the options of “{product.handle}” ({names}).", "Give all "
                                     "variants of the product in the file.")  # fmt: skip
            other = seen.setdefault(options_key(row.option_values), row.sku)
            if other != row.sku:
                self.findings.refuse(line, "option1_value", f"“{row.sku}” would have the same "
                                     f"options as “{other}”.",
                                     "Give one of them other options.")  # fmt: skip


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _price_changes(old: PriceRow | None, new: VariantPrice) -> tuple[FieldChange, ...]:
    currency = new.amount.currency
    before = (old.amount_minor, old.compare_at_minor, old.cost_minor) if old else (None,) * 3
    after = (new.amount.minor, _minor(new.compare_at), _minor(new.cost))
    names = ("amount_minor", "compare_at_minor", "cost_minor")
    return tuple(
        money_change(name, was, becomes, currency)
        for name, was, becomes in zip(names, before, after, strict=True)
        if was != becomes
    )


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.minor
