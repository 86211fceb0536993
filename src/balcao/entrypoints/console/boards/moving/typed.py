"""Reading what was typed into the forms of moving and counting; each form counts once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.inventory.errors import BadPeriod, BadQuantity
from balcao.domains.inventory.values import LotUnits, TransferWish
from balcao.entrypoints.console.once import form_once
from balcao.kernel.errors import Invalid

MOST_LINES: Final = 1000


def do_once(request: HttpRequest, effect: Callable[[], Any]) -> Any:
    """Run an operation once for the key of its form; returns what it answered, as JSON."""
    return form_once(request, "console.moving", effect)


def whole(text: str, name: str, *, signed: bool = False) -> int:
    """A whole number as typed, nothing for none. :raises BadQuantity: it is not one."""
    given = text.strip().replace("−", "-") or "0"
    digits = given[1:] if signed and given[:1] in "+-" else given
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 8:
        raise BadQuantity(f"{name}: “{text[:20]}” is not a whole number.", field=name)
    return int(given)


def place_id(text: str, name: str) -> int:
    """A place as chosen. :raises Invalid: none was."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise Invalid("Choose a place.", field=name)
    return int(text)


def seen(request: HttpRequest) -> int | None:
    """The version that the form was made from."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def wishes_of(store_id: int, text: str) -> list[TransferWish]:
    """Lines such as ``CUP 12``: a SKU, then units.

    :raises Invalid: a line cannot be read, or names a SKU that there is not; says which.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    if not 0 < len(rows) <= MOST_LINES:
        raise Invalid("Write one line for each product: its SKU, then the units.", field="lines")
    for nr, row in enumerate(rows, 1):
        if len(row) < 2:
            raise Invalid(f"Line {nr}: write a SKU, then the units.", field="lines")
    found = variants_by_sku(store_id, [" ".join(row[:-1]) for row in rows])
    wishes = []
    for nr, row in enumerate(rows, 1):
        sku = " ".join(row[:-1])
        if sku not in found:
            raise Invalid(f"Line {nr}: there is no SKU “{sku[:60]}”.", field="lines")
        wishes.append(TransferWish(found[sku], whole(row[-1], f"Line {nr}")))
    return wishes


def variant_of(store_id: int, text: str) -> UUID:
    """The variant with a SKU. :raises Invalid: there is none."""
    found = variants_by_sku(store_id, [text.strip()])
    if text.strip() not in found:
        raise Invalid(f"There is no SKU “{text.strip()[:60]}”.", field="sku")
    return found[text.strip()]


def lots_of(post: Mapping[str, str], units: int) -> tuple[LotUnits, ...]:
    """The lot that a form names for all its units; none when it names none."""
    code = post.get("lot", "").strip()
    return (LotUnits(code, units, day_of(post.get("expires", ""))),) if code else ()


def day_of(text: str) -> date | None:
    """A day as picked. :raises Invalid: it is not one."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise Invalid("This is not a date.", field="expires") from None


def moment_of(text: str, zone: str, *, now: datetime) -> datetime | None:
    """A past moment as picked, in the store's time zone; aware UTC. None for none.

    :raises BadPeriod: it cannot be read, or is in the future.
    """
    if not text.strip():
        return None
    try:
        at = datetime.fromisoformat(text.strip()).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadPeriod("This is not a moment.", field="at") from None
    if at > now:
        raise BadPeriod("This moment is in the future.", field="at")
    return at
