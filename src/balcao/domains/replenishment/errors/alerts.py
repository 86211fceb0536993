"""What can be wrong about alerts and suggestions."""

from __future__ import annotations

from balcao.kernel.errors import Invalid, NotFound


class NoSuchAlert(NotFound):
    """There is no such alert, or it has settled by itself."""

    code = "no_such_alert"


class BadSnooze(Invalid):
    """An alert is put off to a moment between now and a year from now."""

    code = "bad_snooze"
