"""The tax number of a buyer, refused where it cannot be one."""

from __future__ import annotations

from balcao.domains.customers.errors import BadAddress
from balcao.domains.pricing.queries import is_tax_id


def check_tax_id(tax_id: str, country: str) -> str:
    """A tax number without blanks around it; empty is none.

    Its form and check digits are those of the country: CPF or CNPJ in Brazil, a VAT number with or
    without its prefix in the EU (python-stdnum). Where no form is known, every text passes.

    :raises BadAddress: it is no tax number of the country.
    """
    given = tax_id.strip()
    if given and (len(given) > 20 or not is_tax_id(given, country)):
        raise BadAddress(fields={"tax_id": f"is no tax number of {country or 'this country'}"})
    return given
