"""Opening the demo shop: the store, where it ships to, who works there, its shelves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from balcao.domains.catalog.operations import save_category
from balcao.domains.catalog.queries import categories
from balcao.domains.inventory.operations import create_location, ensure_partitions
from balcao.domains.inventory.queries import locations
from balcao.domains.shipping.operations import save_rate, save_sending_rules, save_zone
from balcao.domains.shipping.queries import countries_served
from balcao.domains.shipping.values import SendingRules
from balcao.domains.stores.operations import create_store, publish_legal_page
from balcao.domains.stores.queries import legal_versions, store_by_id, store_by_slug
from balcao.domains.stores.values import LegalKind, StoreInfo
from balcao.domains.team.errors import StaffExists
from balcao.domains.team.operations import add_staff
from balcao.domains.team.queries import actor_of
from balcao.domains.team.values import Role
from balcao.entrypoints.demo.catalogfiles import read_categories, read_legal_page, read_store
from balcao.kernel.money import Money

SLUG: Final = "demo"
COUNTRY: Final = "BR"
REGION: Final = "SP"
CUTOFF: Final = time(14, 0)
PASSWORD: Final = f"balcao-{SLUG}"  # known to everyone: `balcao serve` refuses these accounts
MAIL_ENDING: Final = "@demo.balcao.example"
TEXTS: Final = ("tagline", "about", "headline")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo account: whom to sign in as, and in which role."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class FlatRate:
    """One way to ship; amounts in the store's currency as plain decimals, days are working days."""

    code: str
    name: str
    english: str
    price: str
    days: tuple[int, int]
    free_from: str = ""


SIGN_INS: Final = (
    SignIn(f"owner{MAIL_ENDING}", "Helena Prado", Role.OWNER),
    SignIn(f"catalog{MAIL_ENDING}", "Caio Teles", Role.CATALOG),
    SignIn(f"stock{MAIL_ENDING}", "Dandara Nunes", Role.STOCK),
    SignIn(f"buyer{MAIL_ENDING}", "Tomé Farias", Role.BUYER),
    SignIn(f"marketing{MAIL_ENDING}", "Iara Moura", Role.MARKETING),
    SignIn(f"desk{MAIL_ENDING}", "Rafael Okada", Role.ORDER_DESK),
    SignIn(f"viewer{MAIL_ENDING}", "Beatriz Lemos", Role.VIEWER),
)
SOUTH_AMERICA: Final = ["AR", "BO", "CL", "CO", "EC", "GY", "PE", "PY", "SR", "UY", "VE"]
EUROPE: Final = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR",
    "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT",
    "RO", "SE", "SI", "SK",
]  # fmt: skip
FAR: Final = [
    "AE", "AU", "CA", "CR", "CV", "HK", "IL", "IN", "JP", "KR", "MO", "MX", "MZ", "NZ",
    "PA", "SG", "TW", "US", "ZA",
]  # fmt: skip
ZONES: Final[tuple[tuple[str, list[str], tuple[FlatRate, ...]], ...]] = (
    (
        "Brasil",
        ["BR"],
        (
            FlatRate("standard", "Entrega padrão", "Standard delivery", "19.90", (3, 8), "299.00"),
            FlatRate("express", "Entrega expressa", "Express delivery", "39.90", (1, 3)),
        ),
    ),
    (
        "América do Sul",
        SOUTH_AMERICA,
        (FlatRate("standard", "Correio aéreo", "Airmail", "89.00", (6, 14), "900.00"),),
    ),
    (
        "Europa",
        EUROPE,
        (
            FlatRate("standard", "Correio aéreo", "Airmail", "129.00", (8, 18), "1200.00"),
            FlatRate("express", "Courier", "Courier", "219.00", (3, 6)),
        ),
    ),
    (
        "Resto do mundo",
        FAR,
        (
            FlatRate("standard", "Correio aéreo", "Airmail", "149.00", (10, 22), "1500.00"),
            FlatRate("express", "Courier", "Courier", "259.00", (4, 8)),
        ),
    ),
)


def open_store(now: datetime) -> StoreInfo:
    """The demo store, made if it is not there."""
    found = store_by_slug(SLUG)
    if found is None:
        said = read_store()
        store_id = create_store(
            slug=SLUG,
            name=said["name"],
            currency=said["currency"],
            language=said["default_language"],
            languages=list(said["tagline"]),
            country=COUNTRY,
            time_zone=said["time_zone"],
            email=said["mail"],
            now=now,
            texts={name: said[name] for name in TEXTS},
        )
        found = store_by_id(store_id)
    return found


def prepare_house(store: StoreInfo, now: datetime) -> None:
    """A place where stock lies and the ledger's months; nothing is changed that is there."""
    ensure_partitions(now=now)
    if not locations(store.id):
        create_location(store_id=store.id, code="atelie", name="Ateliê Vila Madalena")


def set_rates(store: StoreInfo) -> None:
    """Where we ship to, for how much and when, unless somebody has decided already."""
    if countries_served(store.id):
        return
    for name, countries, rates in ZONES:
        zone = save_zone(store_id=store.id, name=name, countries=countries)
        for position, rate in enumerate(rates, start=1):
            save_rate(
                store_id=store.id,
                zone_id=zone,
                code=rate.code,
                name=rate.name,
                price=Money.parse(rate.price, store.currency),
                days=rate.days,
                free_from=_money(rate.free_from, store),
                translations={"en": rate.english},
                position=position,
            )
    rules = SendingRules(is_on=True, cutoff=CUTOFF, packing_days=1, region=REGION)
    save_sending_rules(store_id=store.id, rules=rules)


def publish_legal_pages(store: StoreInfo, now: datetime) -> None:
    """Terms, privacy and returns, unless somebody has published any already."""
    if any(legal_versions(store.id, kind) for kind in LegalKind):
        return
    for kind in LegalKind:
        publish_legal_page(
            store_id=store.id,
            kind=kind,
            texts=read_legal_page(kind.value, store.languages),
            urls={},
            by=SIGN_INS[0].email,
            now=now,
            expected_version=0,
        )


def hire_staff(now: datetime) -> None:
    """One account for each role; those who are here stay as they are."""
    for one in SIGN_INS:
        if actor_of(one.email) is not None:
            continue
        try:
            add_staff(email=one.email, name=one.name, role=one.role, password=PASSWORD, now=now)
        except StaffExists:
            continue  # somebody has sent them home; we do not call them back


def put_up_shelves(store: StoreInfo) -> None:
    """The categories with their words and pictures; those that are there stay as they are."""
    there = {shelf.slug for shelf in categories(store.id, store.language)}
    for said in read_categories():
        if said["slug"] not in there:
            save_category(
                store_id=store.id,
                slug=said["slug"],
                name=said["name"][store.language],
                description=said["description"][store.language],
                translations=_translations(said, store),
                image=said["image"],
                position=said["position"],
            )


def _translations(said: dict[str, Any], store: StoreInfo) -> dict[str, dict[str, str]]:
    return {
        language: {"name": said["name"][language], "description": said["description"][language]}
        for language in store.languages
        if language != store.language
    }


def _money(text: str, store: StoreInfo) -> Money | None:
    return Money.parse(text, store.currency) if text else None
