"""Pages that need nothing that could be broken, and tell nothing of how the shop is built."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import get_contextvars

_PAGE = """<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><title>Balcão</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1>
<p>{words}</p>
<h2 lang="en">{title_en}</h2>
<p lang="en">{words_en}</p>
<p><small>{request_id}</small></p></main></body></html>
"""


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer an unexpected error: an apology and the id under which we can find it.

    Without a database it is 503: that passes, and search engines keep the page.
    """
    is_busy = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    return _page(
        503 if is_busy else 500,
        title="Algo deu errado do nosso lado",
        words="Seu pedido não foi alterado pela metade. Tente de novo em um instante.",
        title_en="Something went wrong on our side",
        words_en="Nothing was left half done. Please try again in a moment.",
    )


def bad_request(_request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer what cannot be read. Django's own page reads the form again, and so fails again."""
    return _page(
        400,
        title="Não entendemos este pedido",
        words="Nada foi alterado. Volte e tente de novo.",
        title_en="We cannot read this request",
        words_en="Nothing was changed. Please go back and try again.",
    )


def _page(status: int, **texts: str) -> HttpResponse:
    request_id = get_contextvars().get("request_id", "")
    return HttpResponse(_PAGE.format(request_id=request_id, **texts), status=status)
