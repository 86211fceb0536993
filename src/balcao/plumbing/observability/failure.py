"""The page for when we are at fault. It needs nothing that could be broken, and tells nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import get_contextvars

_PAGE = """<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><title>Balcão</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>Algo deu errado do nosso lado</h1>
<p>Seu pedido não foi alterado pela metade. Tente de novo em um instante.</p>
<h2 lang="en">Something went wrong on our side</h2>
<p lang="en">Nothing was left half done. Please try again in a moment.</p>
<p><small>{request_id}</small></p></body></html>
"""


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer an unexpected error: an apology and the id under which we can find it."""
    request_id = get_contextvars().get("request_id", "")
    return HttpResponse(_PAGE.format(request_id=request_id), status=500)
