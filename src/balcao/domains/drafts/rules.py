"""What a draft must be. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.drafts.errors import BadDraft, BadExpiry, BadOverride
from balcao.domains.drafts.values import DraftEdit, DraftUnits
from balcao.kernel.money import Money

MOST_LINES: Final = 100
MOST_UNITS: Final = 999
MOST_CODES: Final = 10
MOST_PROVIDERS: Final = 20
LONGEST_NOTE: Final = 2000
LONGEST_REASON: Final = 300
LONGEST_LIFE: Final = timedelta(days=366)
MOST_MINOR: Final = 10**13
CONTROL: Final = "\0"


def check_edit(edit: DraftEdit) -> dict[UUID, int]:
    """The units of each variant, in the order they were first named.

    :raises BadDraft: too much of something; its fields say of what.
    """
    fields: dict[str, str] = {}
    units = merged(edit.lines, fields)
    for name, many, most in (
        ("codes", edit.codes, MOST_CODES),
        ("providers", edit.providers, MOST_PROVIDERS),
    ):
        if len(many) > most or any(not 0 < len(one) <= 40 or CONTROL in one for one in many):
            fields[name] = f"at most {most}, each of at most 40 characters"
    for name, text, longest in (
        ("note", edit.note, LONGEST_NOTE),
        ("rate_code", edit.rate_code, 40),
        ("tax_id", edit.tax_id, 20),
    ):
        if len(text) > longest or CONTROL in text:
            fields[name] = f"at most {longest} characters"
    if fields:
        raise BadDraft(fields=fields)
    return units


def merged(lines: Sequence[DraftUnits], fields: dict[str, str]) -> dict[UUID, int]:
    """Units by variant; what is wrong with them goes into ``fields``."""
    units: dict[UUID, int] = {}
    for line in lines:
        units[line.variant_id] = units.get(line.variant_id, 0) + line.quantity
        if line.quantity < 1:
            fields["lines"] = "a quantity is at least 1"
    if len(units) > MOST_LINES:
        fields["lines"] = f"at most {MOST_LINES} lines"
    elif units and max(units.values()) > MOST_UNITS:
        fields["lines"] = f"at most {MOST_UNITS} units of one variant"
    return units


def check_given(amount: Money | None, reason: str, *, currency: str, field: str) -> str:
    """The reason of something given by hand, without blanks around it.

    :raises BadOverride: another currency, below zero, beyond all measure, or without a reason.
    """
    said = reason.strip()
    if amount is None:
        return ""
    if amount.currency != currency or not 0 <= amount.minor <= MOST_MINOR:
        raise BadOverride(field=field, currency=currency)
    if not 0 < len(said) <= LONGEST_REASON or CONTROL in said:
        raise BadOverride(f"Say why, in at most {LONGEST_REASON} characters.", field="reason")
    return said


def check_expiry(expires_at: datetime, now: datetime) -> None:
    """Go on only if a quote may end then.

    :raises BadExpiry: in the past, or in more than a year.
    """
    if not now < expires_at <= now + LONGEST_LIFE:
        raise BadExpiry(field="expires_at")
