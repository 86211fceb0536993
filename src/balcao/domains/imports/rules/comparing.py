"""The plan: drafts of a file laid over the rows of the shop, product by product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from balcao.domains.catalog.values import CatalogRows, MediaRow, ProductRow
from balcao.domains.imports.rules.merging import merged_media, merged_product, pick
from balcao.domains.imports.rules.selling import VariantDesk
from balcao.domains.imports.rules.shop import CategoryBook, Findings, Index, Terms
from balcao.domains.imports.rules.showing import changes_between
from balcao.domains.imports.values.drafts import AS_IS, ProductDraft
from balcao.domains.imports.values.plan import (
    Counts,
    ImportPlan,
    ProductStep,
    ShopRows,
    StepKind,
    Writes,
)
from balcao.kernel.changes import FieldChange

NOT_SHOWN = ("id", "product_id", "version", "created_at", "updated_at")


def compare(drafts: Sequence[ProductDraft], rows: ShopRows, terms: Terms) -> ImportPlan:
    """What would be created, changed and left, and what stands against it."""
    return _Comparison(drafts, rows, terms).plan()


class _Comparison:
    def __init__(self, drafts: Sequence[ProductDraft], rows: ShopRows, terms: Terms) -> None:
        self.drafts, self.terms = drafts, terms
        self.index = Index(rows)
        self.findings = Findings(terms.columns)
        self.categories = CategoryBook(rows.catalog.categories, terms, self.findings)
        self.variants = VariantDesk(drafts, self.index, terms, self.findings)
        self.products: list[ProductRow] = []
        self.media: list[MediaRow] = []
        self.created: set[UUID] = set()

    def plan(self) -> ImportPlan:
        """Compare everything."""
        steps = tuple(step for draft in self.drafts if (step := self._product(draft)))
        return ImportPlan(
            steps=steps,
            problems=tuple(sorted(self.findings.all, key=lambda problem: problem.line)),
            writes=self._writes(),
            counts=_count(steps),
        )

    def _writes(self) -> Writes:
        desk = self.variants
        return Writes(
            catalog=CatalogRows(
                categories=tuple(self.categories.touched.values()),
                products=tuple(self.products),
                variants=tuple(desk.rows),
                media=tuple(self.media),
            ),
            renamed=tuple(desk.renamed),
            prices=tuple(desk.prices),
            on_hand=tuple(desk.on_hand),
            limits=desk.limits,
            created=frozenset(self.created | desk.created | self.categories.created),
        )

    def _product(self, draft: ProductDraft) -> ProductStep | None:
        old = self.index.products.get(draft.handle)
        start = old or self._new_product(draft)
        if start is None:
            return None
        new = merged_product(draft, start, self._category(draft, start.category_id))
        pictures = self._media(draft, new)
        steps, touched = self.variants.sort(draft, new, self.index.variants_of(start))
        changes: tuple[FieldChange, ...] = ()
        if old is not None:
            names = self.categories.names()
            changes = changes_between(old, new, skip=NOT_SHOWN, names=names) + pictures
        self._keep(old, new, is_touched=bool(changes) or touched)
        kind = StepKind.CREATE if old is None else StepKind.CHANGE if changes else StepKind.LEAVE
        version = old.version if old else 0
        return ProductStep(kind, draft.line, draft.handle, new.title, version, changes, steps)

    def _new_product(self, draft: ProductDraft) -> ProductRow | None:
        if draft.title is AS_IS:
            self.findings.refuse(
                draft.line,
                "title",
                f"There is no product “{draft.handle}” yet, and the file gives no title for it.",
                "Add its title, or correct the handle.",
            )
            return None
        if not draft.variants:
            self.findings.refuse(draft.line, "price", "The new product has no price.",
                                 "Add a price such as 12.50.")  # fmt: skip
        now = self.terms.now
        row = ProductRow(
            id=self.terms.make_id(),
            handle=draft.handle,
            title=draft.title,
            created_at=now,
            updated_at=now,
        )
        self.created.add(row.id)
        return row

    def _keep(self, old: ProductRow | None, new: ProductRow, *, is_touched: bool) -> None:
        if old is None:
            self.products.append(new)
        elif is_touched:
            risen = replace(new, version=old.version + 1, updated_at=self.terms.now)
            self.products.append(risen)

    def _category(self, draft: ProductDraft, old: UUID | None) -> UUID | None:
        if draft.category is AS_IS:
            return old
        translations = {
            language: text.category
            for language, text in draft.texts.items()
            if isinstance(text.category, str)
        }
        return self.categories.find(draft.category, translations, draft.line)

    def _media(self, draft: ProductDraft, product: ProductRow) -> tuple[FieldChange, ...]:
        known = self.index.media_of(product)
        changes: list[FieldChange] = []
        for media in draft.media:
            old = known.get(media.source)
            start = old or MediaRow(
                id=self.terms.make_id(),
                product_id=product.id,
                src=media.source,
                position=pick(media.position, len(known) + 1),
            )
            new = merged_media(media, start, self.terms)
            if old is None:
                self.created.add(new.id)
                changes.append(FieldChange("Picture", "", media.source))
            else:
                changes.extend(changes_between(old, new, skip=NOT_SHOWN))
            if new != old:
                self.media.append(new)
        return tuple(changes)


def _count(steps: Sequence[ProductStep]) -> Counts:
    products = Counter(step.kind for step in steps)
    variants = Counter(variant.kind for step in steps for variant in step.variants)
    return Counts(
        products_created=products[StepKind.CREATE],
        products_changed=products[StepKind.CHANGE],
        products_left=products[StepKind.LEAVE],
        variants_created=variants[StepKind.CREATE],
        variants_changed=variants[StepKind.CHANGE],
        variants_left=variants[StepKind.LEAVE],
    )
