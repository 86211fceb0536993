"""Sending each mail once.

The row is written first and claimed, then the mail goes out, then the row says so. A job that runs
again finds ``sent_at`` and does nothing; one that runs at the same time finds the claim and comes
back later. What remains is the moment between the server's acceptance and our commit: a crash
there sends the mail a second time, ten minutes later and with the same Message-ID, because a
shopper is better served by a copy than by silence. No system that talks SMTP can close that gap.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from balcao.adapters.mail.letter import Letter
from balcao.adapters.mail.smtp import post
from balcao.domains.orders.queries import order_by_id
from balcao.domains.stores.queries import store_by_id
from balcao.entrypoints.emails.letters import Kind, is_due, write_letter
from balcao.entrypoints.emails.models import SentMail
from balcao.kernel.errors import Conflict

CLAIM: Final = timedelta(minutes=10)  # longer than any mail server is waited for


class BeingSent(Conflict):
    """Somebody is sending this mail at this moment. Look again in ten minutes."""

    code = "mail_being_sent"


def send_once(kind: Kind, *, order_id: UUID, now: datetime) -> bool:
    """Send a mail about an order unless that was done; whether it was sent now.

    :raises NoSuchOrder: there is none with this id.
    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the shopper's address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    order = order_by_id(order_id)
    if not is_due(kind, order):
        return False
    return send_letter_once(
        kind.value,
        order.store_id,
        order_id,
        lambda: write_letter(kind, order, store_by_id(order.store_id)),
        now=now,
    )


def send_letter_once(
    kind: str, store_id: int, about: UUID, write: Callable[[], Letter], *, now: datetime
) -> bool:
    """Write and send one kind of mail about one thing unless that was done; whether it was now.

    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    if not _claim(store_id, about, kind, now):
        return False
    row = SentMail.objects.filter(store_id=store_id, order_id=about, kind=kind)
    try:
        post(write())
    except Exception:
        row.update(claimed_at=None)
        raise
    row.update(sent_at=now)
    return True


def _claim(store_id: int, order_id: UUID, kind: str, now: datetime) -> bool:
    """Whether it is ours to send; False when it was sent.

    :raises BeingSent: somebody else has claimed it and has not said what came of it.
    """
    new = SentMail(store_id=store_id, order_id=order_id, kind=kind)
    SentMail.objects.bulk_create([new], ignore_conflicts=True)
    row = SentMail.objects.filter(store_id=store_id, order_id=order_id, kind=kind)
    free = row.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM))
    if free.filter(sent_at__isnull=True).update(claimed_at=now, attempts=F("attempts") + 1):
        return True
    if row.filter(sent_at__isnull=True).exists():
        raise BeingSent
    return False
