"""The demo's mailbox: nothing leaves this machine, everything can be read in the console.

``EMAIL_BACKEND=balcao.entrypoints.emails.keeping.KeepMail``
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from balcao.entrypoints.emails.models import KeptMail


class KeepMail(BaseEmailBackend):
    """A mail backend of Django that writes each message into a table."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them all; the number kept."""
        for message in email_messages:
            # Building the message refuses headers that a mail server would refuse.
            headers = message.message()
            KeptMail.objects.create(
                at=datetime.now(UTC),
                sender=message.from_email,
                recipient=", ".join(message.recipients()),
                subject=message.subject,
                message_id=str(headers["Message-ID"]).strip("<>"),
                text=message.body,
                html=_html_of(message),
            )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(a.content) for a in alternatives if a.mimetype == "text/html"), "")
