"""Tax numbers of buyers who are businesses. Pure.

Numbers are checked by their form and check digits (python-stdnum). Nobody is asked over the
network: that a number is well-formed does not say that it is registered. Whoever must prove that
keeps a record of a VIES inquiry beside the order.
"""

from __future__ import annotations

from typing import Final

from stdnum import get_cc_module
from stdnum.eu import vat
from stdnum.exceptions import ValidationError

# Member states of the EU (ISO 3166-1 alpha-2). Buyers in Northern Ireland have numbers that begin
# with XI; as an address it is a region of GB, so supplies there are left to an exemption on file.
EU: Final = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
# What a number begins with where that is not the code of the country.
PREFIXES: Final = {"EL": "GR"}


def eu_country_of(tax_id: str) -> str | None:
    """The country of a well-formed EU VAT number with its prefix; None where it is not one.

    >>> eu_country_of("EL 094259216"), eu_country_of("DE 136 695 976"), eu_country_of("DE 1")
    ('GR', 'DE', None)
    """
    try:
        compact = vat.validate(tax_id.strip())
    except ValidationError:
        return None
    return PREFIXES.get(compact[:2], compact[:2])


def is_tax_id(tax_id: str, country: str) -> bool:
    """Whether this is a well-formed tax number of a country; every text passes where none is known.

    EU numbers may carry their prefix. Elsewhere python-stdnum's module of VAT or similar decides,
    as CNPJ or CPF in Brazil.
    """
    if eu_country_of(tax_id) == country:
        return True
    names = ("cnpj", "cpf") if country == "BR" else ("vat",)
    known = [m for name in names if (m := get_cc_module(country.lower(), name)) is not None]
    return any(module.is_valid(tax_id) for module in known) if known else bool(tax_id.strip())


def is_reverse_charged(*, origin: str, ship_to: str, tax_id: str) -> bool:
    """Whether the buyer accounts for the VAT instead of the shop.

    So it is for goods sent from one member state to another, to a buyer with a VAT number of a
    state other than the one they leave from: directive 2006/112/EC, article 138.
    """
    if origin not in EU or ship_to == origin or ship_to not in EU:
        return False
    number = eu_country_of(tax_id)
    return number is not None and number != origin
