"""The root of every refusal: named, with a stable code and facts a caller can show."""

from __future__ import annotations

from typing import ClassVar


class BalcaoError(Exception):
    """A refusal with a name.

    ``code`` is stable and goes to the API as the problem type; ``facts`` are JSON-ready details.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str = "", **facts: object) -> None:
        super().__init__(message or type(self).__doc__ or self.code)
        self.facts = facts

    @property
    def message(self) -> str:
        """What went wrong and what to do, in one or two sentences of English."""
        return str(self.args[0])


class NotFound(BalcaoError):
    """What was asked for does not exist (any more)."""

    code = "not_found"


class Conflict(BalcaoError):
    """Someone else changed this in the meantime. Load it again and repeat your change."""

    code = "conflict"


class Invalid(BalcaoError):
    """A value cannot be accepted; ``field`` in the facts says which."""

    code = "invalid"


class Forbidden(BalcaoError):
    """Your role does not include this."""

    code = "forbidden"
