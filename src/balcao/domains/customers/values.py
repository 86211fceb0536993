"""People who buy, and where their parcels go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; country is ISO 3166-1 alpha-2, region its subdivision (BR: the UF)."""

    name: str
    line1: str
    city: str
    country: str
    line2: str = ""
    district: str = ""
    region: str = ""
    postal_code: str = ""
    phone: str = ""

    def as_json(self) -> dict[str, str]:
        """The address as a JSON object, as orders store it."""
        # asdict() copies deeply, which costs ten times as much, four times a purchase.
        return {field: getattr(self, field) for field in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Guest:
    """A shopper without an account; locale is the language their mails are written in."""

    email: str
    name: str
    locale: str
    phone: str = ""
