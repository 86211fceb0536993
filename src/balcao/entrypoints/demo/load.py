"""Loading the demo shop. Everything goes through the operations that real data goes through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from balcao.entrypoints.demo.buying import buy
from balcao.entrypoints.demo.moving import move
from balcao.entrypoints.demo.offers import offer
from balcao.entrypoints.demo.opening import (
    PASSWORD,
    SIGN_INS,
    SignIn,
    hire_staff,
    open_store,
    prepare_house,
    publish_legal_pages,
    put_up_shelves,
    set_rates,
)
from balcao.entrypoints.demo.selling import sell
from balcao.entrypoints.demo.stocking import fill_shelves
from balcao.plumbing.audit import acting
from balcao.plumbing.outbox.relay import deliver_all

HISTORY: Final = timedelta(days=15)  # the shop opened before its first order
__all__ = ["PASSWORD", "SIGN_INS", "SignIn", "load_demo"]


def load_demo(now: datetime, progress: Callable[[str], None], *, media: Path | None = None) -> None:
    """Make the shop, fill it and give it two weeks of orders; a second call changes nothing.

    Each step looks whether its result is there, so a load that broke off is finished by the next.
    What people have changed since is left as they left it. ``media`` is the folder of pictures.
    """
    with acting("demo", source="cli"):
        _load(now, progress, media or Path(settings.MEDIA_ROOT))


def _load(now: datetime, progress: Callable[[str], None], media: Path) -> None:
    opened = now - HISTORY
    store = open_store(opened)
    prepare_house(store, opened)
    set_rates(store)
    publish_legal_pages(store, opened)
    hire_staff(opened)
    put_up_shelves(store)
    fill_shelves(store, media, opened, progress)
    sell(store, now, progress)
    buy(store, now, progress)
    move(store, now, progress)
    offer(store, now, progress)
    deliver_all(now=now)
