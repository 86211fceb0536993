"""Who acts, as other rooms see it."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.domains.team.errors import NotAllowed
from balcao.domains.team.rules import Capability


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or a program with a token, and what it may do."""

    email: str
    name: str
    capabilities: frozenset[Capability]

    def require(self, capability: Capability) -> None:
        """Go on only if this is allowed.

        :raises NotAllowed: it is not.
        """
        if capability not in self.capabilities:
            raise NotAllowed(
                f"This needs the permission {capability.value}.", needs=capability.value
            )
