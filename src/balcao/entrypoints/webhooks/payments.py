"""Messages of payment providers: the signature is verified, then one operation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from balcao.domains.checkout.operations import take_message
from balcao.domains.payments.ports import BadMessage, ProviderAway, TellingProvider, offered
from balcao.plumbing.audit import acting

MOST_BYTES: Final = 256 * 1024
log = structlog.get_logger("balcao.webhooks")


@csrf_exempt
@require_POST
def payment_message(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a message of a provider, once; 503 asks the provider to send it again later."""
    found = next((one for one in offered() if one.code == provider), None)
    if not isinstance(found, TellingProvider):
        return _says(404, "Nobody here takes messages of this provider.")
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _says(413, "A message has at most 256 KiB.")
    now = datetime.now(UTC)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        query = request.META.get("QUERY_STRING", "")
        told = found.read_message(headers, request.body, query=query, now=now)
    except BadMessage as refusal:
        log.warning("webhook.refused", provider=provider, reason=str(refusal))
        return _says(400, str(refusal))
    try:
        with acting("system", source="webhook"):
            news = [take_message(provider=provider, told=one, now=now) for one in told]
    except ProviderAway:
        return _says(503, "The provider did not answer our question; send it again.")
    return JsonResponse({"taken": sum(news)})


def _says(status: int, text: str) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
