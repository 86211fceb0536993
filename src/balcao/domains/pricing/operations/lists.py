"""Price lists and what is in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.pricing.errors import BadPriceList, PriceListChanged, PriceListInUse
from balcao.domains.pricing.locks import lock_list
from balcao.domains.pricing.models import ListPrice, Price, PriceList
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.operations.variants import check_variants
from balcao.domains.pricing.queries.rates import rate_on
from balcao.domains.pricing.rules.conversion import derived_minor
from balcao.domains.pricing.rules.rounding import check_rounding
from balcao.domains.pricing.values.lists import ListKind, PriceListDraft, Tier

CURRENCY: Final = re.compile(r"[A-Z]{3}")
WHOLE: Final = 1_000_000
MOST_PRIORITY: Final = 10_000


@transaction.atomic
def create_list(*, store_id: int, draft: PriceListDraft, now: datetime) -> UUID:
    """Make a price list.

    :raises BadPriceList: something of it is wrong, or the name is taken; the field is in the facts.
    :raises BadRounding: the rounding is none.
    """
    check_draft(draft)
    made = PriceList(store_id=store_id, created_at=now)
    _save(made, draft, now)
    rules_changed(store_id=store_id)
    return made.id


@transaction.atomic
def change_list(
    *, store_id: int, list_id: UUID, draft: PriceListDraft, expected_version: int, now: datetime
) -> None:
    """Change what a list is; its currency and its kind stay.

    :raises NoSuchPriceList: there is none in this store.
    :raises PriceListChanged: somebody changed it since that version.
    :raises BadPriceList: something of it is wrong; the field is in the facts.
    """
    check_draft(draft)
    row = lock_list(store_id, list_id)
    _check_version(row, expected_version)
    if (draft.currency, draft.kind) != (row.currency, row.kind):
        raise BadPriceList("The currency and the kind of a list stay as they are.", field="kind")
    row.version += 1
    _save(row, draft, now)
    rules_changed(store_id=store_id)


@transaction.atomic
def set_entries(
    *,
    store_id: int,
    list_id: UUID,
    tiers: Mapping[UUID, Sequence[Tier]],
    expected_version: int | None = None,
    now: datetime,
) -> None:
    """Replace what a list says about these variants; no tiers takes a variant out of it.

    :raises NoSuchPriceList: there is none in this store.
    :raises PriceListChanged: somebody changed it since that version.
    :raises NoSuchVariant: a variant is not one of this store.
    :raises BadPriceList: a tier is wrong, or costs more than the one before.
    """
    row = lock_list(store_id, list_id)
    _check_version(row, expected_version)
    check_variants(store_id, tiers.keys())
    for variant_id, some in tiers.items():
        check_tiers(variant_id, some)
    _touch(row, now)
    ListPrice.objects.filter(list_id=list_id, variant_id__in=list(tiers)).delete()
    ListPrice.objects.bulk_create(
        ListPrice(list_id=list_id, variant_id=variant_id, **asdict(tier))
        for variant_id in sorted(tiers)
        for tier in tiers[variant_id]
    )
    rules_changed(store_id=store_id)


@transaction.atomic
def delete_list(*, store_id: int, list_id: UUID, expected_version: int, now: datetime) -> None:
    """Delete a list that has not begun, with its entries.

    :raises NoSuchPriceList: there is none in this store.
    :raises PriceListChanged: somebody changed it since that version.
    :raises PriceListInUse: it has begun, so it belongs to the history of prices.
    """
    row = lock_list(store_id, list_id)
    _check_version(row, expected_version)
    if row.starts_at <= now:
        raise PriceListInUse
    row.delete()
    rules_changed(store_id=store_id)


@transaction.atomic
def derive_list(*, store_id: int, list_id: UUID, day: date, now: datetime) -> int:
    """Work out a derived list anew from base prices, by the rate of a day; returns how many.

    Entries that somebody made by hand stay; prices that did not change are not written.

    :raises NoSuchPriceList: there is none in this store.
    :raises BadPriceList: the list is not a derived one.
    :raises NoRate: there is no rate that is young enough.
    """
    row = lock_list(store_id, list_id)
    if row.kind != ListKind.DERIVED:
        raise BadPriceList("Only a derived list is worked out from base prices.", field="kind")
    rate = rate_on(store_id, row.source_currency, row.currency, day)
    base = Price.objects.filter(store_id=store_id, currency=row.source_currency)
    wanted = {
        variant: derived_minor(minor, rate, off_ppm=row.off_ppm, rounding=row.rounding)
        for variant, minor in base.values_list("variant_id", "amount_minor")
    }
    _touch(row, now)
    _write_derived(list_id, wanted)
    rules_changed(store_id=store_id)
    return len(wanted)


def check_draft(draft: PriceListDraft) -> None:
    """See that a list can be so. :raises BadPriceList: the field is in the facts."""
    check_rounding(draft.rounding)
    is_derived, is_percent = draft.kind is ListKind.DERIVED, draft.kind is ListKind.PERCENT
    findings = (
        ("name", not 0 < len(draft.name.strip()) <= 80, "A list has a name of at most 80 signs."),
        ("currency", not CURRENCY.fullmatch(draft.currency), "A currency is three letters."),
        (
            "ends_at",
            draft.ends_at is not None and draft.ends_at <= draft.starts_at,
            "A period ends after it starts.",
        ),
        ("off_ppm", not 0 <= draft.off_ppm <= WHOLE, "Between 0 and 100 percent are taken off."),
        ("off_ppm", is_percent and not draft.off_ppm, "Say how many percent are taken off."),
        ("min_quantity", not 1 <= draft.min_quantity <= 10**6, "From one unit on, or more."),
        ("priority", abs(draft.priority) > MOST_PRIORITY, "A priority is 10,000 at most."),
        (
            "source_currency",
            is_derived and not CURRENCY.fullmatch(draft.source_currency),
            "Say from which currency a derived list is worked out.",
        ),
        (
            "source_currency",
            is_derived and draft.source_currency == draft.currency,
            "A derived list is in another currency than its source.",
        ),
    )
    for field, is_wrong, words in findings:
        if is_wrong:
            raise BadPriceList(words, field=field)


def check_tiers(variant_id: UUID, tiers: Sequence[Tier]) -> None:
    """See that tiers are sound: from one unit up, each once, and more units never cost more each.

    :raises BadPriceList: they are not; the variant is in the facts.
    """

    def wrong(words: str) -> BadPriceList:
        return BadPriceList(words, field="tiers", variant=str(variant_id))

    for tier in tiers:
        if tier.min_quantity < 1 or tier.amount_minor < 0:
            raise wrong("A tier starts at one unit or more, and its price is not negative.")
        if tier.compare_at_minor is not None and tier.compare_at_minor < tier.amount_minor:
            raise wrong("A compare-at price is not below the price.")
    ordered = sorted(tiers, key=lambda tier: tier.min_quantity)
    for less, more in pairwise(ordered):
        if less.min_quantity == more.min_quantity:
            raise wrong(f"There are two prices from {more.min_quantity} units on.")
        if more.amount_minor > less.amount_minor:
            raise wrong(f"From {more.min_quantity} units on each costs more than before.")


def _check_version(row: PriceList, expected: int | None) -> None:
    if expected is not None and row.version != expected:
        raise PriceListChanged(version=row.version)


def _touch(row: PriceList, now: datetime) -> None:
    """Say when entries change, before they do: their history takes the moment from here."""
    row.version, row.updated_at = row.version + 1, max(now, row.updated_at)
    row.save(update_fields=["version", "updated_at"])


def _save(row: PriceList, draft: PriceListDraft, now: datetime) -> None:
    said: dict[str, Any] = asdict(draft)
    said |= {"name": draft.name.strip(), "groups": sorted(set(draft.groups)), "updated_at": now}
    for name, value in said.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise BadPriceList("There is a list of this name already.", field="name") from None


def _write_derived(list_id: UUID, wanted: Mapping[UUID, int]) -> None:
    rows = ListPrice.objects.filter(list_id=list_id, min_quantity=1)
    there = {row.variant_id: row for row in rows}
    by_hand = {variant for variant, row in there.items() if not row.is_derived}
    gone = there.keys() - wanted.keys() - by_hand
    changed = [
        row
        for variant, row in there.items()
        if variant in wanted and row.is_derived and row.amount_minor != wanted[variant]
    ]
    for row in changed:
        row.amount_minor = wanted[row.variant_id]
    ListPrice.objects.filter(list_id=list_id, variant_id__in=gone, is_derived=True).delete()
    ListPrice.objects.bulk_update(changed, ["amount_minor"], batch_size=1000)
    ListPrice.objects.bulk_create(_new(list_id, wanted, there.keys()), batch_size=1000)


def _new(list_id: UUID, wanted: Mapping[UUID, int], there: Collection[UUID]) -> list[ListPrice]:
    return [
        ListPrice(list_id=list_id, variant_id=variant, amount_minor=minor, is_derived=True)
        for variant, minor in sorted(wanted.items())
        if variant not in there
    ]
