"""What can be picked in the fields of a rule: names for people, ids and codes for the rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from balcao.domains.catalog.queries import categories, collections, find_variants, variant_cards
from balcao.domains.checkout.queries import names_in
from balcao.domains.customers.queries import segments
from balcao.domains.payments.queries import payment_choices
from balcao.domains.shipping.queries import rate_names
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.promotions.shapes import WEEK

Option = tuple[str, str]
LANGUAGE = "en"


@dataclass(slots=True)
class Choices:
    """Asked for once per page and kind."""

    store: StoreInfo
    _known: dict[str, list[Option]] = field(default_factory=dict)

    def of(self, kind: str, chosen: Collection[str], find: str = "") -> list[tuple[str, str, bool]]:
        """Options of a kind as value, name and whether it is chosen; unknown ones keep their id."""
        ticked = {str(one) for one in chosen}
        if kind in {"product", "variant"}:
            offered = self._named(kind, ticked) + self._found(kind, find)
        else:
            offered = self._all(kind)
        options = dict(reversed(offered))
        listed = [*dict.fromkeys([*ticked, *(value for value, _ in offered)])]
        if kind not in {"product", "variant"}:
            known = [value for value, _ in offered]
            listed = known + [one for one in chosen if str(one) not in options]
        return [(str(one), options.get(str(one), str(one)), str(one) in ticked) for one in listed]

    def _all(self, kind: str) -> list[Option]:
        if kind not in self._known:
            self._known[kind] = self._read(kind)
        return self._known[kind]

    def _read(self, kind: str) -> list[Option]:
        store_id = self.store.id
        read: Mapping[str, Callable[[], list[Option]]] = {
            "category": lambda: [(str(c.id), c.name) for c in categories(store_id, LANGUAGE)],
            "collection": lambda: [(str(c.id), c.name) for c in collections(store_id)],
            "group": lambda: [(one.slug, one.name) for one in segments(store_id)],
            "shipping": lambda: list(rate_names(store_id, LANGUAGE).items()),
            "payment": lambda: [(one.code, one.label) for one in payment_choices(LANGUAGE)],
            "store": lambda: [(str(store_id), self.store.name)],
            "weekday": lambda: list(WEEK),
        }
        return read[kind]() if kind in read else []

    def _named(self, kind: str, ids: Collection[str]) -> list[Option]:
        if kind == "variant":
            cards = variant_cards(self.store.id, _uuids(ids)).values()
            return [(str(one.id), _variant(one.title, one.options, one.sku)) for one in cards]
        names: Mapping[str, str] = names_in(
            self.store.id, [{"kind": "product", "in": list(ids)}], LANGUAGE
        )
        return list(names.items())

    def _found(self, kind: str, text: str) -> list[Option]:
        cards = find_variants(self.store.id, text[:100]) if text.strip() else []
        if kind == "variant":
            return [(str(one.id), _variant(one.title, one.options, one.sku)) for one in cards]
        return list({str(one.product_id): one.title for one in cards}.items())


def _variant(title: str, options: str, sku: str) -> str:
    return f"{title} {options} ({sku})".replace("  ", " ")


def _uuids(texts: Collection[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
