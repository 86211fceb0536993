"""Amounts, moments and states as the console writes them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency
from django import template
from django.conf import settings

from balcao.kernel.money import Money

register = template.Library()
STATES = {
    "pending": "Being paid",
    "placed": "Placed",
    "paid": "Paid",
    "packed": "Packed",
    "shipped": "Shipped",
    "delivered": "Delivered",
    "cancelled": "Cancelled",
    "voided": "Never paid",
    "intent": "Not asked yet",
    "captured": "Received",
    "authorized": "Set aside",
    "late": "Came too late",
    "not_refunded": "Refund refused",
    "another_way": "Another way to pay was chosen",
    "failed": "Declined",
    "refunded": "Given back",
    "active": "On sale",
    "draft": "Draft",
    "archived": "Archived",
    "uploaded": "Being read",
    "planned": "Ready to look at",
    "applying": "Being applied",
    "applied": "Applied",
    "undone": "Undone",
    "received": "Received",
    "counted": "Counted",
    "imported": "Imported",
    "restocked": "Restocked",
    "partly_received": "Partly received",
    "sent": "Sent",
    "approved": "Approved",
    "closed": "Closed",
    "credited": "Credited",
    "damaged": "Damaged",
    "quoted": "Quoted",
    "ordered": "Ordered",
    "expired": "Expired",
    "price_overridden": "Price given by hand",
    "discount_given": "Discount given by hand",
    "shipping_given": "Shipping given by hand",
    "accepted": "Accepted",
    "held": "On hold",
    "released": "Released",
    "matched": "Matched",
    "booked": "Booked",
    "noted": "Left with a note",
}


@register.filter
@lru_cache(maxsize=4096)
def money(amount: Money) -> str:
    """An amount with its currency sign."""
    return format_currency(amount.major, amount.currency, locale="en")


@register.filter
def minor(amount: int, currency: str) -> str:
    """Minor units of a currency, with its sign."""
    return money(Money(amount, currency))


@register.filter
def typed_minor(amount: int | None, currency: str) -> str:
    """Minor units as a field of a form has them; empty for none."""
    return "" if amount is None else str(Money(amount, currency).major)


@register.filter
def from_ppm(share: int | None) -> str:
    """Parts per million as percent with one decimal; a dash where there is none."""
    return f"{share / 10_000:.1f}%" if isinstance(share, int) else "—"


@register.filter
def moment(at: datetime | None, zone: str) -> str:
    """A moment in the store's time zone."""
    return _local(at, "d MMM y, HH:mm", zone)


@register.filter
def short(at: datetime | None, zone: str) -> str:
    """A moment in the store's time zone, without the year."""
    return _local(at, "d MMM, HH:mm", zone)


@register.filter
def day_typed(at: datetime | None, zone: str) -> str:
    """The day of a moment in the store's time zone, as a date field wants it."""
    return _local(at, "yyyy-MM-dd", zone)


@register.filter
def state(code: str) -> str:
    """What people call a state or a reason."""
    return STATES.get(code, code.replace("_", " ").capitalize())


VERBS = {
    "pay": "Pay",
    "look_up": "Look up",
    "capture": "Capture",
    "void": "Let go",
    "refund": "Give back",
    "keep_card": "Keep a card",
    "drop_card": "Forget a card",
}
REFUNDS = {"asked": "on its way", "done": "given back", "failed": "refused"}


@register.filter
def verb(code: str) -> str:
    """What a provider was asked to do."""
    return VERBS.get(code, code)


@register.filter
def refund(code: str) -> str:
    """How far a refund is."""
    return REFUNDS.get(code, code)


@register.filter
def payment(code: str) -> str:
    """What people call the state of a payment."""
    return "Waiting for money" if code in {"intent", "pending"} else state(code)


@register.filter
def picture(src: str) -> str:
    """The address of a picture of the catalog; the shop's placeholder without one."""
    if not src:
        return f"{settings.STATIC_URL}console/no-picture.svg"
    return src if src.startswith("https://") else f"{settings.MEDIA_URL}{src}"


@register.filter
def permille(share: int | None) -> str:
    """A share per mille as percent with one decimal; a dash where there is none."""
    return "—" if share is None else f"{share / 10:.1f}%"


@register.filter
def ppm(rate: int) -> str:
    """A rate in parts per million as percent, without zeros behind: 77500 is 7.75%."""
    whole, rest = divmod(rate, 10_000)
    behind = f"{rest:04d}".rstrip("0")
    return f"{whole}.{behind}%" if behind else f"{whole}%"


@register.filter
def day(at: datetime | None, zone: str) -> str:
    """A day in the store's time zone."""
    return _local(at, "d MMM y", zone)


@register.filter
def isoday(at: datetime | None, zone: str) -> str:
    """A day as a date field of a form has it; empty for none."""
    return at.astimezone(ZoneInfo(zone)).date().isoformat() if at else ""


@register.filter
def signed(number: int) -> str:
    """A number with its sign, with a true minus."""
    return f"+{number}" if number > 0 else f"−{abs(number)}" if number else "0"


def _local(at: datetime | None, pattern: str, zone: str) -> str:
    if at is None:
        return "—"
    return str(format_datetime(at.astimezone(ZoneInfo(zone)), pattern, locale="en"))
