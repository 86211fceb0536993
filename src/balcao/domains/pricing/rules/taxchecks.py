"""Whether what somebody says about taxes can be accepted. Pure."""

from __future__ import annotations

import re
from typing import Final

from balcao.domains.pricing.errors import BadTax
from balcao.domains.pricing.rules.taxids import eu_country_of, is_tax_id
from balcao.domains.pricing.rules.taxplaces import ANY, MILLION, RANGE, squeezed
from balcao.domains.pricing.values import EXEMPT, TaxExemption, TaxRate, TaxSettings, TaxZone

CODE: Final = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
CLASS: Final = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*", re.ASCII)
COUNTRY: Final = re.compile(r"([A-Z]{2})?", re.ASCII)
MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
MOST_CODES: Final = 500
MOST_PRIORITY: Final = 9


def check_settings(settings: TaxSettings) -> None:
    """:raises BadTax: the origin or the class of shipping cannot be read."""
    _fits("origin_country", COUNTRY, settings.origin_country, "A country is two capital letters.")
    _short("origin_region", settings.origin_region, 80)
    _short("origin_postal_code", settings.origin_postal_code, 12)
    if settings.shipping_class:
        check_class("shipping_class", settings.shipping_class)


def check_zone(zone: TaxZone) -> None:
    """:raises BadTax: a code, a country or a postal code cannot be read."""
    _fits("code", CODE, zone.code, "A jurisdiction is written like CA-QC.")
    _short("code", zone.code, 40)
    _named("name", zone.name, 80)
    _fits("country", COUNTRY, zone.country, "A country is two capital letters, or nothing.")
    _short("region", zone.region, 80)
    if (zone.region or zone.postal_codes) and not zone.country:
        raise BadTax("A region or postal codes need their country.", field="country")
    if len(zone.postal_codes) > MOST_CODES:
        raise BadTax(f"A zone has at most {MOST_CODES} postal codes.", field="postal_codes")
    for code in zone.postal_codes:
        _check_postal(code)


def check_rate(rate: TaxRate) -> None:
    """:raises BadTax: the class, the rate, the priority or the period is not possible."""
    check_class("tax_class", rate.tax_class)
    if rate.tax_class == EXEMPT:
        raise BadTax("Exempt goods have no rate.", field="tax_class")
    _named("name", rate.name, 60)
    _short("source", rate.source, 300)
    if not 0 <= rate.rate_ppm < MILLION:
        raise BadTax("A rate is from 0 to below 100 percent.", field="rate_ppm")
    if not 1 <= rate.priority <= MOST_PRIORITY:
        raise BadTax(f"A priority is from 1 to {MOST_PRIORITY}.", field="priority")
    if rate.starts_at and rate.ends_at and rate.ends_at <= rate.starts_at:
        raise BadTax("A rate ends after it starts.", field="ends_at")


def check_exemption(one: TaxExemption) -> None:
    """:raises BadTax: the mail address, country, number or reason cannot be accepted."""
    _fits("email", MAIL, one.email, "This is not a mail address.")
    _short("email", one.email, 254)
    _fits("country", COUNTRY, one.country, "A country is two capital letters, or nothing.")
    _named("reason", one.reason, 200)
    _short("tax_id", one.tax_id, 40)
    if one.tax_id and one.country and not is_tax_id(one.tax_id, one.country):
        raise BadTax(
            f"“{one.tax_id}” is not a tax number of {one.country}: a digit is wrong or missing.",
            field="tax_id",
        )
    looks_european = one.tax_id[:2].isalpha() and not one.country
    if looks_european and eu_country_of(one.tax_id) is None:
        raise BadTax("Name the country of this tax number.", field="country")


def check_class(field: str, name: str) -> None:
    """:raises BadTax: a class is not written in small letters and digits."""
    _fits(field, CLASS, name, "A class has small letters, digits and _.")
    _short(field, name, 40)


def _check_postal(code: str) -> None:
    first, dots, last = code.partition(RANGE)
    low, high = squeezed(first), squeezed(last)
    is_range = bool(low and high) and low <= high and ANY not in code
    is_one = bool(low) and ANY not in code.rstrip(f"{ANY} ")
    if len(code) > 40 or not (is_range if dots else is_one):
        raise BadTax(
            f"“{code[:40]}” is not a postal code, a start such as 75* or a range such as "
            "90210..90220.",
            field="postal_codes",
        )


def _fits(field: str, pattern: re.Pattern[str], text: str, says: str) -> None:
    if not pattern.fullmatch(text):
        raise BadTax(says, field=field)


def _named(field: str, text: str, most: int) -> None:
    if not text.strip():
        raise BadTax("This cannot be empty.", field=field)
    _short(field, text, most)


def _short(field: str, text: str, most: int) -> None:
    if len(text) > most or "\x00" in text:
        raise BadTax(f"At most {most} characters.", field=field)
