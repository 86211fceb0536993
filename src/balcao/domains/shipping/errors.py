"""What can be wrong about shipping."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class BadZone(Invalid):
    """A zone has a name and at least one country, each by its two-letter ISO 3166-1 code."""

    code = "bad_zone"


class BadRate(Invalid):
    """A rate has a name, a price that is not negative, and days that count upwards from zero."""

    code = "bad_rate"


class BadSending(Invalid):
    """Rules of sending have a time of day, at most 30 packing days, and a day that sends."""

    code = "bad_sending"
