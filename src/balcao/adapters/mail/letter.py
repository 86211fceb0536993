"""A letter to one person, finished and ready to be posted."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.kernel.errors import Invalid


class Unmailable(Invalid):
    """No mail can reach this address. Ask the shopper for another one."""

    code = "unmailable"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter; ``kind`` is its media type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail in text and HTML. ``message_id`` is without angle brackets, the same for the same
    letter however often it is posted, so that mailboxes can tell a copy; ``language`` is BCP 47.
    ``leave_url`` is where a mailbox posts that its owner wants no more of these (RFC 8058).
    """

    to: str
    sender_name: str
    sender: str
    subject: str
    text: str
    html: str
    message_id: str
    language: str
    attachments: tuple[Attachment, ...] = ()
    leave_url: str = ""
