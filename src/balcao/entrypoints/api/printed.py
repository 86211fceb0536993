"""What an address of the API that answers a paper promises."""

from __future__ import annotations

from typing import Any, Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.api.contract import staff
from balcao.kernel.errors import BalcaoError

PDF: Final = {
    "description": "OK",
    "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}


def printed(capability: Capability, *refuses: type[BalcaoError]) -> dict[str, Any]:
    """What an address of a paper promises: who may call it, how it refuses, and PDF."""
    promise = staff(capability, *refuses)
    return {**promise, "openapi_extra": {**promise["openapi_extra"], "responses": {200: PDF}}}
